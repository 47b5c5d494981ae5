"""Beside the worker lanes: when memory is looked through, and the store before it is open."""
