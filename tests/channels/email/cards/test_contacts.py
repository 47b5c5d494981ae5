"""Addresses of people and firms as telephones and mail programs write them."""

from desktop.channels.email.cards.contacts import read_address_card
from desktop.domain.office.cards import AddressCard


def test_a_card_of_today_says_who_and_how_to_reach_them() -> None:
    card = (
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Anna Kowalska\r\nN:Kowalska;Anna;;;\r\nORG:Garden\\, Sons;Sales\r\n"
        "TITLE:Buyer\r\n"
        "item1.TEL;TYPE=cell:+48 601 000 111\r\nTEL;VALUE=uri:tel:+48-22-000\r\nEMAIL:anna@garden.example\r\n"
        "ADR;TYPE=work:;;Garden Street 4;Leeds;;LS1;UK\r\nPHOTO:data:image/png;base64,AAAA\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nFN:Bob\r\nTEL:5\r\nEND:VCARD\r\n"
    )
    assert read_address_card(card.encode()) == AddressCard(
        name="Anna Kowalska",
        organisation="Garden, Sons, Sales",
        title="Buyer",
        numbers=("+48 601 000 111", "+48-22-000"),
        addresses=("anna@garden.example",),
        place="Garden Street 4, Leeds, LS1, UK",
        others=1,
    )


def test_a_card_of_an_old_telephone_is_read_out_of_its_encoding() -> None:
    card = (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C5=BB=C3=B3=C5=82=\r\n=C4=87;Ewa\r\n"
        b"TEL;CELL:601\r\nEND:VCARD\r\n"
    )
    found = read_address_card(card)
    assert found is not None
    assert (found.name, found.numbers) == ("Ewa Żółć", ("601",))


def test_what_is_no_card_is_a_file_like_any_other() -> None:
    assert read_address_card(b"hello") is None
    assert read_address_card(b"BEGIN:VCARD\r\nNOTE:x\r\nEND:VCARD") is None


def test_of_numbers_without_end_a_few_are_told() -> None:
    found = read_address_card(b"BEGIN:VCARD\r\nFN:Anna\r\n" + b"".join(b"TEL:%d\r\n" % one for one in range(4_000)))
    assert found is not None
    assert found.numbers == tuple("012345")
