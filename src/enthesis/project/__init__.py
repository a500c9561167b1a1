"""Floor 8: the plug board. Settings, addresses, and how the server is started."""
