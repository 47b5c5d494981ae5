"""Tests of how the servers of an address are found."""
