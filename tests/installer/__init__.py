"""What can be told of the installers without another system: their parts in plain Python."""
