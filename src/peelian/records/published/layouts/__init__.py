"""The three layouts of published tables, each one pure function from a sheet to values and findings."""
