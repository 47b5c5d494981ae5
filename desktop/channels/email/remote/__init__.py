"""Pictures of a mail that lie on other computers: fetched when an agent asked for them, and never before."""
