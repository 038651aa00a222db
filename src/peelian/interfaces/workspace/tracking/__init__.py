"""The register of items for those who follow them: lists, downloads, many at once, and numbers."""
