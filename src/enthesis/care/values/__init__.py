"""What the steps of care hand to each other: frozen values, one subject a file."""
