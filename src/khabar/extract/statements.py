"""Who said what, through whom."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from khabar.extract.attributions import AttributionFinder
from khabar.extract.chain import Chains
from khabar.extract.contents import content_stop, kind, resumes, trimmed
from khabar.extract.cues import COMMA, FINITE, NOUN, PARTICIPLE, RELATIVE, THAT, Classes, words
from khabar.extract.labels import LabelFinder
from khabar.extract.layers import Layers, Words
from khabar.extract.openings import OpeningFinder
from khabar.extract.sources import UNIDENTIFIED, SourceWords
from khabar.extract.speakers import SpeakerFinder
from khabar.extract.turns import Turns
from khabar.extract.withheld import WithheldFinder
from khabar.model import ChainLink, Declined, Label, Span, Statement

if TYPE_CHECKING:
    from khabar.extract.attributions import Attribution
    from khabar.extract.opening import Opening
    from khabar.extract.sources import Speaker
    from khabar.reading import Reading
    from khabar.vocabulary import Vocabulary

_FEELINGS = {stance: words(f"feeling-{stance}") for stance in ("condemns", "thanks", "expects")}
_CUE = re.compile("[VPN]")
_BEFORE = 3  # statements before a cue that may hold the quotation before it
_NEAR = 40  # statements of one sentence that an attribution can belong to


@dataclass(slots=True)
class Said:
    """The statements of a report, the words withheld, and what somebody is called by whom."""

    statements: list[Statement] = field(default_factory=list)
    declined: list[Declined] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


@dataclass(slots=True)
class Told:
    """One statement while it is put together: its opening, the tokens and characters of its content, who says it, and what reports it.

    ``number`` is its place among the statements; ``far`` tells that nobody has spoken near; ``begun`` is the first part of a quotation that its own cue
    interrupts («…»، قال X، «…»).
    """

    opening: Opening
    stop: int
    span: Span
    sentence: int
    number: int = 0
    speaker: Speaker | None = None
    within: Told | None = None
    carried: bool = False
    far: bool = False
    begun: Span | None = None


class StatementReader:
    """Finds the statements of a report."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        sources = SourceWords()
        self._words = Words(vocabulary, Classes(sources.keys))
        self._speakers = SpeakerFinder(sources)
        self._openings = OpeningFinder(self._speakers)
        self._attributions = AttributionFinder(self._speakers)
        self._chains = Chains()
        self._withheld = WithheldFinder(vocabulary, self._speakers)
        self._labels = LabelFinder(vocabulary, self._speakers)

    def said(self, reading: Reading) -> Said:
        """Return what was said in the report, in text order."""
        if not len(reading.tokens):
            return Said()
        layers = Layers(reading, self._words)
        told = self._told(layers)
        Turns(layers, self._speakers).give(told)
        told = _spoken(told)
        chains = self._chains.of(layers, told)
        statements = [_statement(layers, t, chain) for t, chain in zip(told, chains, strict=True)]
        return Said(statements, self._withheld.declined(layers, told), self._labels.labels(layers, statements))

    def _told(self, layers: Layers) -> list[Told]:
        attributions = self._attributions.attributions(layers)
        openings, closings = self._opened(layers, attributions)
        layers.attributions.update((a.at, a.stop if a.own else 0) for a in attributions)
        begun = {opening.first for opening in openings.values()}
        for headline in self._attributions.headlines(layers):
            if headline.first not in begun:
                openings.setdefault(headline.at, headline)
        told = []
        for at, opening in openings.items():
            number = layers.sentence[at]
            told += _put(layers, opening, content_stop(layers, opening, layers.sentences[number][1], openings), number)
        held = {t.opening.quoted for t in told}
        for number, t in enumerate(told):
            part = _interrupted(layers, t, held)
            before = told[max(0, number - _BEFORE) : number]
            t.begun = None if part and any(other.span.start <= part.start < other.span.end for other in before) else part
        for opening in closings:
            told += _put(layers, opening, layers.quotation_at[opening.quoted].stop, layers.sentence[opening.at])
        told.sort(key=lambda t: t.opening.at)
        told += [t for attribution in attributions for t in self._attributed(layers, attribution, told, openings)]
        told.sort(key=lambda t: (t.opening.at, t.span.start))
        return _nested(layers, told)

    def _opened(self, layers: Layers, attributions: list[Attribution]) -> tuple[dict[int, Opening], list[Opening]]:
        """Return the openings by the token of their cue, and the quotations that a verb behind them closes; adds to the attributions."""
        openings: dict[int, Opening] = {}
        closings: list[Opening] = []
        echoes: set[int] = set()
        begun: set[int] = set()
        for match in _CUE.finditer(layers.letters):
            at = match.start()
            if at in echoes or layers.covered(at):
                continue
            first, stop = layers.sentences[layers.sentence[at]]
            opening = self._openings.opening(layers, at, first, stop)
            if opening and opening.first not in begun:
                begun.add(opening.first)
                openings[at] = opening
                echoes.update(opening.pieces)
            elif (closing := self._attributions.spoken_before(layers, at)) is not None:
                closings.append(closing)
            elif (attribution := self._attributions.told(layers, at)) is not None:
                attributions.append(attribution)
        return openings, closings

    def _attributed(self, layers: Layers, attribution: Attribution, told: list[Told], openings: dict[int, Opening]) -> list[Told]:
        """Return the statement that an attribution makes, none where it belongs to another statement (as its cue, or as a link of its chain)."""
        number = layers.sentence[attribution.at]
        first, end = layers.sentences[number]
        near = bisect_left(told, attribution.at, key=lambda t: t.opening.at)
        before = [t for t in told[max(0, near - _NEAR) : near] if t.sentence == number]
        if attribution.own:
            for t in before:
                if attribution.at <= t.stop + 3:
                    t.opening.pieces.extend(attribution.pieces)
            return []
        if any(attribution.at < t.opening.first for t in before):
            return []
        if attribution.at - first <= 2 and not resumes(layers, attribution.at, attribution.stop, end):
            if near < len(told) and told[near].sentence == number and not self._attributions.heads_clause(layers, attribution):
                return []
            opening = self._attributions.behind(layers, attribution)
            return _put(layers, opening, content_stop(layers, opening, end, openings), number) if opening else []
        if any(t.stop >= attribution.at - 2 for t in before):
            return []
        opening = self._attributions.before(layers, attribution, max((t.stop for t in before), default=first))
        found = _put(layers, opening, attribution.at, number) if opening else []
        for t in found:
            _resume(layers, t, attribution.stop, end, openings)
        return found


