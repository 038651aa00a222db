"""Public files of figures by area: recognised by their headers, read as they stand, and checked against themselves."""
