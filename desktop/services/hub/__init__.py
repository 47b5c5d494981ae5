"""The hub's work: each account of a written channel is held by one program at a time, which receives and sends.

Plain threads, no Qt: the desk does it in single-user mode, `parley hub` on a server.
"""
