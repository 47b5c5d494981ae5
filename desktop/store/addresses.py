"""How an address is compared: one form for every way to write it."""

from dataclasses import replace

from desktop.domain.customer import Address, AddressKind
from desktop.services.ports import Numbering


def normalised(address: Address, numbering: Numbering) -> Address:
    """`value` from what was typed (or from `value` when nothing was typed). Raises ValueError for an empty one."""
    typed = (address.typed or address.value).strip()
    match address.kind:
        case AddressKind.PHONE:
            value = numbering.normalise(typed) or typed.casefold()  # a SIP address, or what nobody can dial
        case AddressKind.EMAIL:
            value = typed.removeprefix("mailto:").casefold()
        case AddressKind.HANDLE:
            value = typed.lstrip("@").casefold()
    if not value:
        raise ValueError("an address without a value")
    return replace(address, value=value, typed=typed)


def national(address: Address, numbering: Numbering) -> str:
    """The national number, for those that have one."""
    return numbering.national(address.value) if address.kind is AddressKind.PHONE else ""


def searched(address: Address, national_number: str) -> str:
    """The words by which an address is found."""
    if address.kind is AddressKind.PHONE:
        return f"{address.value.split(';')[0].lstrip('+')} {national_number}"
    return address.value
