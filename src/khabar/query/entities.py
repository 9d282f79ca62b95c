"""Persons, bodies, places and processes: found by name, and what all reports together tell of one."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from khabar.query.listing import THROUGH, Page, Party
from khabar.store.database import Database
from khabar.store.directory import folded_name
from khabar.store.reading import current_id

MOST_WORDS = 8  # of a name that is looked for
_CURSOR = re.compile(r"([01])\.(\d{1,18})\.(\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class EntityLine:
    """An entity in a list. ``spelling`` is the one that was found, None where no name was asked for; days are those of print, None where unknown."""

    id: str
    type: str
    name: str
    name_en: str | None
    country: str | None
    n_reports: int
    spelling: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """A title that reports give somebody, from the first day of print to the last. ``of`` is the body or country."""

    text: str
    office: str | None
    of: Party | None
    first_day: str | None
    last_day: str | None
    n_reports: int


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody who is named in the same reports."""

    id: str
    name: str
    type: str
    n_reports: int
    name_en: str | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """What somebody is called: ``namer`` None for the reporters of ``outlet``; one row a wording, namer and outlet."""

    text: str
    named: Party | None
    namer: Party | None
    outlet: str | None
    n_times: int
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class EntityView:
    """What a store knows of an entity. ``spellings`` in alphabetical order; counts are of statements and tellings of events."""

    id: str
    type: str
    name: str
    name_en: str | None
    name_en_basis: str | None
    country: str | None
    lat: float | None
    lon: float | None
    links: dict[str, str]
    spellings: tuple[str, ...]
    n_reports: int
    n_said: int
    n_carried: int
    n_did: int
    n_underwent: int
    n_there: int
    first_day: str | None
    last_day: str | None
    offices: tuple[Office, ...] = ()
    companions: tuple[Companion, ...] = ()
    called: tuple[Naming, ...] = ()
    calls: tuple[Naming, ...] = ()


def entities(database: Database, name: str = "", kind: str | None = None, limit: int = 20, cursor: str | None = None) -> Page[EntityLine]:
    """Return the entities of a name, in any spelling of it: those called just so first, then those in whose name all its words stand, most reported first.

    Without a name all of them, most reported first. ``kind`` is PER, ORG, LOC or PROC.
    """
    folded = folded_name(name)
    found, words = _named(folded) if folded else ("SELECT key AS entity_key, 0 AS exact, NULL AS spelling FROM entities", {})
    start = _start(cursor)
    rows = database.rows(
        f"""
        SELECT e.key, f.exact, e.id, e.type, e.name, e.name_en, e.country, e.n_reports, f.spelling
        FROM entities e JOIN ({found}) f ON f.entity_key = e.key
        WHERE e.n_reports > 0 AND (:kind IS NULL OR e.type = :kind) AND (:exact IS NULL OR (f.exact, e.n_reports, -e.key) < (:exact, :n, -:key))
        ORDER BY f.exact DESC, e.n_reports DESC, e.key LIMIT :limit
        """,  # noqa: S608 - fixed words; values are bound
        {**words, "folded": folded, "kind": kind, "exact": start[0], "n": start[1], "key": start[2], "limit": limit + 1},
    )
    lines = tuple(EntityLine(*row[2:]) for row in rows[:limit])
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(lines, f"{last['exact']}.{last['n_reports']}.{last['key']}" if last else None)


def _named(folded: str) -> tuple[str, dict[str, str]]:
    """Return the question for entities in whose names all the words stand, with or without the article, and the words' values."""
    words = {f"word{i}": word for i, word in enumerate(map(_bare, folded.split()[:MOST_WORDS]))}
    padded = "' ' || folded || ' '"
    # the first test is quick and leaves little to the second
    tests = [f"instr(folded, :{word}) AND (instr({padded}, ' ' || :{word} || ' ') OR instr({padded}, ' ال' || :{word} || ' '))" for word in words]
    test = " AND ".join(tests)
    return f"SELECT entity_key, max(folded = :folded) AS exact, min(spelling) AS spelling FROM spellings WHERE {test} GROUP BY entity_key", words  # noqa: S608


def entity(database: Database, identity: str, most: int = 24) -> EntityView | None:
    """Return what all reports tell of an entity, ``most`` lines of each list; None where the store has none of that id.

    An id from before linking learnt more, or an analyst judged, leads to the entity that it stands for now.
    """
    identity = current_id(database, identity)
    rows = database.rows("SELECT * FROM entities WHERE id = ?", (identity,))
    if not rows or not rows[0]["n_reports"]:
        return None
    row, key = rows[0], rows[0]["key"]
    counts = database.rows(_COUNTS, {"key": key})[0]
    spellings = tuple(found[0] for found in database.rows("SELECT spelling FROM spellings WHERE entity_key = ? ORDER BY spelling", (key,)))
    plain = [row[name] for name in ("id", "type", "name", "name_en", "name_en_basis", "country", "lat", "lon")]
    return EntityView(  # type: ignore[call-arg] # as many as are counted
        *plain,
        json.loads(row["links"]),
        spellings,
        *counts,
        offices(database, identity),
        companions(database, identity, most),
        namings(database, named=identity, limit=most),
        namings(database, namer=identity, limit=most),
    )


