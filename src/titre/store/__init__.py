"""Rows on disk and back: the Parquet dataset, its manifest, atomic appends, compaction and views."""
