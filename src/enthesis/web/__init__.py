"""Floor 7: the pages of the clinic, in the browser."""
