"""Images in: every format ends in one physical frame, LPS millimetres, or is refused with the reason."""
