"""Answers that take long and change slowly, kept for a little while."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

Answer = TypeVar("Answer")
SECONDS = 20.0
MOST = 256


class Kept:
    """The last answers, each good for ``seconds``; while one is worked out anew, others are still given the old one."""

    def __init__(self, seconds: float = SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, tuple[float, object]] = OrderedDict()

    def clear(self) -> None:
        """Forget every answer: the store was changed from here."""
        with self._lock:
            self._held.clear()

    def answer(self, key: Hashable, work: Callable[[], Answer]) -> Answer:
        """Return the answer kept under a key, worked out where there is none or it is too old."""
        now = self._clock()
        with self._lock:
            held = self._held.get(key)
            if held is not None and now - held[0] < self._seconds:
                return held[1]  # type: ignore[return-value]  # what was kept under this key is what its work returned
            if held is not None:
                self._held[key] = (now, held[1])  # the next ones take the old answer meanwhile
        found = work()
        with self._lock:
            self._held[key] = (self._clock(), found)
            self._held.move_to_end(key)
            while len(self._held) > MOST:
                self._held.popitem(last=False)
        return found
