"""The parts of the call bar: the dial field, who is on the line, the keypad."""
