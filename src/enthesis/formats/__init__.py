"""Floor 5: the shapes of the outside, in and out. Translates; decides nothing."""
