"""Floor 3: one labelled image, needles with a proved distance to every labelled structure. Pure."""
