"""One message that cannot be kept stops nothing: it is there with a word on it, and so is what came with and after it.

What cannot be kept is made by a trigger of the database: no message is known that a store would not take.
"""

from desktop.domain.written import Mark, WrittenMessage
from tests.conftest import LogWatch
from tests.services.hub.conftest import Hubs, wait_for

REFUSES = "CREATE TRIGGER poison BEFORE INSERT ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, 'poison'); END"


def refuse(hubs: Hubs, table: str, condition: str) -> None:
    with hubs.store.database.writing() as tx:
        tx.exec_driver_sql(REFUSES.format(table=table, condition=condition))


def messages(hubs: Hubs) -> list[WrittenMessage]:
    pages = [hubs.store.conversation(number) for number in hubs.received()]
    return [one for page in pages for one in page.messages]


def test_what_came_with_it_and_after_it_is_kept(hubs: Hubs, log_watch: LogWatch) -> None:
    log_watch.expect("could not be kept together")
    log_watch.expect("could not be kept")
    refuse(hubs, "messages", "NEW.body LIKE '%poison%'")
    hubs.office.put("one@example.com", text="before")
    hubs.office.put("two@example.com", text="poison")
    hubs.office.put("three@example.com", text="after")
    hubs.start()
    wait_for(lambda: len(hubs.bodies()) == 3, "all of them")
    hubs.connected()
    assert hubs.bodies() == ["", "after", "before"]
    hubs.office.put("four@example.com", text="later")
    wait_for(lambda: "later" in hubs.bodies(), "the next")
    (broken,) = (one for one in messages(hubs) if not one.message.body)
    assert [remark.mark for remark in broken.remarks] == [Mark.DAMAGED]
    assert broken.message.id is not None
    assert b"poison" in hubs.store.raw_message(broken.message.id)


def test_it_is_kept_once_however_often_it_comes(hubs: Hubs, log_watch: LogWatch) -> None:
    log_watch.expect("could not be kept")
    refuse(hubs, "messages", "NEW.body LIKE '%poison%'")
    hubs.office.put("two@example.com", text="poison")
    role = hubs.start()
    wait_for(lambda: hubs.bodies() == [""], "it")
    assert role.stop()
    with hubs.store.database.writing() as tx:
        tx.exec_driver_sql("UPDATE accounts SET position = ''")
    hubs.office.put("three@example.com", text="after")
    hubs.start("two")
    wait_for(lambda: "after" in hubs.bodies(), "the next")
    assert hubs.bodies() == ["", "after"]


def test_even_the_message_as_it_came_may_be_what_cannot_be_kept(hubs: Hubs, log_watch: LogWatch) -> None:
    log_watch.expect("could not be kept")
    refuse(hubs, "letter_contents", "length(NEW.raw) > 0")
    hubs.office.put("two@example.com", text="poison")
    hubs.start()
    wait_for(lambda: hubs.bodies() == [""], "it")
    hubs.connected()


def test_a_store_that_takes_nothing_is_told_of_and_tried_again(hubs: Hubs, log_watch: LogWatch) -> None:
    log_watch.expect("could not be kept")
    log_watch.expect("failed as it should not")
    refuse(hubs, "messages", "1")
    hubs.office.put("one@example.com", text="words")
    hubs.start()
    wait_for(lambda: hubs.office.tries() > 2, "another try")
    assert hubs.bodies() == []
    with hubs.store.database.writing() as tx:
        tx.exec_driver_sql("DROP TRIGGER poison")
    wait_for(lambda: hubs.bodies() == ["words"], "it")