_COUNTS = f"""
SELECT (SELECT count(*) FROM appearances WHERE entity_key = :key),
       (SELECT count(*) FROM involvements WHERE entity_key = :key AND part = 'source'),
       (SELECT count(*) FROM ({THROUGH.format(":key")})),
       (SELECT count(*) FROM parties WHERE entity_key = :key AND part = 'actor'),
       (SELECT count(*) FROM parties WHERE entity_key = :key AND part = 'recipient'),
       (SELECT count(*) FROM parties WHERE entity_key = :key AND part = 'place'),
       min(r.published), max(r.published)
FROM appearances a JOIN reports r ON r.key = a.report_key WHERE a.entity_key = :key
"""  # noqa: S608 - fixed words; values are bound


def offices(database: Database, identity: str) -> tuple[Office, ...]:
    """Return what somebody is titled, one line an office and what it is of, in the order of the first day of print."""
    rows = database.rows(
        """
        SELECT o.text, o.office, e.id, e.name, e.type, min(nullif(o.day, '')), max(nullif(o.day, '')), count(DISTINCT o.report_key) AS n
        FROM roles o LEFT JOIN entities e ON e.key = o.of_key WHERE o.entity_key = (SELECT key FROM entities WHERE id = ?)
        GROUP BY coalesce(o.office, o.text), o.of_key ORDER BY min(nullif(o.day, '')) IS NULL, min(nullif(o.day, '')), n DESC, o.text
        """,
        (identity,),
    )
    return tuple(Office(row[0], row[1], _party(row[2:5]), *row[5:]) for row in rows)


def companions(database: Database, identity: str, limit: int = 24) -> tuple[Companion, ...]:
    """Return who is named in the same reports as an entity, the most frequent first."""
    rows = database.rows(
        """
        WITH counted AS (
            SELECT other.entity_key AS key, count(*) AS n
            FROM appearances own JOIN appearances other ON other.report_key = own.report_key AND other.entity_key <> own.entity_key
            WHERE own.entity_key = (SELECT key FROM entities WHERE id = :id) GROUP BY other.entity_key ORDER BY n DESC, key LIMIT :limit
        )
        SELECT e.id, e.name, e.type, n, e.name_en FROM counted JOIN entities e USING (key) ORDER BY n DESC, e.id
        """,
        {"id": identity, "limit": limit},
    )
    return tuple(Companion(*row) for row in rows)


def namings(database: Database, *, named: str | None = None, namer: str | None = None, limit: int = 100) -> tuple[Naming, ...]:
    """Return what somebody is called (``named``), or calls others (``namer``), the most frequent first; both are ids."""
    rows = database.rows(
        """
        SELECT l.text, d.id, d.name, d.type, g.id, g.name, g.type, CASE WHEN l.namer_key IS NULL THEN r.outlet END AS outlet,
               count(*) AS n, min(nullif(l.day, '')), max(nullif(l.day, ''))
        FROM labels l JOIN reports r ON r.key = l.report_key LEFT JOIN entities d ON d.key = l.named_key LEFT JOIN entities g ON g.key = l.namer_key
        WHERE (:named IS NULL OR l.named_key = (SELECT key FROM entities WHERE id = :named))
          AND (:namer IS NULL OR l.namer_key = (SELECT key FROM entities WHERE id = :namer))
        GROUP BY l.folded, l.named_key, l.namer_key, CASE WHEN l.namer_key IS NULL THEN r.outlet END ORDER BY n DESC, l.text LIMIT :limit
        """,
        {"named": named, "namer": namer, "limit": limit},
    )
    return tuple(Naming(row[0], _party(row[1:4]), _party(row[4:7]), *row[7:]) for row in rows)


def _party(row: Sequence[Any]) -> Party | None:
    return Party(row[0], row[1], row[2]) if row[0] is not None else None


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _start(cursor: str | None) -> tuple[int | None, int, int]:
    """Return the place that a cursor holds; nothing for one that is none, so that a broken address shows the first page."""
    found = _CURSOR.fullmatch(cursor or "")
    return (int(found[1]), int(found[2]), int(found[3])) if found else (None, 0, 0)
