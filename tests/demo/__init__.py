"""The demo world, its caller and its voices."""
