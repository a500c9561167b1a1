"""Floor 8: the fictional clinic. Nobody here exists."""
