"""Floor 5: what is kept. Tables, rows to values and back, and questions to the tables."""
