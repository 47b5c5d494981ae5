"""Frozen values and their rules; standard library only."""
