"""The types of card, one a file. A card's file name is its id."""
