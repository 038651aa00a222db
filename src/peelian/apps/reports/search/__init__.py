"""Search in what is published, with old and new terms leading to the same places."""
