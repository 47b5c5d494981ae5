"""The ring between two clocks: nothing lost, nothing doubled, drift taken up unheard."""

import threading
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.telephony.engine.audio.frames import DriftWatch, SampleRing, fit, peak
from tests.servers.tones import amplitude_at, sine

FRAME = 320


def samples(count: int, start: int = 0) -> bytes:
    return array("h", [(start + at) % 30000 for at in range(count)]).tobytes()


@given(chunks=st.lists(st.integers(min_value=1, max_value=900), max_size=30))
def test_what_goes_in_comes_out_in_order(chunks: list[int]) -> None:
    ring = SampleRing(frame=FRAME, prime=0, limit=10**9)
    sent = b""
    taken = b""
    for size in chunks:
        data = samples(size, len(sent) // 2)
        sent += data
        ring.put(data)
        while (frame := ring.take()) is not None:
            assert len(frame) == FRAME * 2
            taken += frame
    assert sent.startswith(taken)
    assert len(sent) - len(taken) == ring.level * 2 < FRAME * 2


def test_it_waits_for_its_stock_and_counts_each_drought_once() -> None:
    ring = SampleRing(frame=FRAME, prime=160, limit=10_000)
    ring.put(samples(FRAME))
    assert ring.take() is None
    ring.put(samples(160))
    assert ring.take() is not None
    assert (ring.take(), ring.take(), ring.missing) == (None, None, 1)


def test_a_pile_is_thrown_away_but_for_its_stock() -> None:
    ring = SampleRing(frame=FRAME, prime=160, limit=2000)
    ring.put(samples(5000))
    assert ring.take() == samples(FRAME, 5000 - FRAME - 160)
    assert ring.level == 160
    assert ring.dropped == 5000 - FRAME - 160


def test_one_thread_writes_while_another_reads() -> None:
    ring = SampleRing(frame=FRAME, prime=0, limit=10**9)
    total = 2000 * 160

    def write() -> None:
        for at in range(0, total, 160):
            ring.put(samples(160, at))

    writer = threading.Thread(target=write)
    writer.start()
    taken = b""
    while len(taken) < total * 2:
        taken += ring.take() or b""
    writer.join()
    assert taken == samples(total)


@pytest.mark.parametrize("parts_per_million", [-500, 0, 500])
def test_drift_is_taken_up_for_twenty_minutes_without_a_gap_or_a_pile(parts_per_million: int) -> None:
    ring = SampleRing(frame=FRAME, prime=160, limit=1920)
    watch = DriftWatch(low=80, high=320, slack=240)
    written = 0.0
    put = 0
    levels = []
    for _ in range(1200 * 50):
        written += FRAME * (1 + parts_per_million / 1e6)
        count = int(written) - put
        put += count
        ring.put(bytes(count * 2))
        if ring.take(watch.adjust) is not None:
            ring.drop(watch.look(ring.level))
            levels.append(ring.level)
    assert ring.missing <= 1
    assert ring.dropped == 0
    assert max(levels[500:]) <= 640


def test_fitting_changes_the_length_and_keeps_the_ends() -> None:
    longer = fit(samples(319), FRAME)
    assert len(longer) == FRAME * 2
    assert array("h", longer)[0] == 0
    assert array("h", longer)[-1] == 318
    assert fit(samples(FRAME), FRAME) == samples(FRAME)
    assert fit(b"", FRAME) == b""


@pytest.mark.parametrize("adjust", [-1, 1])
def test_a_tone_that_is_drawn_out_or_up_in_every_frame_stays_a_clean_tone(adjust: int) -> None:
    rate, frequency, have = 16_000, 1000.0, FRAME + adjust
    tone = sine(frequency, 1.2, rate)
    frames = [tone[at : at + have].tobytes() for at in range(0, len(tone) - have, have)]
    drawn = array("h", b"".join(fit(frame, FRAME) for frame in frames))[:rate]
    pitch = frequency * have / FRAME
    clean = amplitude_at(drawn, rate, pitch)
    assert clean == pytest.approx(0.3, rel=0.1)
    # what is left out at the seams of the frames, fifty times a second, would be heard as a buzz
    buzz = max(amplitude_at(drawn, rate, pitch + side) for side in (-100, -50, 50, 100))
    assert buzz < 0.01 * clean


def test_the_peak_is_the_largest_deviation_either_way() -> None:
    assert peak(array("h", [3, -32768, 5]).tobytes()) == 32768
    assert peak(array("h", [7, -2]).tobytes()) == 7
    assert peak(b"") == 0


def test_what_is_too_much_is_spared_while_nobody_speaks_and_no_more_than_that() -> None:
    watch = DriftWatch(low=40, high=100, slack=160)
    for _ in range(50):
        assert watch.look(200) == 0
    assert watch.adjust in (0, 1)
    assert watch.leave_out(FRAME) == 200 - 70
    assert watch.leave_out(FRAME) == 0, "it was left out"


def test_much_too_much_is_taken_up_in_every_second_frame_and_a_little_in_every_fourth() -> None:
    for stock, taken in ((190, 25), (150, 12)):
        watch = DriftWatch(low=40, high=100, slack=160)
        for _ in range(50):
            watch.look(stock)
        adjusted = 0
        for _ in range(49):
            adjusted += watch.adjust
            watch.look(stock)
        assert adjusted == pytest.approx(taken, abs=1)


def test_a_silent_frame_is_left_out_up_to_what_is_there() -> None:
    ring = SampleRing(frame=FRAME, prime=0, limit=10_000)
    ring.put(samples(FRAME + 100))
    frame = ring.take()
    assert frame is not None
    assert ring.skip(frame, 80) == samples(FRAME, 80)
    assert (ring.level, ring.dropped) == (20, 80)
    assert ring.skip(frame, 200) == samples(FRAME, 20)[: (FRAME - 20) * 2] + samples(20, FRAME + 80)
    assert ring.skip(frame, 5) == frame
