"""The edge: the engine's only socket on the network; nothing from there reaches PJSIP unread. Start at `edge.py`."""
