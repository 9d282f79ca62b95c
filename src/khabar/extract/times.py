"""Time expressions, and the day on which a report was printed."""

from dataclasses import dataclass

from khabar.model import Published, Time
from khabar.reading import Reading
from khabar.vocabulary import Vocabulary


@dataclass(slots=True)
class Dated:
    """The times of a report and its day of publication."""

    times: list[Time]
    published: Published


class TimeReader:
    """Finds and resolves the time expressions of a report."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def dated(self, reading: Reading) -> Dated:
        """Return the times in text order, resolved against the day of publication, and that day."""
        day = reading.document.published
        return Dated([], Published(day, day, day, "metadata") if day else Published())
