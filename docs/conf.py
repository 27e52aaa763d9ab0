"""How is the documentation built? ``sphinx-build -W docs docs/_build``; nothing is fetched."""

from __future__ import annotations

import sys
from importlib.metadata import version as installed
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "Titre"
author = "The Titre developers"
project_copyright = "The Titre developers, Apache-2.0"
release = version = installed("titre")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "pictures"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["deflist", "fieldlist"]
myst_heading_anchors = 3

autodoc_default_options = {"members": True, "exclude-members": "__init__, __new__"}
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_rtype = False

# Several classes have a field "kind": a bare name in a signature then has no single target.
suppress_warnings = ["ref.python"]

html_theme = "furo"
html_title = "Titre"
html_copy_source = False
html_show_sourcelink = False
