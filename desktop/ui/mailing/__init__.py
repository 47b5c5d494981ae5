"""One text to many: written, looked at by two, and followed while it goes out."""
