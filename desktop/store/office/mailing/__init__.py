"""What goes out without a person's writing each letter: automatic answers and mailings, and whom none goes to."""
