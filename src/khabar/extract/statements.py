"""Who said what, through whom."""

from dataclasses import dataclass, field

from khabar.model import Declined, Label, Statement
from khabar.reading import Reading
from khabar.vocabulary import Vocabulary


@dataclass(slots=True)
class Said:
    """The statements of a report, the words withheld, and what somebody is called by whom."""

    statements: list[Statement] = field(default_factory=list)
    declined: list[Declined] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


class StatementReader:
    """Finds the statements of a report."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def said(self, reading: Reading) -> Said:
        """Return what was said in the report, in text order."""
        return Said()
