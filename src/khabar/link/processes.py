"""Processes across reports: talks with their rounds, truces with their beginnings and ends, corridors, missions and resolutions.

A process has no record of its own: it is gathered from the events, names and times of all reports, every line with its evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from khabar.fold import fold
from khabar.link.process_tellings import TRUCE, ProcessTelling, known_names, tellings
from khabar.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from khabar.model import Record

REPORTED, ANNOUNCED = "reported", "announced"
_SAME_ROUND = 45  # days within which a dated and a numbered telling of what is announced are one round
_KINDS = {
    "truce": ("هدنه", "هدن", "تهديه", "truce", "truces", "ceasefire"),
    "relief": ("ممر", "ممرات", "قافله", "قوافل", "corridor", "corridors", "convoy", "convoys"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One place of a report that tells of a stage: who prints it, who says it (entity ids; empty for the reporter) and the sentence."""

    report: str
    outlet: str | None
    published: str | None
    start: int
    end: int
    text: str
    status: str
    said_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A round of talks, a truce, a corridor. Days are ISO days; ``status`` is reported once a report tells it as having happened, else announced."""

    number: int | None
    status: str
    first_day: str | None
    last_day: str | None
    places: tuple[str, ...]
    participants: tuple[str, ...]
    agenda: tuple[str, ...]
    outcomes: tuple[str, ...]
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class ProcessPage:
    """What all reports tell of a process. ``next`` is the announced stage that follows the last reported one; ``names`` gives each id its name."""

    name: str
    kind: str
    guarantors: tuple[str, ...]
    stages: tuple[Stage, ...]
    next: Stage | None
    names: dict[str, str] = field(default_factory=dict)


def process(records: Iterable[Record], name: str) -> ProcessPage | None:
    """Return the page of a process; ``name`` in any spelling, Arabic or Latin (``أستانا``, ``astana``, ``هدنة حلب``). None where no report tells of it."""
    words = [word for word in re.split(r"[\s\-_]+", fold(name)) if word]
    kind = next((kind for kind, signs in _KINDS.items() if any(word.removeprefix("ال") in signs for word in words)), "talks")
    wanted = frozenset(word for word in words if not any(word.removeprefix("ال") in signs for signs in _KINDS.values()) and not word.isdigit())
    spellings = known_names(wanted)
    found: list[ProcessTelling] = []
    names = {row["id"]: row["name_en"] for row in rows("countries.tsv")}
    guarantors: dict[str, None] = {}
    for record in records:
        told = tellings(record, spellings, kind)
        found += told
        if told:
            names |= {entity.id: entity.name_en or entity.name for entity in record.entities}
            guarantors |= dict.fromkeys(guarantor for telling in told for guarantor in telling.guarantors)
    if not found:
        return None
    stages = tuple(_stage(group) for group in _groups(found, kind))
    return ProcessPage(name, kind, tuple(guarantors), stages, _next(stages), {i: n for i, n in names.items() if _used(i, stages, guarantors)})


def _used(identifier: str, stages: Sequence[Stage], guarantors: Iterable[str]) -> bool:
    named = (*guarantors, *(i for stage in stages for i in (*stage.places, *stage.participants, *(s for told in stage.told for s in told.said_by))))
    return identifier in named


def _groups(found: Sequence[ProcessTelling], kind: str) -> list[list[ProcessTelling]]:
    """Return the tellings by stage: those of one number, then those of one beginning, the undated last; in the order of time."""
    numbered: dict[int, list[ProcessTelling]] = {}
    rest: list[ProcessTelling] = []
    for telling in found:
        if telling.number is not None and kind != TRUCE and not telling.beside:
            numbered.setdefault(telling.number, []).append(telling)
        else:
            rest.append(telling)
    groups = list(numbered.values())
    undated: list[ProcessTelling] = []
    for telling in sorted(rest, key=lambda t: (t.first_day or "", t.report, t.start)):
        if not telling.first_day:
            undated.append(telling)
            continue
        home = next((group for group in groups if _fits(telling, group, kind)), None)
        if home is None:
            groups.append([telling])
        else:
            home.append(telling)
    groups.sort(key=lambda group: (min((t.first_day for t in group if t.first_day), default="9"), min((t.number or 0 for t in group), default=0)))
    return [*groups, *_undated(undated, groups)]


def _undated(undated: Sequence[ProcessTelling], groups: Sequence[list[ProcessTelling]]) -> list[list[ProcessTelling]]:
    """Put what is announced without a day with the numbered stage that its report announces; return the rest, a group a report."""
    rest: dict[tuple[str, bool], list[ProcessTelling]] = {}
    for telling in undated:
        home = next((g for g in groups for t in g if t.report == telling.report and t.beside == telling.beside and (t.beside or _upcoming(t, telling))), None)
        (home if home is not None else rest.setdefault((telling.report, telling.beside), [])).append(telling)
    return list(rest.values())


def _upcoming(one: ProcessTelling, other: ProcessTelling) -> bool:
    return one.number is not None and one.status == "planned" and other.status != "asserted"


def _fits(telling: ProcessTelling, group: Sequence[ProcessTelling], kind: str) -> bool:
    """Tell whether a dated telling is of a group: the days meet, or both announce what is to come at about the same time."""
    if telling.first_day is None or any(other.beside != telling.beside for other in group):
        return False
    if kind == TRUCE:
        return any(other.first_day == telling.first_day for other in group)
    for other in group:
        if other.first_day and telling.first_day <= (other.last_day or other.first_day) and other.first_day <= (telling.last_day or telling.first_day):
            return True
    if telling.status == "asserted" or telling.beside or any(t.first_day or t.status == "asserted" for t in group):
        return False
    days = [t.printed_by for t in group if t.printed_by and t.status != "asserted"]
    first = _date(telling.first_day)
    return first is not None and any(abs((date.fromisoformat(day) - first).days) <= _SAME_ROUND for day in days)


def _date(day: str | None) -> date | None:
    """Return the day, None where its year is not known."""
    return date.fromisoformat(day) if day and day[:1].isdigit() else None


def _stage(group: Sequence[ProcessTelling]) -> Stage:
    dated = [t for t in group if t.first_day]
    sharpest = min(dated, key=lambda t: (_days(t), t.report, t.start), default=None)
    happened = any(t.status == "asserted" for t in group)
    return Stage(
        next((t.number for t in group if t.number is not None and not t.beside), None),
        REPORTED if happened else ANNOUNCED,
        sharpest.first_day if sharpest else None,
        next((t.last_day for t in dated if sharpest and t.first_day == sharpest.first_day and t.last_day), None),
        tuple(dict.fromkeys(place for t in group for place in t.places)),
        tuple(dict.fromkeys(actor for t in group for actor in t.participants)),
        tuple(dict.fromkeys(t.agenda for t in group if t.agenda)),
        tuple(dict.fromkeys(t.outcome for t in group if t.outcome)),
        tuple(Told(t.report, t.outlet, t.published, t.start, t.end, t.text, t.status, t.said_by) for t in group),
    )


def _days(telling: ProcessTelling) -> int:
    first, last = _date(telling.first_day), _date(telling.last_day)
    return (last - first).days if first and last else 0


def _next(stages: Sequence[Stage]) -> Stage | None:
    last = max((number for number, stage in enumerate(stages) if stage.status == REPORTED), default=-1)
    return next((stage for stage in stages[last + 1 :] if stage.status == ANNOUNCED and (stage.first_day or stage.number)), None)
