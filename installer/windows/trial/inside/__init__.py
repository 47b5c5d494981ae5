"""Runs in Windows, by the program's own Python; nothing here is shipped."""
