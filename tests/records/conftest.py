"""What the tests of records share."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import pytest

from titre.records.verifying.writing import python_verifier

if TYPE_CHECKING:
    from types import ModuleType


@pytest.fixture(scope="session")
def standalone(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The Python verifier as it is published, imported so that it starts once."""
    path = tmp_path_factory.mktemp("standalone") / "verify.py"
    path.write_bytes(python_verifier("en"))
    spec = importlib.util.spec_from_file_location("standalone_verify", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
