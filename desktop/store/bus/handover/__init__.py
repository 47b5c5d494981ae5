"""Who does written work, and with whom: what is owed, colleagues and queues, mentions, what belongs together."""
