"""The work in hand: items, the rules of their steps, their rows. Used by `services.interactions` alone."""
