"""The phone engine's process: PJSIP, the sound devices, and the edge in front of both."""
