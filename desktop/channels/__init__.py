"""The written channels, each a plug-in in a folder of its own."""

from desktop.services.channel import ChannelKind

BUILT_IN: tuple[ChannelKind, ...] = ()