def _put(layers: Layers, opening: Opening, stop: int, number: int) -> list[Told]:
    span = trimmed(layers, opening.first, stop)
    worded = span and any(len(key) > 1 and key[0].isalpha() for key in layers.tokens.keys[opening.first : stop])
    return [Told(opening, stop, span, number)] if span and worded else []  # a headline cut short (14 ف) says nothing


def _resume(layers: Layers, t: Told, behind: int, end: int, openings: dict[int, Opening]) -> None:
    """Add what is said behind an attribution inside a sentence (الخطة، وفقا للوزير، تشمل …)."""
    if not resumes(layers, t.opening.at, behind, end):
        return
    stop = content_stop(layers, replace(t.opening, first=behind + 1, quoted=-1, how="clause"), end, openings)
    rest = trimmed(layers, behind + 1, stop)
    if rest is not None:
        t.begun, t.span, t.stop = t.span, rest, stop


def _interrupted(layers: Layers, t: Told, held: set[int]) -> Span | None:
    """Return the first part of a quotation that its cue interrupts, None where the cue interrupts none; ``held`` are the quotations of other cues."""
    if t.opening.how != "speech" or t.opening.quoted < 0:
        return None
    i = t.opening.at - 1
    if i < 1 or layers.letters[i] not in COMMA or i - 1 not in layers.closing:
        return None
    quotation = layers.closing[i - 1]
    return None if quotation.open in held or layers.is_name(quotation) else trimmed(layers, quotation.first, quotation.stop)


