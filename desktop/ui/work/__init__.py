"""The agent's work: the list on the left, the pane in the middle."""
