"""Who this is, and everything so far."""
