"""Tests of the written channels."""
