"""What happened to somebody, somewhere or in a process, in the order of happening; and with whom."""

from dataclasses import dataclass, replace

from khabar.query.listing import EARLIEST
from khabar.store.database import Database

SAID = "said"
MOST_WORDS = 160  # code points of the words that a moment shows


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing on a timeline. ``lane``: actor, recipient, place (of an event), said (a statement).

    ``day`` is the first day it can have happened on, ``last_day`` the last; where the report does not date it, those of print, and ``dated`` is False.
    """

    day: str
    last_day: str | None
    dated: bool
    lane: str
    type: str
    status: str
    report: str
    outlet: str | None
    start: int
    stop: int
    words: str


@dataclass(frozen=True, slots=True)
class Month:
    """How many moments of each lane a month (``2013-03``) holds."""

    month: str
    lane: str
    n: int


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody who stands in the same events. ``n_events`` tellings with both."""

    id: str
    name: str
    type: str
    n_events: int
    name_en: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """Two companions who stand in the same event."""

    one: str
    other: str
    n_events: int


# first the newest days by the indexes alone, then the words of those: a long life has more moments than a page shows
_MOMENTS = f"""
WITH newest AS (
    SELECT * FROM (
        SELECT coalesce(e.first_day, e.day) AS day, p.part AS lane, 1 AS happened, e.key AS key
        FROM parties p JOIN events e ON e.key = p.event_key WHERE p.entity_key = :entity AND e.day BETWEEN :since AND :until
        UNION ALL
        SELECT s.day, 'said', 0, s.key FROM involvements i JOIN statements s ON s.key = i.passage_key
        WHERE i.entity_key = :entity AND i.part = 'source' AND s.day BETWEEN :since AND :until
    ) WHERE day <> '' ORDER BY day DESC, happened, key LIMIT :limit
)
SELECT CASE WHEN e.first_day IS NULL THEN coalesce({EARLIEST}, n.day) ELSE n.day END,
       CASE WHEN e.first_day IS NULL AND r.published IS NULL THEN r.last_day ELSE e.last_day END, e.first_day IS NOT NULL,
       n.lane, coalesce(e.type, s.stance), coalesce(e.status, s.kind), r.id, r.outlet,
       coalesce(e.start, g.start), coalesce(e.stop, g.stop),
       CASE n.happened WHEN 1 THEN substr(t.text, max(e.start - 40, 0) + 1, :words) ELSE substr(t.text, g.start + 1, min(g.stop - g.start, :words)) END
FROM newest n LEFT JOIN events e ON n.happened AND e.key = n.key LEFT JOIN statements s ON NOT n.happened AND s.key = n.key
     LEFT JOIN passages g ON g.key = s.key JOIN reports r ON r.key = coalesce(e.report_key, s.report_key) JOIN records t ON t.report_key = r.key
ORDER BY n.day, r.id, coalesce(e.start, g.start)
"""  # noqa: S608 - fixed words


def moments(database: Database, entity: str, since: str | None = None, until: str | None = None, limit: int = 400) -> list[Moment]:
    """Return what an entity did, underwent, said, or what happened there, in the order of happening: the newest ``limit`` of it."""
    key = _key(database, entity)
    values = {"entity": key, "since": since or "", "until": until or "9999", "limit": limit, "words": MOST_WORDS}
    found = database.rows(_MOMENTS, values)
    return [replace(Moment(*row), dated=bool(row[2]), words=_whole(row[10], happened=row[3] != SAID)) for row in found]


def _whole(words: str, *, happened: bool) -> str:
    """Return the words without the halves of words at their ends; those of an event were cut before it too."""
    words = words.partition(" ")[2] if happened and " " in words[:30] else words
    return (words.rpartition(" ")[0] or words).strip() if len(words) >= MOST_WORDS - 30 else words.strip()


def months(database: Database, entity: str) -> list[Month]:
    """Return how many moments of an entity each month holds, in order: the whole of its time at a glance."""
    rows = database.rows(
        """
        SELECT month, lane, count(*) FROM (
            SELECT substr(coalesce(e.first_day, e.day), 1, 7) AS month, p.part AS lane
            FROM parties p JOIN events e ON e.key = p.event_key WHERE p.entity_key = :entity
            UNION ALL
            SELECT substr(s.day, 1, 7), 'said' FROM involvements i JOIN statements s ON s.key = i.passage_key WHERE i.entity_key = :entity AND i.part = 'source'
        ) WHERE month <> '' GROUP BY month, lane ORDER BY month, lane
        """,
        {"entity": _key(database, entity)},
    )
    return [Month(*row) for row in rows]


def companions(database: Database, entity: str, limit: int = 24) -> list[Companion]:
    """Return who stands in the same events as an entity, the most frequent first; places are left out."""
    rows = database.rows(
        """
        SELECT e.id, e.name, e.type, count(DISTINCT other.event_key) AS n, e.name_en
        FROM parties own JOIN parties other ON other.event_key = own.event_key JOIN entities e ON e.key = other.entity_key
        WHERE own.entity_key = :entity AND other.entity_key <> :entity AND other.part <> 'place'
        GROUP BY e.key ORDER BY n DESC, e.id LIMIT :limit
        """,
        {"entity": _key(database, entity), "limit": limit},
    )
    return [Companion(*row) for row in rows]


def ties(database: Database, entity: str, limit: int = 80) -> list[Tie]:
    """Return which of an entity's companions stand in one event with it and with each other."""
    rows = database.rows(
        """
        SELECT a.id, b.id, count(DISTINCT own.event_key) AS n
        FROM parties own JOIN parties one ON one.event_key = own.event_key
             JOIN parties other ON other.event_key = own.event_key AND other.entity_key > one.entity_key
             JOIN entities a ON a.key = one.entity_key JOIN entities b ON b.key = other.entity_key
        WHERE own.entity_key = :entity AND one.entity_key <> :entity AND other.entity_key <> :entity AND one.part <> 'place' AND other.part <> 'place'
        GROUP BY a.key, b.key ORDER BY n DESC, a.id, b.id LIMIT :limit
        """,
        {"entity": _key(database, entity), "limit": limit},
    )
    return [Tie(*row) for row in rows]


def _key(database: Database, entity: str) -> int:
    """Return the row of an entity; 0, which is no row, where there is none."""
    rows = database.rows("SELECT key FROM entities WHERE id = ?", (entity,))
    return rows[0][0] if rows else 0
