"""Processes across reports: talks with their rounds, truces with their beginnings and ends, zones, corridors, missions and resolutions.

A process has no record of its own: it is gathered from the events, names and times of all reports, every line with its evidence.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.fold import fold
from khabar.link.process_question import TALKS, Question, question
from khabar.link.process_rounds import told_rounds
from khabar.link.process_scene import Scene
from khabar.link.process_stages import ANNOUNCED, CALLED_FOR, DENIED, MENTIONED, REPORTED, Stage, Told, stages
from khabar.link.process_steps import told_steps
from khabar.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from khabar.link.process_tellings import ProcessTelling
    from khabar.model import Record

__all__ = ["ANNOUNCED", "CALLED_FOR", "DENIED", "MENTIONED", "REPORTED", "Fact", "ProcessPage", "Stage", "Told", "gather", "process", "tellings"]
_EVIDENCE = 12  # sentences that are kept for one fact


@dataclass(frozen=True, slots=True)
class Fact:
    """What reports tell of a process for good: ``label`` (guarantor, body, vote, sent by, headed by, title), an id or the words as printed.

    ``n`` is how many sentences tell it; ``told`` are the first of them.
    """

    label: str
    value: str
    n: int
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class ProcessPage:
    """What all reports tell of a process. ``next`` is the announced stage that follows the last reported one; ``names`` gives each id its name.

    ``kind`` is talks, truce, zone, relief, mission, envoy or resolution.
    """

    name: str
    kind: str
    guarantors: tuple[str, ...]
    stages: tuple[Stage, ...]
    next: Stage | None
    names: dict[str, str] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()


def process(records: Iterable[Record], name: str) -> ProcessPage | None:
    """Return the page of a process; ``name`` in any spelling, Arabic or Latin (``أستانا``, ``unifil``, ``هدنة حلب``, ``القرار 1701``).

    None where no report tells of it.
    """
    return gather(records, question(name))


def gather(records: Iterable[Record], asked: Question) -> ProcessPage | None:
    """Return what records tell of a process that is asked for; None where none does."""
    found: list[ProcessTelling] = []
    names = {row["id"]: row["name_en"] for row in rows("countries.tsv")}
    for record in records:
        told = list(tellings(record, asked))
        found += told
        if told:
            names |= {entity.id: entity.name_en or entity.name for entity in record.entities}
    if not found:
        return None
    made = stages(found, asked)
    facts = _facts(found)
    guarantors = tuple(fact.value for fact in facts if fact.label == "guarantor")
    used = {*(fact.value for fact in facts), *_parties(made)}
    return ProcessPage(asked.name, asked.kind, guarantors, made, _next(made), {i: n for i, n in names.items() if i in used}, facts)


def tellings(record: Record, asked: Question) -> Iterator[ProcessTelling]:
    """Yield what one report tells of a process."""
    scene = Scene(record)
    return told_rounds(scene, asked) if asked.kind == TALKS else told_steps(scene, asked)


def _parties(made: Sequence[Stage]) -> Iterator[str]:
    for stage in made:
        yield from (*stage.places, *stage.participants, *(said for told in stage.told for said in told.said_by))


def _facts(found: Sequence[ProcessTelling]) -> tuple[Fact, ...]:
    """Return the facts, those of one label together, the most often told first."""
    told: dict[tuple[str, str], dict[tuple[str, int], Told]] = {}
    written: dict[tuple[str, str], tuple[str, str]] = {}
    for t in found:
        for label, value in t.facts:
            fact = written.setdefault((label, fold(value)), (label, value))  # one fact however it is spelt
            told.setdefault(fact, {}).setdefault((t.report, t.start), Told.of(t))
    labels = Counter(label for label, _ in told)
    order = sorted(told, key=lambda fact: (list(labels).index(fact[0]), -len(told[fact])))
    return tuple(Fact(*fact, len(told[fact]), tuple(list(told[fact].values())[:_EVIDENCE])) for fact in order)


def _next(made: Sequence[Stage]) -> Stage | None:
    last = max((number for number, stage in enumerate(made) if stage.status == REPORTED), default=-1)
    return next((stage for stage in made[last + 1 :] if stage.status == ANNOUNCED and (stage.first_day or stage.number)), None)
