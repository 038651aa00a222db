"""Pages of the monitoring of forces: stages and moves between them, plans, meetings, notes, incidents."""
