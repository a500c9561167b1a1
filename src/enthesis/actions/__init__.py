"""Floor 6: what people can do. One verb a file: keyword-only, `by=`, one transaction, one audit row."""
