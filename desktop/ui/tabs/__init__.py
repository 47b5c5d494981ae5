"""The conversations that are open, as tabs over the middle of the window."""
