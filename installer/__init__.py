"""What puts the program on a machine: bundles, installers and their trials."""
