"""Who said what, through whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.extract.chain import Chains
from khabar.extract.contents import content_stop, kind, trimmed
from khabar.extract.cues import Classes
from khabar.extract.layers import Layers, Words
from khabar.extract.openings import OpeningFinder
from khabar.extract.sources import SourceWords, SpeakerFinder
from khabar.extract.turns import Turns
from khabar.model import Declined, Label, Span, Statement

if TYPE_CHECKING:
    from khabar.extract.openings import Opening
    from khabar.extract.sources import Speaker
    from khabar.reading import Reading
    from khabar.vocabulary import Vocabulary

_CUE = re.compile("[VPN]")


@dataclass(slots=True)
class Said:
    """The statements of a report, the words withheld, and what somebody is called by whom."""

    statements: list[Statement] = field(default_factory=list)
    declined: list[Declined] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


@dataclass(slots=True)
class Told:
    """One statement while it is put together: its opening, the tokens and characters of its content, who says it, and what reports it."""

    opening: Opening
    stop: int
    span: Span
    sentence: int
    speaker: Speaker | None = None
    within: Told | None = None
    carried: bool = False


class StatementReader:
    """Finds the statements of a report."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        sources = SourceWords()
        self._words = Words(vocabulary, Classes(sources.keys))
        self._speakers = SpeakerFinder(sources)
        self._openings = OpeningFinder(self._speakers)
        self._chains = Chains()

    def said(self, reading: Reading) -> Said:
        """Return what was said in the report, in text order."""
        if not len(reading.tokens):
            return Said()
        layers = Layers(reading, self._words)
        told = self._told(layers)
        Turns(layers, self._speakers).give(told)
        chains = self._chains.of(layers, told)
        statements = [_statement(layers, t, number, told, chains[number]) for number, t in enumerate(told)]
        return Said(statements)

    def _told(self, layers: Layers) -> list[Told]:
        openings: dict[int, Opening] = {}
        echoes: set[int] = set()
        sentences = layers.sentences
        for match in _CUE.finditer(layers.letters):
            at = match.start()
            if at in echoes or layers.covered(at):
                continue
            first, stop = sentences[layers.sentence[at]]
            opening = self._openings.opening(layers, at, first, stop)
            if opening:
                openings[at] = opening
                echoes.update(opening.pieces)
        told = []
        for at, opening in openings.items():
            number = layers.sentence[at]
            stop = content_stop(layers, opening, sentences[number][1], openings)
            span = trimmed(layers, opening.first, stop)
            if span:
                told.append(Told(opening, stop, span, number))
        return _nested(told)


def _nested(told: list[Told]) -> list[Told]:
    """Set for each statement the innermost one whose content holds its cue."""
    open_ones: list[Told] = []
    for t in told:
        while open_ones and open_ones[-1].stop <= t.opening.at:
            open_ones.pop()
        if open_ones:
            t.within = open_ones[-1]
        open_ones.append(t)
    return told


def _statement(layers: Layers, told: Told, number: int, all_told: list[Told], chain: tuple) -> Statement:
    opening, speaker = told.opening, told.speaker
    cue = tuple(Span(layers.tokens.starts[p], layers.tokens.ends[p]) for p in opening.pieces)
    within = f"s{next(k for k, t in enumerate(all_told) if t is told.within) + 1}" if told.within else None
    return Statement(
        f"s{number + 1}",
        kind(layers, opening, told.span),
        (told.span,),
        cue,
        speaker.entities if speaker else (),
        speaker.span if speaker and not told.carried else None,
        bool(speaker and speaker.unnamed),
        opening.cue.stance,
        chain,
        speaker.grade if speaker else "none",
        opening.cue.force,
        within,
    )
