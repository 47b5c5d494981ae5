"""The store of what a team sets up once or does with many: tables, and functions by subject."""
