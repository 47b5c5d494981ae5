"""The hub's role: one program at an account, mail in, letters out, and what is said when that does not work."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from desktop.domain.agent import AgentState, AgentStatus
from desktop.domain.channel import Channel
from desktop.domain.written import AccountHealth, AccountState, ChannelAccount, OutboxState
from tests.conftest import LogWatch
from tests.services.hub.conftest import QUICK, Hubs, wait_for
from tests.vaults import MemoryVault


def test_a_mail_that_arrives_is_in_the_store_and_the_account_is_connected(any_hubs: Hubs) -> None:
    any_hubs.start("maria's desk")
    any_hubs.connected()
    state = any_hubs.state()
    assert state is not None
    assert state.holder == "maria's desk"
    assert any_hubs.interaction()
    assert any_hubs.bodies() == ["Where is it?"]


def test_a_letter_goes_out_once_and_is_shown_as_sent(any_hubs: Hubs) -> None:
    any_hubs.start()
    outgoing = any_hubs.send("a@shop", any_hubs.interaction())
    any_hubs.wait_for_letter(outgoing, OutboxState.SENT)
    assert any_hubs.office.wire() == ["a@shop"]


def test_a_letter_waits_for_its_time_and_leaves_when_it_comes(hubs: Hubs) -> None:
    hubs.start(terms=replace(QUICK, idle=30.0))
    interaction_id = hubs.interaction()
    hubs.connected()
    outgoing = hubs.send("a@shop", interaction_id)  # the feed wakes the sender, not its clock
    hubs.wait_for_letter(outgoing, OutboxState.SENT)


def test_a_rejected_letter_has_failed_with_the_servers_own_words_until_it_is_released(hubs: Hubs) -> None:
    hubs.start()
    interaction_id = hubs.interaction()
    hubs.office.set("rejecting")
    outgoing = hubs.send("a@shop", interaction_id)
    failed = hubs.wait_for_letter(outgoing, OutboxState.FAILED)
    assert failed.error == "550 5.1.1 no such user here"
    assert failed.attempts == 1
    hubs.office.clear("rejecting")
    assert outgoing.id is not None
    hubs.store.release(outgoing.id)
    hubs.wait_for_letter(outgoing, OutboxState.SENT)
    assert hubs.office.wire() == ["a@shop"]


def test_a_server_that_cannot_be_reached_is_tried_again_and_the_letter_says_why(hubs: Hubs) -> None:
    hubs.start()
    interaction_id = hubs.interaction()
    hubs.office.set("sending_down")
    outgoing = hubs.send("a@shop", interaction_id)
    wait_for(lambda: hubs.letter(outgoing).attempts >= 2, "a second try")
    assert hubs.letter(outgoing).error == "No route to the post office."
    assert not hubs.letter(outgoing).is_in_doubt
    hubs.office.clear("sending_down")
    hubs.wait_for_letter(outgoing, OutboxState.SENT)
    assert hubs.letter(outgoing).error == ""
    assert hubs.office.wire() == ["a@shop"]


def test_a_letter_that_fails_again_is_left_alone_for_longer(hubs: Hubs) -> None:
    hubs.start(terms=replace(QUICK, sending=(0.05, 600)))
    interaction_id = hubs.interaction()
    hubs.office.set("sending_down")
    outgoing = hubs.send("a@shop", interaction_id)

    def waits() -> bool:
        letter = hubs.letter(outgoing)
        return letter.attempts == 2 and letter.state is OutboxState.WAITING and letter.next_try_at is not None

    wait_for(waits, "the second try and the pause after it")
    next_try_at = hubs.letter(outgoing).next_try_at
    assert next_try_at is not None
    assert next_try_at - datetime.now(UTC) > timedelta(seconds=400)


def test_a_letter_the_server_took_without_saying_so_is_asked_after_and_not_sent_twice(hubs: Hubs) -> None:
    hubs.start()
    interaction_id = hubs.interaction()
    hubs.office.set("breaking")
    outgoing = hubs.send("a@shop", interaction_id)
    hubs.wait_for_letter(outgoing, OutboxState.SENT)
    assert hubs.office.wire() == ["a@shop"]


def test_a_letter_the_server_shows_no_copy_of_is_sent_again_under_its_id_but_not_at_once(hubs: Hubs) -> None:
    hubs.start(terms=replace(QUICK, doubt=1.0))
    interaction_id = hubs.interaction()
    hubs.office.set("ignoring")
    outgoing = hubs.send("a@shop", interaction_id)
    wait_for(lambda: hubs.letter(outgoing).is_in_doubt, "doubt")
    doubted_at = hubs.letter(outgoing).doubted_at
    assert doubted_at is not None
    hubs.office.clear("ignoring")
    hubs.wait_for_letter(outgoing, OutboxState.SENT)
    assert (datetime.now(UTC) - doubted_at).total_seconds() >= 1.0
    assert hubs.office.wire() == ["a@shop"]


def test_a_copy_that_the_server_will_not_take_is_tried_again_and_keeps_no_other_back(hubs: Hubs) -> None:
    hubs.start()
    interaction_id = hubs.interaction()
    for trouble in ("copyless", "full"):
        hubs.office.set(trouble)
    for letter in ("a@shop", "b@shop"):
        hubs.wait_for_letter(hubs.send(letter, interaction_id), OutboxState.SENT)
    wait_for(hubs.office.copies, "the other one")
    assert hubs.office.copies() == ["b@shop"]
    left = hubs.store.without_copy(hubs.account_id)
    assert left is not None
    assert left.raw
    hubs.office.clear("full")
    wait_for(lambda: hubs.office.copies() == ["b@shop", "a@shop"], "the first one")
    wait_for(lambda: hubs.store.without_copy(hubs.account_id) is None, "that it is known")
    assert hubs.office.wire() == ["a@shop", "b@shop"]


def test_a_copy_is_filed_at_once_when_the_server_comes_back(hubs: Hubs) -> None:
    hubs.start(terms=replace(QUICK, sending=(600,)))
    for trouble in ("copyless", "full"):
        hubs.office.set(trouble)
    hubs.wait_for_letter(hubs.send("a@shop", hubs.interaction()), OutboxState.SENT)
    hubs.connected()
    wait_for(hubs.office.refused_copies, "a try")
    hubs.office.clear("full")
    hubs.office.set("down")
    hubs.wait_for_health(AccountHealth.TROUBLED)
    hubs.office.clear("down")
    wait_for(lambda: hubs.office.copies() == ["a@shop"], "the copy")


def test_an_account_that_is_down_is_troubled_in_words_and_comes_back(hubs: Hubs) -> None:
    hubs.office.set("down")
    hubs.start()
    hubs.wait_for_health(AccountHealth.TROUBLED)
    state = hubs.state()
    assert state is not None
    assert state.words == "The post office does not answer."
    hubs.office.clear("down")
    hubs.connected()


def test_how_far_a_first_sync_is_is_kept_with_the_account_until_all_is_there(hubs: Hubs) -> None:
    hubs.start()
    hubs.connected()
    since = hubs.state()
    hubs.office.say("progress", "3 20")
    hubs.office.put("m-first@example.com")
    wait_for(lambda: (state := hubs.state()) and (state.fetched, state.to_fetch) == (3, 20), "how far it is")
    hubs.office.clear("progress")
    hubs.office.put("m-second@example.com")
    wait_for(lambda: (state := hubs.state()) and not state.to_fetch, "the end of it")
    assert hubs.state() == since  # it is served since then


def test_what_the_server_would_not_do_is_kept_with_the_account_until_it_does_it(hubs: Hubs) -> None:
    hubs.start()
    hubs.connected()
    hubs.office.say("caution", "mail says: [OVERQUOTA]")
    hubs.office.put("m-caution@example.com")  # a word of it comes with what the server does next
    wait_for(lambda: (state := hubs.state()) and state.words == "mail says: [OVERQUOTA]", "its words")
    state = hubs.state()
    assert state is not None
    assert state.health is AccountHealth.CONNECTED
    hubs.office.clear("caution")
    interaction_id = hubs.interaction()
    hubs.wait_for_letter(hubs.send("a@shop", interaction_id), OutboxState.SENT)
    wait_for(lambda: (state := hubs.state()) and state.words == "", "that all is well")


def test_a_refused_log_in_is_not_tried_again_by_anybody_until_the_account_is_another(hubs: Hubs) -> None:
    hubs.office.set("refusing")
    hubs.start("one")
    hubs.start("two")
    hubs.wait_for_health(AccountHealth.REFUSED)
    tries = hubs.office.tries()
    later = datetime.now(UTC) + timedelta(seconds=QUICK.renew * 6)  # as many rounds as another try would need
    wait_for(lambda: datetime.now(UTC) > later, "some rounds")
    assert hubs.office.tries() == tries == 1
    hubs.office.clear("refusing")
    hubs.store.set_account_state(
        AccountState(account_id=hubs.account_id, health=AccountHealth.STARTING, since=datetime.now(UTC))
    )
    hubs.connected()


def test_an_account_whose_password_is_nowhere_here_says_so_and_is_left_to_who_knows_it(hubs: Hubs) -> None:
    hubs.start("without", vault=MemoryVault())
    hubs.wait_for_health(AccountHealth.REFUSED)
    state = hubs.state()
    assert state is not None
    assert "password is not known here" in state.words
    hubs.start("with")
    hubs.connected()
    assert hubs.store.lease_holder(f"account.{hubs.account_id}") == "with"


def test_two_programs_never_hold_one_account_and_the_second_takes_over_from_the_first(any_hubs: Hubs) -> None:
    first = any_hubs.start("first")
    any_hubs.connected()
    any_hubs.start("second")
    any_hubs.interaction()
    assert any_hubs.store.lease_holder(f"account.{any_hubs.account_id}") == "first"
    assert first.stop()
    wait_for(lambda: any_hubs.store.lease_holder(f"account.{any_hubs.account_id}") == "second", "the second")
    any_hubs.connected()
    any_hubs.office.put("second@example.com", text="And now?")
    wait_for(lambda: len(any_hubs.bodies()) == 2, "her second mail")


def test_a_desk_lets_go_when_a_hub_comes_and_takes_up_again_when_it_goes(any_hubs: Hubs) -> None:
    any_hubs.start("desk")
    any_hubs.connected()
    hub = any_hubs.start("hub", is_headless=True)
    wait_for(lambda: any_hubs.store.lease_holder(f"account.{any_hubs.account_id}") == "hub", "the hub")
    any_hubs.connected()
    assert hub.stop()
    assert any_hubs.store.lease_holder("hub") == ""
    wait_for(lambda: any_hubs.store.lease_holder(f"account.{any_hubs.account_id}") == "desk", "the desk")
    any_hubs.connected()


def test_who_lost_the_lease_ends_at_once_and_writes_nothing_more(any_hubs: Hubs) -> None:
    any_hubs.start("paused", terms=replace(QUICK, renew=30.0))  # as a program that was stopped by its debugger
    any_hubs.connected()
    with any_hubs.store.database.writing() as tx:
        tx.execute(text("UPDATE leases SET held_until = 0"))
    # both will be within for a moment
    any_hubs.office.leave(any_hubs.office.folder.joinpath("door").read_text().split()[0])
    any_hubs.start("next")
    wait_for(lambda: any_hubs.store.lease_holder(f"account.{any_hubs.account_id}") == "next", "the next")
    any_hubs.office.put("first@example.com")
    wait_for(any_hubs.received, "her mail")
    any_hubs.connected()
    state = any_hubs.state()
    assert state is not None
    assert state.holder == "next"
    assert any_hubs.bodies() == ["Where is it?"]


def test_an_account_that_is_switched_off_changed_or_removed_is_followed(hubs: Hubs) -> None:
    hubs.start()
    hubs.connected()
    hubs.store.save_account(replace(hubs.account, is_enabled=False))
    hubs.wait_for_health(AccountHealth.STOPPED)
    wait_for(lambda: not hubs.store.lease_holder(f"account.{hubs.account_id}"), "the end of its lease")
    tries = hubs.office.tries()
    hubs.store.save_account(replace(hubs.account, name="Shop and more"))
    hubs.connected()
    assert hubs.office.tries() == tries + 1
    hubs.store.remove_account(hubs.account_id)
    wait_for(lambda: not hubs.store.lease_holder(f"account.{hubs.account_id}"), "the end of its lease")


def test_what_was_read_here_is_told_to_the_server(any_hubs: Hubs) -> None:
    any_hubs.start()
    any_hubs.store.mark_read(any_hubs.interaction())
    wait_for(any_hubs.office.marks, "the mark")
    assert any_hubs.office.marks() == ["1 seen"]
    wait_for(lambda: not any_hubs.store.marks_to_push(any_hubs.account_id), "the end of it")


def test_a_fault_of_ours_is_logged_and_the_account_goes_on(hubs: Hubs, log_watch: LogWatch) -> None:
    faults = ["connected"]

    def fail_once(point: str) -> None:
        if point in faults:
            faults.remove(point)
            raise ZeroDivisionError

    log_watch.expect("Receiving for Shop failed")
    hubs.start(hook=fail_once)
    assert hubs.interaction()
    assert faults == []


def test_a_fault_in_sending_leaves_the_letter_to_another_try(hubs: Hubs, log_watch: LogWatch) -> None:
    faults = ["sending"]

    def fail_once(point: str) -> None:
        if point in faults:
            faults.remove(point)
            raise ZeroDivisionError

    log_watch.expect("Sending failed as it should not")
    hubs.start(hook=fail_once)
    outgoing = hubs.send("a@shop", hubs.interaction())
    hubs.wait_for_letter(outgoing, OutboxState.SENT)
    assert hubs.office.wire() == ["a@shop"]
    assert faults == []


def test_what_is_done_here_is_filed_by_the_server_and_brought_back(any_hubs: Hubs) -> None:
    account = next(one for one in any_hubs.store.accounts() if one.id == any_hubs.account_id)
    any_hubs.store.save_account(replace(account, settings=(*account.settings, ("archives", "yes"))))
    any_hubs.start()
    interaction_id = any_hubs.interaction()
    any_hubs.store.close_written(interaction_id, "")
    wait_for(lambda: any_hubs.office.filed() == ["archive-1"], "the archive")
    any_hubs.store.reopen(interaction_id, "maria")
    wait_for(lambda: any_hubs.office.filed() == ["archive-1", "1"], "the way back")


def test_an_account_is_served_knowing_the_others_and_is_taken_up_anew_when_they_change(hubs: Hubs) -> None:
    served: list[tuple[str, ...]] = []

    def beside(account: ChannelAccount, accounts: Sequence[ChannelAccount], agents: Sequence[str]) -> ChannelAccount:
        served.append((*(one.name for one in accounts), *agents))
        return replace(account, settings=(*account.settings, ("others", str(len(accounts)))))

    status = AgentStatus(state=AgentState.READY, since=datetime.now(UTC))
    hubs.store.record_status("Olga Nowak", status)
    hubs.beside = beside
    hubs.start()
    hubs.connected()
    assert served[0] == ("Shop", "Olga Nowak")
    tries = hubs.office.tries()
    other = ChannelAccount(channel=Channel.EMAIL, name="Sales", address="sales@shop.example", is_enabled=False)
    hubs.store.save_account(other)
    wait_for(lambda: hubs.office.tries() > tries, "the account, taken up anew")
    hubs.connected()
    assert served[-1] == ("Shop", "Sales", "Olga Nowak")


def test_an_account_is_served_with_care_where_nobody_knows_why_its_last_holder_ended(hubs: Hubs) -> None:
    assert hubs.start("one").stop()
    assert not hubs.office.is_wary()
    state = AccountState(
        account_id=hubs.account_id, health=AccountHealth.CONNECTED, since=datetime.now(UTC), holder="who was killed"
    )
    hubs.store.set_account_state(state)
    second = hubs.start("two")
    wait_for(lambda: hubs.state() != state, "another holder")
    hubs.connected()
    assert hubs.office.is_wary()
    assert second.stop()
    tries = hubs.office.tries()
    hubs.start("three")
    wait_for(lambda: hubs.office.tries() > tries, "the third")
    assert not hubs.office.is_wary()
