"""Sound on its way between two clocks: a ring of samples with one writer and one reader, without a lock.

The writer only appends to a deque and raises its own counter, the reader only takes from it and raises his: under
the interpreter's lock each step is whole. The two clocks differ by some samples a second: `DriftWatch` looks at
the least there ever was in stock over a second, and has the reader take a few samples more or fewer a frame, spread
evenly, which nobody hears. What is too much is left out sooner when nobody speaks; only what piled up in a stall is
thrown away at once.
"""

from array import array
from collections import deque

SAMPLE_BYTES = 2
_GLANCE = 10
_GLANCES = 5
_CALM_SECONDS = 20
_EVERY = 4
_EVERY_FAR = 2


class DriftWatch:
    """Keeps the leanest stock of a second between `low` and `high` samples, told of the stock at each frame.

    On a machine that is too busy to be punctual both rise by `step` each time the stock ran dry (`strain`), up to
    `most`, and fall again when it has been calm for a while: little delay where it can be had, no gaps where not.

    `adjust` is how many samples more than a frame to take now: one, in every fourth frame, which is 0.08 % of pitch,
    or in every second one when there is much too much: 0.16 %, so that a tone stays within 2 Hz. `spare` may be left
    out while nobody speaks. What lies more than `slack` above `high` for a fifth of a second is no drift but a pile,
    and `look` says how much of it to throw away.
    """

    def __init__(self, *, low: int, high: int, slack: int, step: int = 0, most: int = 0) -> None:
        self._low = low
        self._high = high
        self._slack = slack
        self._step = step
        self._most = most
        self._extra = 0
        self._calm_seconds = 0
        self._turn = 0
        self.begin()

    def begin(self) -> None:
        """With another stock. How punctual the machine is stays known."""
        self._glance: list[int] = []
        self._leanest: list[int] = []
        self._direction = 0
        self._is_far = False
        self.spare = 0

    @property
    def adjust(self) -> int:
        return self._direction if self._turn % (_EVERY_FAR if self._is_far else _EVERY) == 0 else 0

    @property
    def low(self) -> int:
        """What should be in stock at least, now."""
        return self._low + self._extra

    def strain(self) -> None:
        """It ran dry."""
        self._extra = min(self._most, self._extra + self._step)
        self._calm_seconds = 0
        self.spare = 0

    def leave_out(self, most: int) -> int:
        """For a silent frame: how many samples to leave out, at most so many."""
        samples = min(self.spare, most)
        if samples:
            self.begin()
        return samples

    def look(self, stock: int) -> int:
        """The samples to throw away, mostly none."""
        self._turn = (self._turn + 1) % _EVERY
        self._glance.append(stock)
        if len(self._glance) < _GLANCE:
            return 0
        leanest = min(self._glance)
        self._glance.clear()
        if leanest > self._high + self._extra + self._slack:
            self.begin()
            return self._surplus(leanest)
        self._leanest.append(leanest)
        if len(self._leanest) == _GLANCES:
            self._steer(min(self._leanest))
            self._leanest.clear()
        return 0

    def _surplus(self, leanest: int) -> int:
        return leanest - self._extra - (self._low + self._high) // 2

    def _steer(self, leanest: int) -> None:
        high = self._high + self._extra
        self._direction = self.spare = 0
        if leanest < self._low + self._extra:
            self._direction = -1
        elif leanest > high:
            self._direction = 1
            self.spare = self._surplus(leanest)
        self._is_far = leanest > high + self._slack // 2
        self._calm_seconds += 1
        if self._calm_seconds >= _CALM_SECONDS:
            self._calm_seconds = 0
            self._extra = max(0, self._extra - self._step // 2)


class SampleRing:
    """16-bit mono. `put` and `take` may be called from two different threads, each from one only.

    Nothing is given out before `prime` samples more than a frame are in stock; above `limit` all but `prime` and a
    frame is dropped.
    """

    def __init__(self, *, frame: int, prime: int, limit: int) -> None:
        self._frame = frame
        self._prime = prime
        self._limit = limit
        self._chunks: deque[bytes] = deque()
        self._put_samples = 0
        self._taken_samples = 0
        self._rest = b""
        self._is_primed = False
        self.missing = 0
        self.dropped = 0

    def keep(self, prime: int) -> None:
        """By the reader: from now on this much must be in stock before anything is given out again."""
        self._prime = prime

    @property
    def level(self) -> int:
        """Samples in stock."""
        return self._put_samples - self._taken_samples

    def put(self, data: bytes) -> None:
        self._chunks.append(data)
        self._put_samples += len(data) // SAMPLE_BYTES

    def take(self, adjust: int = 0) -> bytes | None:
        """A frame made of `adjust` samples more than it has; None when there is not enough in stock.

        Running dry is counted in `missing`, once until there is enough again.
        """
        if self.level > self._limit:
            self.drop(self.level - self._frame - self._prime)
        wanted = self._frame + adjust
        if self.level < wanted + (0 if self._is_primed else self._prime):
            self.missing += self._is_primed
            self._is_primed = False
            return None
        self._is_primed = True
        return fit(self._pull(wanted), self._frame)

    def clear(self) -> None:
        """By the reader: forget what is in stock, and begin anew."""
        self.drop(self.level)
        self._is_primed = False

    def drop(self, samples: int) -> None:
        """By the reader: throw this many of the oldest away, or all there are."""
        samples = min(samples, self.level)
        if samples > 0:
            self._pull(samples)
            self.dropped += samples

    def skip(self, frame: bytes, samples: int) -> bytes:
        """By the reader: the frame just taken without its first `samples`, filled up with those that follow it."""
        samples = min(samples, self._frame, self.level)
        if samples <= 0:
            return frame
        self.dropped += samples
        return frame[samples * SAMPLE_BYTES :] + self._pull(samples)

    def _pull(self, samples: int) -> bytes:
        """Exactly `samples`, which are in stock."""
        size = samples * SAMPLE_BYTES
        parts = [self._rest]
        have = len(self._rest)
        while have < size:
            chunk = self._chunks.popleft()
            parts.append(chunk)
            have += len(chunk)
        data = b"".join(parts)
        self._rest = data[size:]
        self._taken_samples += samples
        return data[:size]


def fit(data: bytes, samples: int) -> bytes:
    """`data` drawn a little longer or shorter, its ends kept; what lies between two samples is on the line between."""
    found = array("h", data)
    have = len(found)
    if have == samples or have < 2:
        return data
    step = (have - 1) / (samples - 1)
    places = [at * step for at in range(samples - 1)]
    drawn = [int(found[int(x)] + (found[int(x) + 1] - found[int(x)]) * (x % 1.0)) for x in places]
    return array("h", [*drawn, found[-1]]).tobytes()


def peak(data: bytes) -> int:
    """The largest deviation from zero, 0–32768."""
    samples = array("h", data)
    return max(max(samples), -min(samples)) if samples else 0
