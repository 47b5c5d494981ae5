"""A conversation on any written channel: what was said, and where one answers."""
