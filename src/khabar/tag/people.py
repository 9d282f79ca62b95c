"""Persons whom the press names often (``data/names-people.tsv``): their Latin names, and the last names that by themselves mean one of them."""

from functools import cache, lru_cache

from khabar.tables import rows
from khabar.tag.latin import Latin, shared
from khabar.tag.parts import Nearness
from khabar.tag.spelling import core, skeleton

Parts = tuple[str, ...]
# given names that by themselves are nobody whom everybody knows (محمد is not محمد مرسي)
GIVEN = frozenset("محمد احمد محمود علي حسن حسين ابراهيم مصطفي خالد عمر عبدالله يوسف اسماعيل سعيد طارق هشام عمرو سعد ناصر سامي".split())


_NEAR = 0.93  # parts of a name that is taken for a known one: vowels may differ, no more


class KnownPeople:
    """The persons of the table, found by their names however they are spelt."""

    def __init__(self, latin: Latin) -> None:
        self._lists = latin
        self._nearness = Nearness(latin)
        self._latin: dict[Parts, str] = {}
        self._countries: dict[Parts, str] = {}
        self._sounds: dict[Parts, list[Parts]] = {}
        self._families: set[str] = set()
        given: set[str] = set()
        for row in rows("names-people.tsv"):
            for name in filter(None, (row["name"], *row["aliases"].split("|"))):
                parts = core(name)
                if parts in self._latin:
                    continue
                self._latin[parts], self._countries[parts] = row["name_en"], row["country"]
                given.add(parts[0])
                self._sounds.setdefault(_sounds(parts), []).append(parts)
                if row["family"] != "no" and len(parts) > 1:
                    self._families.add(parts[-1])
        # عبد العزيز is a given name first, عبد الناصر a last one
        self._families -= GIVEN | {part for part in given if part.startswith("عبد")}

    @lru_cache(maxsize=20_000)  # noqa: B019 - the table lives as long as the process
    def latin(self, name: str) -> tuple[str, str]:
        """Return a person's name in Latin letters and its basis: ``list`` for those of the table and of the lists of names, else ``rule``."""
        known = self._known(core(name))
        return (self._latin[known], "list") if known else self._lists.name(name)

    def country(self, parts: Parts) -> str | None:
        """Return the country (ISO code, empty for international offices) of the person whom a full name names, None for anybody else."""
        known = self._known(parts)
        return self._countries[known] if known else None

    def is_anybody(self, parts: Parts) -> bool:
        """Tell whether a name is one part so common that it may be somebody else in every report: no last name of one of them."""
        return len(parts) == 1 and parts[0] not in self._families and (parts[0] in GIVEN or self._lists.is_common(parts[0]))

    def _known(self, parts: Parts) -> Parts | None:
        if parts in self._latin:
            return parts
        if len(parts) == 1:
            return None
        same = (
            known
            for known in self._sounds.get(_sounds(parts), ())
            if len(known) == len(parts) and all(self._nearness.near(*pair) >= _NEAR for pair in zip(parts, known, strict=True))
        )
        return next(same, None)


def _sounds(parts: Parts) -> Parts:
    return tuple(map(skeleton, parts))


@cache
def known_people() -> KnownPeople:
    """Return the persons of the table, read once in a process."""
    return KnownPeople(shared())
