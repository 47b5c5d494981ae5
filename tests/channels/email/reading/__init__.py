"""Mail read in a process beside the program."""
