"""The first address of a vCard file: name, firm, numbers and addresses."""

from desktop.channels.email.cards.lines import Line, lines_of
from desktop.domain.office.cards import AddressCard

_MOST = 6  # numbers, or addresses


def read_address_card(content: bytes) -> AddressCard | None:
    """None where none is in it. Never raises for what the file holds."""
    first: list[Line] = []
    cards = 0
    for line in lines_of(content):
        if line.name == "BEGIN":
            cards += line.value.strip().upper() == "VCARD"
        elif cards == 1:
            first.append(line)
    said = {line.name: line for line in reversed(first)}
    name = said["FN"].text if "FN" in said else ""
    if not name and "N" in said:
        family, given = (*said["N"].pieces, "", "")[:2]
        name = f"{given} {family}".strip()
    organisation = ", ".join(filter(None, said["ORG"].pieces)) if "ORG" in said else ""
    made = AddressCard(
        name=name or organisation,
        organisation=organisation if name else "",
        title=said["TITLE"].text if "TITLE" in said else "",
        numbers=_all(first, "TEL"),
        addresses=_all(first, "EMAIL"),
        place=", ".join(filter(None, said["ADR"].pieces)) if "ADR" in said else "",
        others=max(0, cards - 1),
    )
    return made if made.name or made.numbers or made.addresses else None


def _all(lines: list[Line], name: str) -> tuple[str, ...]:
    found = (line.text.removeprefix("tel:") for line in lines if line.name == name)
    return tuple(dict.fromkeys(filter(None, found)))[:_MOST]
