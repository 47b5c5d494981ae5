"""A mailing in several languages: who gets it in which, and that each is looked at before it goes."""

from desktop.domain.office.mailing import Mailing, Recipient, samples
from desktop.domain.office.texts import Version

POLISH = Version(subject="Wieści", text="Dzień dobry", language="pl")
GERMAN = Version(subject="Neues", text="Guten Tag", language="de")
MAILING = Mailing(subject="News", text="Dear all", account_id=1, author="maria", others=(POLISH, GERMAN))


def people(*languages: str) -> list[Recipient]:
    return [Recipient(address=f"c{n}@post.example", language=one) for n, one in enumerate(languages)]


def test_each_gets_it_in_their_language_and_others_in_the_first() -> None:
    said = [MAILING.version_for(one).text for one in people("pl", "de-AT", "", "fr", "PL")]
    assert said == ["Dzień dobry", "Guten Tag", "Dear all", "Dear all", "Dzień dobry"]


def test_the_sample_has_the_first_the_middle_and_the_last() -> None:
    everybody = people(*"pl" * 10)
    chosen = samples(everybody, Mailing(subject="News", text="Dear all", account_id=1, author="maria"))
    assert chosen == (everybody[0], everybody[10], everybody[19])


def test_the_sample_has_each_language_as_far_as_it_goes() -> None:
    everybody = people("", "", "", "pl", "", "", "", "", "de", "", "")
    assert samples(everybody, MAILING) == (everybody[0], everybody[3], everybody[8])
    assert samples(people("pl"), MAILING) == tuple(people("pl"))
    assert samples((), MAILING) == ()
