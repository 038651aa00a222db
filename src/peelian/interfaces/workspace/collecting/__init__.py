"""Pages of collections: designing one, answering it, validating what came, and reading what is shared."""
