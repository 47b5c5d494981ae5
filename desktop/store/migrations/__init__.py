"""The steps from each version of the store to the next, run by the program when it opens one."""
