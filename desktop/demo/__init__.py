"""A small world to try the program in."""
