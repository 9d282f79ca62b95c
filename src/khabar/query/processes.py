"""The page of a process, from the reports that may tell of it, and the processes that a store holds: talks, truces, zones, missions, resolutions."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from khabar.fold import fold, folded_text
from khabar.link.phrases import Phrase, found, phrase, words
from khabar.link.process_question import ENVOY, RELIEF, RESOLUTION, TALKS, TRUCE, ZONE, Question, named, question, things
from khabar.link.process_steps import resolutions
from khabar.link.processes import ProcessPage, gather, tellings
from khabar.model import Record
from khabar.query.entities import entities
from khabar.query.listing import Party, parties_of
from khabar.store.database import Database
from khabar.store.reading import records_of
from khabar.store.search import match

MOST_REPORTS = 2000  # that a page is gathered from, the newest of those that name it
MOST_PLACES = 25  # whose truces, zones or corridors are listed, those most reported
MOST_TALKS = 30
_TALKS = frozenset(map(fold, "حوار الحوار محادثات المحادثات مفاوضات المفاوضات مباحثات مؤتمر مسار عملية قمة القمة جولة مبادرة المبادرة".split()))
_COUNCILS = ('"مجلس الأمن"', '"الأمم المتحدة"', '"القرار الدولي"', "أممي", '"الجمعية العامة"')
__all__ = ["ProcessLine", "ProcessPage", "gathered", "listed", "parties"]


@dataclass(frozen=True, slots=True)
class ProcessLine:
    """A process of a store: ``name`` asks for its page. Days are the first and last day of print of the reports that name it."""

    kind: str
    name: str
    n_reports: int
    first_day: str | None
    last_day: str | None


def gathered(database: Database, name: str, most: int = MOST_REPORTS) -> ProcessPage | None:
    """Return what the reports that name a process tell of it; ``name`` in any spelling, or an entity's id.

    None where no report tells of it. ``most`` bounds the reports that are read for it, the newest of them.
    """
    if not name.strip():
        return None
    known = parties_of(database, [name])[0]
    asked = _placed(database, question(known.name if known.id else name))
    records = list(_records(database, _candidates(database, asked), most))
    return gather(sorted(records, key=lambda kept: (kept.published.value or "", kept.id)), asked)


def _placed(database: Database, asked: Question) -> Question:
    """Return the question with a place that is asked for in Latin letters as the store's reports write it."""
    written = next(iter(asked.wanted.values()), "")
    if asked.kind not in (TRUCE, ZONE, RELIEF) or not written or not written.isascii():
        return asked
    lines = entities(database, written, "LOC", limit=1).lines
    return replace(asked, wanted={phrase(lines[0].name): lines[0].name}) if lines else asked


def _records(database: Database, keys: Iterable[int], most: int) -> Iterator[Record]:
    """Return the records of the newest of some reports."""
    newest = database.rows(
        "SELECT key FROM reports WHERE key IN (SELECT value FROM json_each(?)) ORDER BY day DESC, key DESC LIMIT ?", (json.dumps(sorted(keys)), most)
    )
    return records_of(database, [row[0] for row in newest])


def parties(database: Database, page: ProcessPage) -> dict[str, Party]:
    """Return the names of everybody and every place on a process's page, by id."""
    told = {by for stage in page.stages for one in stage.told for by in one.said_by}
    ids = sorted({*page.guarantors, *(fact.value for fact in page.facts), *told, *(i for stage in page.stages for i in (*stage.places, *stage.participants))})
    return dict(zip(ids, parties_of(database, ids), strict=True))


def listed(database: Database) -> tuple[ProcessLine, ...]:
    """Return the processes of a store: talks, truces and corridors by place, zones, missions, envoys and resolutions, the most reported of each kind first."""
    placed = (line for kind in (TRUCE, ZONE, RELIEF) for line in _by_place(database, kind))
    return (*_talks(database), *placed, *_missions(database), *_resolutions(database))


def _candidates(database: Database, asked: Question) -> set[int]:
    """Return the numbers of the reports that hold the words of what is asked for."""
    full = {one: written for one, written in asked.things.items() if len(one) > 1} if asked.kind == ENVOY else {}  # his full name tells him from namesakes
    of_things = _holding(database, map(_words, (full or asked.things).values())) if asked.things else None
    of_names = _holding(database, map(_words, asked.wanted.values())) if asked.wanted else None
    if of_things is None or of_names is None:
        return (of_names if of_things is None else of_things) or set()
    return of_things & of_names


def _words(written: str) -> str:
    """Return a phrase as a search asks for it."""
    return written if "*" in written else f'"{written}"'


