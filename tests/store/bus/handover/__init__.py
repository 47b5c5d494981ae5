"""Who does written work, with whom, and what belongs together."""
