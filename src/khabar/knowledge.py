"""Everything khabar knows before it reads: loaded once, passed to ``annotate``, never changed by it but for the vocabulary's growth."""

import gzip
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from khabar.extract.events import EventReader
from khabar.extract.quantities import QuantityReader
from khabar.extract.statements import StatementReader
from khabar.extract.times import TimeReader
from khabar.tag.coreference import Resolver
from khabar.tag.names import NameReader
from khabar.tag.roles import RoleReader
from khabar.vocabulary import Vocabulary


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


def form_counts() -> dict[str, int]:
    """Return how often the press prints each word form, by folded key (``data/forms.tsv.gz``)."""
    return {key: int(count) for key, _, count in (line.partition("\t") for line in _unpacked("forms.tsv.gz"))}


def _unpacked(name: str) -> list[str]:
    body = gzip.decompress((files("khabar") / "data" / name).read_bytes()).decode()
    return [line for line in body.splitlines() if not line.startswith("#")]


def load() -> Knowledge:
    """Return knowledge of its own, read from the tables; takes some tenths of a second."""
    vocabulary = Vocabulary(form_counts(), verbs=_unpacked("verbs.txt.gz"))
    return Knowledge(
        vocabulary,
        NameReader(vocabulary),
        RoleReader(vocabulary),
        Resolver(vocabulary),
        TimeReader(vocabulary),
        QuantityReader(vocabulary),
        StatementReader(vocabulary),
        EventReader(vocabulary),
    )


@cache
def shared() -> Knowledge:
    """Return the knowledge of this process, loaded at the first call."""
    return load()
