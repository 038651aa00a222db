"""Documents of others: reading them into plain values, and writing forms in the order in use."""
