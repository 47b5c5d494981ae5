"""Mail taken apart beside the program, in a process of its own, while the program fetches and stores: a first sync.

The process is `python -m desktop.channels.email.reading`; it reads from its standard input and ends with that.
"""
