"""The PLOVER sectors that names and offices tell."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from khabar.fold import fold
from khabar.tables import rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.model import Entity

MOST_NAMES = 1 << 15  # names that are remembered with what they tell: most come again in the next report


class Sectors:
    """The PLOVER sectors of ``data/sectors.tsv``."""

    def __init__(self) -> None:
        table = [(row["kind"], _any_of(row["words"].split(";")), row["sector"]) for row in rows("sectors.tsv")]
        self._words = [(found_in, sector) for kind, found_in, sector in table if kind == "word"]
        self._offices = [(found_in, sector) for kind, found_in, sector in table if kind == "office"]
        self._by_name = lru_cache(MOST_NAMES)(self._told)
        self.of_office = lru_cache(MOST_NAMES)(self._of_office)

    def of_name(self, entity: Entity) -> str | None:
        """Return the sector that the name of a body tells."""
        return self._by_name(entity.name, entity.name_en or "")

    def _told(self, arabic: str, english: str) -> str | None:
        name = f"{fold(arabic)} {english.lower()}"
        return next((sector for found_in, sector in self._words if found_in(name)), None)

    def _of_office(self, office: str) -> str | None:
        """Return the sector that an office gives its holder."""
        lowered = office.lower()
        return next((sector for found_in, sector in self._offices if found_in(lowered)), None)


def _any_of(words: list[str]) -> Callable[[str], object]:
    """Return the search for any of some words, folded, anywhere in a text."""
    return re.compile("|".join(re.escape(fold(word)) for word in words)).search
