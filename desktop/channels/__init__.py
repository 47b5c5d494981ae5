"""The written channels, each a plug-in in a folder of its own and a line here."""

from desktop.channels.email.kind import CHANNEL as EMAIL

BUILT_IN = (EMAIL,)
