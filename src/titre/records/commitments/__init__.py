"""The published format: canonical JSON, the tree of rows, entries of the log, documents made of them."""
