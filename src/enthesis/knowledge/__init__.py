"""Floor 2: what medicine says and who says it. Cards are data; this room types, reads and words them."""
