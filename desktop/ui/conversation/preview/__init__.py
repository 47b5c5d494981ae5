"""Files of messages looked at: shown by readers of the program's own, never opened."""
