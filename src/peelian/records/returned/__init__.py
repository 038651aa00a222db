"""Returns of forces: a small table that is read, checked cell by cell, and set beside those of other forces."""