def _nested(layers: Layers, told: list[Told]) -> list[Told]:
    """Set for each statement the innermost one whose content holds its cue."""
    open_ones: list[Told] = []
    kept: list[Told] = []
    for t in told:
        while open_ones and not open_ones[-1].opening.first <= t.opening.at < open_ones[-1].stop:
            open_ones.pop()
        if open_ones:
            if not _tells(layers, t) or (t.opening.cue.possessed and t.opening.at == open_ones[-1].opening.first):
                continue
            t.within = open_ones[-1]
        t.number = len(kept)
        open_ones.append(t)
        kept.append(t)
    return kept


def _spoken(told: list[Told]) -> list[Told]:
    """Return the statements without the verbs in the present, inside a sentence, that nobody is told to speak (running text: يظن أن)."""
    kept: list[Told] = []
    for t in told:
        cue = t.opening.cue
        while t.within is not None and t.within.number < 0:
            t.within = t.within.within
        if t.speaker is None and t.far and cue.kind == FINITE and cue.tense == "present":
            t.number = -1
        else:
            t.number = len(kept)
            kept.append(t)
    return kept


def _tells(layers: Layers, t: Told) -> bool:
    """Tell whether a cue inside what another says reports a statement of its own: it must name who makes it."""
    cue, opening = t.opening.cue, t.opening
    if cue.tense == "future":
        return False  # إن الجمعية ستؤكد: she has not said it
    if opening.speaker is None and layers.letters[opening.at - 1] == THAT and layers.key(opening.at - 2) == "ل":
        return False  # مرفوض لأنه أكد على كذا: what is rejected
    if cue.kind == PARTICIPLE or (opening.how == "phrase" and layers.letters[opening.at - 1] == RELATIVE):
        return False  # الرجل الذي اقترح ضربه
    unknown = opening.speaker is not None and opening.speaker.entities == UNIDENTIFIED
    if unknown and cue.object and layers.light(opening.at).endswith("نا"):
        return False  # «أبلغنا أصدقاءنا بأننا»: he and his
    if unknown and cue.kind == FINITE and cue.tense != "past":
        return False  # إذ يعتقد آنذاك أنه: no speaker but what stands behind the verb
    if opening.speaker is not None:
        return opening.how == "clause" or cue.tense == "past" or cue.kind == NOUN or not (opening.speaker.unnamed and opening.speaker.kind == "person")
    return cue.kind == NOUN or (cue.tense == "past" and not cue.weak and (layers.letters[opening.at - 1] == THAT or layers.key(opening.at - 1) == "حيث"))


def _stance(layers: Layers, opening: Opening) -> str:
    """Return what a cue does; what a verb of feeling does, its feeling tells (أعرب عن إدانته)."""
    stance = opening.cue.stance
    if stance != "asserts" or opening.cue.kind == NOUN:
        return stance
    felt = layers.key(opening.pieces[-1] if opening.how == "clause" and len(opening.pieces) > 1 else opening.first)
    return next((name for name, feelings in _FEELINGS.items() if felt in feelings), stance)


def _statement(layers: Layers, told: Told, chain: tuple[ChainLink, ...]) -> Statement:
    opening, speaker = told.opening, told.speaker
    return Statement(
        f"s{told.number + 1}",
        kind(layers, opening, told.stop, told.span),
        (told.begun, told.span) if told.begun else (told.span,),
        tuple(Span(layers.tokens.starts[p], layers.tokens.ends[p]) for p in opening.pieces),
        speaker.entities if speaker else (),
        speaker.span if speaker and not told.carried else None,
        bool(speaker and speaker.unnamed),
        "asserts" if opening.affirms else _stance(layers, opening),
        chain,
        speaker.grade if speaker else "none",
        opening.cue.force,
        f"s{told.within.number + 1}" if told.within else None,
    )
