"""A check told: as rows, JSON, Markdown and a page."""
