"""Where Django looks for the command of this room."""
