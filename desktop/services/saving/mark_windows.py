"""Windows alone: the zone of a file, in a stream beside its content (what browsers and Outlook write)."""


def mark(path: str, origin: str) -> None:
    """Raises OSError where the disk has no streams (FAT, some shares)."""
    with open(f"{path}:Zone.Identifier", "w", encoding="ascii", newline="\r\n") as stream:
        stream.write(zone(origin))


def zone(origin: str) -> str:
    """Zone 3 is the Internet: SmartScreen asks, Office opens in Protected View."""
    clean = "".join(letter for letter in origin if letter.isascii() and letter.isprintable())[:1000]
    return f"[ZoneTransfer]\nZoneId=3\nHostUrl={clean}\n"
