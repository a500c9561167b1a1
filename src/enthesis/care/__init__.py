"""Floor 3: one patient, one decision. Pure: no clock, no file, no screen."""
