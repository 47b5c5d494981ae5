"""Written work on the GUI thread: the list of it, the open conversations, what is being written, the accounts."""
