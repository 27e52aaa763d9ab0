"""Lists of securities, what was promised of them, and what proves it."""
