"""Floor 7: the command line. One file a command; each reads its flags, asks the floors below, and prints."""
