"""EDGAR's companyfacts documents: a fast reading in columns, and a slow one that names each fault."""
