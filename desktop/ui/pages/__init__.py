"""The other pages: calls, customers, settings."""
