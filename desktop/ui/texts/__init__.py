"""Ready texts and macros where one works: the list that a slash opens, prompts to read aloud, macros with a preview."""
