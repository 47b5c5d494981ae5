"""The written channels, each a plug-in in a folder of its own."""
