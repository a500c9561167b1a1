"""One page a file: what it asks, what it shows, which action it calls."""
