"""Pages of the work of forces: board, plans, actions, updates, programmes and practice."""
