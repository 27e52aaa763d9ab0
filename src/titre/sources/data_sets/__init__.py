"""The SEC's Financial Statement Data Sets, read as a stream."""
