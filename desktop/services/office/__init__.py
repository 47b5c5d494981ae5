"""What a team sets up once or does with many."""
