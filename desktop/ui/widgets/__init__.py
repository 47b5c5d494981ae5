"""The building blocks every pane is made of; each paints itself from the tokens."""
