"""Floor 1: the words everybody may use. Standard library only; imports nothing of ours."""
