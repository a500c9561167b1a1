"""One question a file; every answer is a frozen value, never a row."""
