"""Everything khabar knows before it reads: loaded once, passed to ``annotate``, never changed by it but for the vocabulary's growth."""

from dataclasses import dataclass
from functools import cache

from khabar.extract.events import EventReader
from khabar.extract.quantities import QuantityReader
from khabar.extract.statements import StatementReader
from khabar.extract.times import TimeReader
from khabar.tag.coreference import Resolver
from khabar.tag.names import NameReader
from khabar.tag.roles import RoleReader
from khabar.vocabulary import Vocabulary, press_vocabulary


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The vocabulary and one reader for each part of the record."""

    vocabulary: Vocabulary
    names: NameReader
    roles: RoleReader
    resolver: Resolver
    times: TimeReader
    quantities: QuantityReader
    statements: StatementReader
    events: EventReader


def load() -> Knowledge:
    """Return knowledge of its own, read from the tables; takes some tenths of a second."""
    vocabulary = press_vocabulary()
    names = NameReader(vocabulary)
    return Knowledge(
        vocabulary,
        names,
        RoleReader(vocabulary),
        Resolver(vocabulary, names.gazetteer),
        TimeReader(vocabulary),
        QuantityReader(vocabulary),
        StatementReader(vocabulary),
        EventReader(vocabulary),
    )


@cache
def shared() -> Knowledge:
    """Return the knowledge of this process, loaded at the first call."""
    return load()
