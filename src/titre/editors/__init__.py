"""Verdicts as one writes: the language server that any editor may speak to."""
