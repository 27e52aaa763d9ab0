"""Is all that the product imports declared? What only tests have is not there for users."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT = Path(__file__).parents[1]
_BROUGHT = {"certifi": "httpx", "lsprotocol": "pygls", "py4j": "pyspark"}
"""what one of the declared always brings with it"""
_OWN = {"polars"}
"""what a user has who asks for it"""


def test_every_package_that_is_imported_is_a_dependency_or_an_extra() -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    stated = [
        *project["dependencies"],
        *(one for some in project["optional-dependencies"].values() for one in some),
    ]
    declared = {_folded(re.split(r"[^\w.-]", one, maxsplit=1)[0]) for one in stated}
    sold_as = packages_distributions()
    undeclared = {
        (module, str(file.relative_to(_ROOT)))
        for file in (_ROOT / "src").rglob("*.py")
        for module in _imported(ast.parse(file.read_text("utf-8")))
        if module not in sys.stdlib_module_names
        and module not in {"titre", *_OWN}
        and not declared & {_folded(name) for name in sold_as.get(module, [module])}
        and _BROUGHT.get(module) not in declared
    }
    assert undeclared == set()


def _imported(node: ast.AST) -> Iterator[str]:
    """Yield the first part of the name of each module that is imported anywhere, but not for types alone."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    if isinstance(node, ast.Import):
        yield from (alias.name.partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield node.module.partition(".")[0]
    for child in ast.iter_child_nodes(node):
        yield from _imported(child)


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
