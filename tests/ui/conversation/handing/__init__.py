"""What is done with a conversation besides answering it, in the window."""
