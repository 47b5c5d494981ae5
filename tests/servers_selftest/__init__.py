"""Tests of the servers the other tests rely on."""
