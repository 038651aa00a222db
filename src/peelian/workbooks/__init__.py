"""Workbooks that others made: opened in a process of their own, within bounds, by the one door of `reading`."""
