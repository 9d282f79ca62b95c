"""The names of a report: persons, bodies, places and processes."""

from khabar.model import Mention
from khabar.reading import Reading
from khabar.vocabulary import Vocabulary


class NameReader:
    """Finds the names of a report."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def mentions(self, reading: Reading) -> list[Mention]:
        """Return the mentions in text order; an inner one (the country in the name of a body) follows its outer one. Entities are left empty."""
        return []
