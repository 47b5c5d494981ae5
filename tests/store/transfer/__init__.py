"""Getting much in and out of the store."""
