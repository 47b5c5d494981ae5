"""The verdict of the Windows trials: one failure is a failure, and no trial is no success."""

import pytest

from installer.windows.trial.report import Failed, Report


def _raise(error: Exception) -> None:
    raise error


def test_a_run_in_which_all_passed_succeeds(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("")
    with report.trial("one"):
        report.saw("the moon")
    report.close()
    assert report.status == 0
    printed = capsys.readouterr().out
    assert "PASS  one" in printed
    assert "the moon" in printed
    assert printed.endswith("1 passed, 0 failed\n")


def test_one_failure_fails_the_run_and_the_next_trial_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("")
    with report.trial("one"):
        _raise(Failed("no sound"))
    with report.trial("two"):
        pass
    report.close()
    assert report.status == 1
    printed = capsys.readouterr().out
    assert "FAIL  one" in printed
    assert "no sound" in printed
    assert "PASS  two" in printed
    assert "1 passed, 1 failed" in printed


def test_what_failed_is_said_again_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("")
    with report.trial("one"):
        _raise(Failed("no sound"))
    for number in range(50):
        with report.trial(f"another {number}"):
            pass
    report.close()
    first, second, last = capsys.readouterr().out.splitlines()[-3:]
    assert (first[:9], second.strip(), last) == ("FAIL  one", "no sound", "50 passed, 1 failed")


def test_a_bug_in_a_trial_is_a_failure_with_its_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("")
    with report.trial("one"):
        _raise(KeyError("left out"))
    assert report.status == 1
    assert "KeyError" in capsys.readouterr().out


def test_what_was_noted_of_a_failure_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("")
    failure = Failed("no sound")
    failure.add_note("a bystander came on time")
    with report.trial("one"):
        _raise(failure)
    assert [line.strip() for line in capsys.readouterr().out.splitlines()[1:]] == [
        "no sound",
        "a bystander came on time",
    ]


def test_a_run_without_a_trial_fails() -> None:
    assert Report("nothing is called this").status == 1


def test_only_the_trials_asked_for_are_wanted() -> None:
    report = Report("vault")
    assert report.wants("a password in the vault")
    assert not report.wants("a call")
