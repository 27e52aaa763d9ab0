"""The command line: a file a verb, and no logic in any of them."""
