"""The demo shop's customers: private people, families on one landline, firms behind one switchboard."""

import unicodedata
from dataclasses import dataclass
from random import Random
from typing import Any

from desktop.demo.texts import Shop, Tongue
from desktop.domain.customer import Address, AddressKind, Customer

_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ß": "ss", "ø": "o", "æ": "ae", "ı": "i", "đ": "d", "œ": "oe"})
_DRAWS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A customer with what their history needs: the language they write, the name they are called, how busy."""

    customer: Customer
    tongue: Tongue
    first: str
    activity: float

    @property
    def is_trade(self) -> bool:
        return bool(self.customer.organisation)

    def address(self, kind: AddressKind) -> str:
        return next((address.typed for address in self.customer.addresses if address.kind == kind), "")


@dataclass(frozen=True, slots=True)
class _Name:
    shown: str
    first: str
    family: str
    latin: str


def plain(text: str) -> str:
    """The text in ASCII letters, digits and dots, for mail addresses."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    kept = "".join(c for c in decomposed.casefold() if c.isascii() and (c.isalnum() or c in " .-"))
    return ".".join(kept.replace("-", " ").split()).strip(".")


class Register:
    """Gives out numbers, mail addresses and handles, none twice unless asked to share."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._taken: set[str] = set()

    def reserve(self, value: str) -> None:
        self._taken.add(value)

    def number(self, patterns: tuple[str, ...]) -> str:
        """A free number of one of the patterns; "" when, in a huge world, the numbers kept for fiction run out."""
        for _ in range(_DRAWS):
            pattern = self._rng.choice(patterns)
            value = "".join(self._rng.choice("0123456789") if c == "?" else c for c in pattern)
            if value not in self._taken:
                self._taken.add(value)
                return value
        return ""

    def unique(self, start: str, end: str = "") -> str:
        """`start` + `end`, with a number between them when that is taken."""
        value, count = start + end, 1
        while value in self._taken:
            count += 1
            value = f"{start}{count}{end}"
        self._taken.add(value)
        return value


class People:
    """Makes customers one group after the other; the same random numbers make the same people."""

    def __init__(self, rng: Random, shop: Shop, tongues: tuple[Tongue, ...]) -> None:
        self._rng = rng
        self._shop = shop
        self._tongues = tongues
        self._shares = [tongue.share for tongue in tongues]
        self.register = Register(rng)
        self.made: list[Person] = []

    def fill(self, size: int) -> None:
        """Add people until there are `size`."""
        while len(self.made) < size:
            tongue = self._rng.choices(self._tongues, self._shares)[0]
            kind = self._rng.random()
            room = size - len(self.made)
            if kind < 0.74 or room < 2:
                self._add(tongue)
            elif kind < 0.84:
                self._add_family(tongue, min(self._rng.choice((2, 2, 3, 4)), room))
            else:
                self._add_firm(tongue, min(self._rng.choice((1, 1, 2, 3)), room))

    def add_featured(self, raw: dict[str, Any], size: int) -> Person:
        """One of the people of every world, and those who share their number, while there is room."""
        writes = raw.get("writes", raw["language"])
        tongue = next(t for t in self._tongues if t.language == writes)
        if "currency" in raw:
            tongue = next(t for t in self._tongues if t.currency == raw["currency"]).lending_money_to(tongue)
        for value in (raw["phone"], raw["email"], raw.get("handle", "")):
            self.register.reserve(value)
        addresses = [_phone(raw["phone"], "mobile"), _mail(raw["email"])]
        if handle := raw.get("handle"):
            addresses.append(_handle(handle))
        customer = Customer(
            name=raw["name"],
            organisation=raw.get("organisation", ""),
            language=raw["language"],
            city=raw["city"],
            is_vip=raw.get("vip", False),
            tags=tuple(raw.get("tags", ())),
            fields=raw.get("fields", {}),
            addresses=tuple(addresses),
        )
        person = self._keep(customer, tongue, raw["first"])
        for name in raw.get("shares_with", ()):
            if len(self.made) < size:
                first, _, family = name.partition(" ")
                sharer = _Name(name, first, family, name)
                self._add(tongue, name=sharer, shared=raw["phone"], organisation=customer.organisation)
        return person

    def _add_family(self, tongue: Tongue, size: int) -> None:
        landline = self.register.number(tongue.landline)
        family, city = self._rng.choice(tongue.family), self._rng.choice(tongue.cities)
        for _ in range(size):
            self._add(tongue, name=self._name(tongue, family), shared=landline, city=city)

    def _add_firm(self, tongue: Tongue, size: int) -> None:
        switchboard = self.register.number(tongue.landline)
        city = self._rng.choice(tongue.cities)
        family = self._rng.choice(tongue.family).split("|")[0].split("^")[0]
        organisation = self._rng.choice(tongue.firms).format(family=family, city=city)
        for _ in range(size):
            self._add(tongue, shared=switchboard, city=city, organisation=organisation)

    def _add(
        self,
        tongue: Tongue,
        *,
        name: _Name | None = None,
        shared: str = "",
        city: str = "",
        organisation: str = "",
    ) -> None:
        name = name or self._name(tongue, self._rng.choice(tongue.family))
        customer = Customer(
            name=name.shown,
            organisation=organisation,
            language=tongue.language,
            city=city or self._rng.choice(tongue.cities),
            is_vip=self._rng.random() < (0.12 if organisation else 0.03),
            tags=tuple(sorted(self._rng.sample(self._shop.tags, self._rng.choice((0, 0, 0, 1, 1, 2))))),
            fields=self._fields(organisation),
            addresses=self._addresses(tongue, name, shared, organisation),
        )
        self._keep(customer, tongue, name.first)

    def _keep(self, customer: Customer, tongue: Tongue, first: str) -> Person:
        number = len(self.made) + 1
        fields = {"Customer number": f"K-{10000 + number}", **customer.fields}
        whole = Customer(
            id=number,
            external_id=f"K-{10000 + number}",
            name=customer.name,
            organisation=customer.organisation,
            language=customer.language,
            city=customer.city,
            is_vip=customer.is_vip,
            tags=customer.tags,
            fields=fields,
            addresses=customer.addresses,
        )
        activity = (self._rng.paretovariate(1.6) - 0.8) * (1.8 if customer.organisation else 1.0)
        person = Person(customer=whole, tongue=tongue, first=first, activity=min(activity, 12.0))
        self.made.append(person)
        return person

    def _name(self, tongue: Tongue, family: str) -> _Name:
        is_female = self._rng.random() < 0.55
        given = self._rng.choice(tongue.female if is_female else tongue.male)
        if "^" in family:  # Chinese: family name first, and how it is read
            characters, _, reading = family.partition("^")
            given, _, given_reading = given.partition("|")
            latin = f"{given_reading} {reading}"
            return _Name(f"{characters}{given} {reading} {given_reading}", given, characters, latin)
        forms = family.split("|")
        family = forms[0] if is_female else forms[-1]
        return _Name(f"{given} {family}", given, family, f"{given} {family}")

    def _addresses(self, tongue: Tongue, name: _Name, shared: str, organisation: str) -> tuple[Address, ...]:
        addresses = []
        if self._rng.random() < 0.88 or not shared:
            number = self.register.number(tongue.mobile) or self.register.number(tongue.landline)
            addresses += [_phone(number, "mobile")] if number else []
        if shared:
            addresses.append(_phone(shared, "office" if organisation else "home"))
        addresses.append(_mail(self._mail_address(tongue, name, organisation)))
        if self._rng.random() < 0.55:
            start = plain(name.latin).replace(".", self._rng.choice(("_", "", ".")))
            addresses.append(_handle(self.register.unique(start)))
        return tuple(addresses)

    def _mail_address(self, tongue: Tongue, name: _Name, organisation: str) -> str:
        local = plain(name.latin)
        firm = plain(organisation).replace(".", "-") if organisation else ""
        domain = f"{firm}.example" if len(firm) > 3 else _ascii_domain(self._rng.choice(tongue.mail))
        return self.register.unique(local, f"@{domain}")

    def _fields(self, organisation: str) -> dict[str, str]:
        fields = {}
        if organisation and self._rng.random() < 0.6:
            fields["Payment terms"] = self._rng.choice(("14 days", "30 days", "prepaid"))
        if self._rng.random() < 0.15:
            fields["Delivery"] = self._rng.choice(
                ("4th floor, no lift", "ring twice", "loading bay at the back", "after 17:00 only", "narrow stairs")
            )
        return fields


def _ascii_domain(domain: str) -> str:
    """`xn--poto-…example` for a name with letters beyond ASCII, as it goes over the wire."""
    return domain.encode("idna").decode("ascii")


def _phone(number: str, label: str) -> Address:
    return Address(kind=AddressKind.PHONE, value=number, typed=number, label=label)


def _mail(address: str) -> Address:
    return Address(kind=AddressKind.EMAIL, value=address, typed=address)


def _handle(handle: str) -> Address:
    return Address(kind=AddressKind.HANDLE, value=handle, typed=f"@{handle}")
