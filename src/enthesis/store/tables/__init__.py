"""What the database keeps, one table a file. Imported in `store`, `actions` and `project` only."""
