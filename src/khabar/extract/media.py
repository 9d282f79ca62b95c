"""The agencies, broadcasters, papers and platforms known by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from khabar.fold import fold
from khabar.tables import rows

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Medium:
    """An agency, broadcaster, paper or platform."""

    id: str
    kind: str
    sites: tuple[str, ...]


@cache
def media() -> Mapping[str, Medium]:
    """Return each medium by its folded names; a name that two bear is the first's in the table."""
    found: dict[str, Medium] = {}
    for row in rows("agencies.tsv"):
        medium = Medium(row["id"], row["kind"], tuple(row["sites"].lower().split("|")))
        for name in row["names"].split("|"):
            found.setdefault(fold(name), medium)
    return found
