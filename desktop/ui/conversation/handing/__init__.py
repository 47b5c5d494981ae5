"""What is done with a conversation besides answering it: given on, merged, ended; each found by a few letters."""
