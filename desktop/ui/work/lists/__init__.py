"""Which work is listed: the filter, saved views, and what was begun and not sent."""