def _holding(database: Database, asked: Iterable[str]) -> set[int]:
    expressions = [expression for words in asked if (expression := match(words).expression)]
    sql = "SELECT DISTINCT p.report_key FROM words w JOIN passages p ON p.key = w.rowid WHERE words MATCH ?"
    return {row[0] for expression in expressions for row in database.rows(sql, (expression,))}


def _line(database: Database, kind: str, name: str, keys: Iterable[int]) -> ProcessLine | None:
    rows = database.rows(
        "SELECT count(*), min(nullif(day, '')), max(nullif(day, '')) FROM reports WHERE key IN (SELECT value FROM json_each(?))", (json.dumps(list(keys)),)
    )
    count, first, last = rows[0]
    return ProcessLine(kind, name, count, first, last) if count else None


def _sorted(lines: Iterable[ProcessLine | None]) -> list[ProcessLine]:
    return sorted((line for line in lines if line), key=lambda line: (line.kind, -line.n_reports, line.name))


def _talks(database: Database) -> list[ProcessLine]:
    """Return the talks that reports name: the known ones, and the processes whose name says that they are talks."""
    rows = database.rows(
        """
        SELECT e.name, e.n_reports, min(nullif(r.day, '')), max(nullif(r.day, '')) FROM entities e
        JOIN appearances a ON a.entity_key = e.key JOIN reports r ON r.key = a.report_key
        WHERE e.type = 'PROC' GROUP BY e.key ORDER BY e.n_reports DESC, e.key
        """
    )
    held = [ProcessLine(TALKS, *row) for row in rows if len(fold(row[0]).split()) > 1 and fold(row[0]).split()[0] in _TALKS]
    return held[:MOST_TALKS]


def _missions(database: Database) -> list[ProcessLine]:
    """Return the known missions and envoys that reports name; the index finds namesakes too, the texts tell them apart."""
    lines = []
    for one in named():
        if one.kind:
            asked = question(one.arabic[0])
            ways = [way for way in asked.things if len(way) > 1 or asked.kind != ENVOY]
            named_in = [key for key, text in _texts(database, _candidates(database, asked)) if _names(text, ways)]
            lines.append(_line(database, one.kind, _shown(one.kind, one.english[0], one.arabic[0]), named_in))
    return _sorted(lines)


def _texts(database: Database, keys: Iterable[int]) -> list[tuple[int, str]]:
    rows = database.rows("SELECT report_key, text FROM records WHERE report_key IN (SELECT value FROM json_each(?))", (json.dumps(sorted(keys)),))
    return [(key, text) for key, text in rows]


def _names(text: str, ways: Sequence[Phrase]) -> bool:
    folded = folded_text(text)
    near = [way for way in ways if all(word in folded for word in way)]
    return bool(near) and bool(found(near, words(text, 0, len(text))))


def _shown(kind: str, english: str, arabic: str) -> str:
    return arabic if kind == ENVOY else english.upper() if " " not in english else english


def _by_place(database: Database, kind: str) -> list[ProcessLine]:
    """Return the truces, zones or corridors by the place that reports put them in."""
    asked = Question("", kind, things(kind), {})
    names: dict[str, str] = {}
    told: dict[str, dict[str, str]] = {}
    written: dict[str, Counter[str]] = {}
    for record in _records(database, _candidates(database, asked), MOST_REPORTS):
        names |= {entity.id: entity.name for entity in record.entities}
        for telling in tellings(record, asked):
            for place in telling.places:
                told.setdefault(place, {})[record.id] = record.published.value or ""
                written.setdefault(place, Counter())[_thing(telling.thing, kind)] += 1
    lines = [
        ProcessLine(kind, f"{written[place].most_common(1)[0][0]} {names.get(place, place)}", len(told[place]), *_ends(told[place].values())) for place in told
    ]
    return _sorted(lines)[:MOST_PLACES]


def _thing(thing: str, kind: str) -> str:
    """Return a truce or zone as the table of kinds writes it: without what a report has written onto it."""
    told = words(thing, 0, len(thing))
    return next((written for one, written in things(kind).items() if found((one,), told) == [(0, len(told))]), thing)


def _ends(days: Iterable[str]) -> tuple[str | None, str | None]:
    known = sorted(day for day in days if day)
    return (known[0], known[-1]) if known else (None, None)


def _resolutions(database: Database) -> list[ProcessLine]:
    """Return the numbered resolutions of international bodies that reports name."""
    keys = _holding(database, ["قرار", "القرار", "قرارات"]) & _holding(database, _COUNCILS)
    told: dict[str, set[int]] = {}
    for key, text in _texts(database, keys):
        for number in resolutions(text):
            told.setdefault(number, set()).add(key)
    return _sorted(_line(database, RESOLUTION, f"القرار {number}", keys) for number, keys in told.items())
