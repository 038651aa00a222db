"""Records of forces and frames of cases: read from files, checked, and drawn from, large or small."""
