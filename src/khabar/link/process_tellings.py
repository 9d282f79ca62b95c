"""What one report tells of a process: each place in it that tells of a stage, with its days and parties, and the words that say so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProcessTelling:
    """One telling of a stage of a process; days are ISO days, offsets those of the sentence. ``facts`` are labels with an id or the words as printed."""

    report: str
    outlet: str | None
    published: str | None
    start: int
    end: int
    text: str
    status: str
    step: str | None = None
    number: int | None = None
    first_day: str | None = None
    last_day: str | None = None
    places: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()
    agenda: str | None = None
    outcome: str | None = None
    thing: str = ""  # the words that name it there
    facts: tuple[tuple[str, str], ...] = ()
    printed_by: str | None = None  # the last day on which the report can have been printed
    beside: bool = False  # a meeting of those who run the process, not one of its rounds
    country: str | None = None  # whose talks they are, where talks of several countries bear the name
