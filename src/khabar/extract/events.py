"""Who did what to whom, where and when."""

from khabar.model import Event
from khabar.reading import Reading
from khabar.vocabulary import Vocabulary


class EventReader:
    """Finds the events of a report."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def events(self, reading: Reading) -> list[Event]:
        """Return the events in text order, one for each telling."""
        return []
