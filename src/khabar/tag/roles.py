"""Titles and offices, and who holds them."""

from khabar.model import Role
from khabar.reading import Reading
from khabar.vocabulary import Vocabulary


class RoleReader:
    """Finds the titles of a report."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def roles(self, reading: Reading) -> list[Role]:
        """Return the titles in text order."""
        return []
