"""Standards checked against records: which rows fall short of what is expected."""
