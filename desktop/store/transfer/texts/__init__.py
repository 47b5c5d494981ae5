"""Ready texts in files: in rows, from other help desks, with what they leave open."""
