"""What an agent keeps open is there at the next start."""

from desktop.domain.office.tabs import KeptTabs
from desktop.store import DatabaseStore


def test_each_agent_has_their_own_tabs_and_the_last_word_counts(store: DatabaseStore) -> None:
    assert store.kept_tabs("maria") == KeptTabs()
    store.keep_tabs("maria", KeptTabs(ids=(3, 1, 2), current=1))
    store.keep_tabs("olga", KeptTabs(ids=(9,), current=0))
    store.keep_tabs("maria", KeptTabs(ids=(1, 3), opening=3))
    assert store.kept_tabs("maria") == KeptTabs(ids=(1, 3), opening=3)
    assert store.kept_tabs("olga") == KeptTabs(ids=(9,))
