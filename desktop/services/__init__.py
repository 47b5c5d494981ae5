"""What the program does; knows the domain and QtCore."""
