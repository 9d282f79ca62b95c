"""Reports written with their names marked, for tests of the parts that read names: P[person] O[body] L[place] R[title], with =id inside."""

import re

from khabar.model import Document, Mention, Role
from khabar.reading import Reading
from khabar.segment import tokens_of
from khabar.vocabulary import Vocabulary

_OPEN = re.compile(r"([POLR])\[")
_TYPES = {"P": "PER", "O": "ORG", "L": "LOC"}
_NEAR = 4  # characters between a title and the name of its holder


def marked(text: str, vocabulary: Vocabulary, outlet: str | None = None) -> Reading:
    """Return the reading of a marked text: ¶ is a line's end; a title is held by the name right behind it, else by the one right before."""
    plain, spans = _parsed(text.replace("¶", "\n"))
    mentions = [Mention(f"m{n}", a, b, plain[a:b], _TYPES[kind], name) for n, (kind, a, b, name) in enumerate(s for s in spans if s[0] != "R")]
    reading = Reading(Document("t", plain, outlet=outlet), tokens_of(plain, vocabulary))
    reading.mentions = mentions
    reading.roles = [Role(a, b, plain[a:b], _holder(a, b, plain, mentions)) for kind, a, b, _ in spans if kind == "R"]
    return reading


def _holder(start: int, end: int, plain: str, mentions: list[Mention]) -> str | None:
    people = [m for m in mentions if m.type == "PER"]
    behind = [m for m in people if 0 <= m.start - end <= _NEAR]
    before = [m for m in people if 0 <= start - m.end <= _NEAR and "،" in plain[m.end : start]]
    return next((m.id for m in [*behind, *before]), None)


def _parsed(text: str) -> tuple[str, list[tuple[str, int, int, str]]]:
    plain, spans, stack, i = "", [], [], 0
    while i < len(text):
        opening = _OPEN.match(text, i)
        if opening:
            stack.append((opening.group(1), len(plain)))
            i = opening.end()
        elif text[i] == "=" and stack:
            stop = text.index("]", i)
            kind, start = stack.pop()
            spans.append((kind, start, len(plain), text[i + 1 : stop]))
            i = stop + 1
        elif text[i] == "]" and stack:
            kind, start = stack.pop()
            spans.append((kind, start, len(plain), plain[start:].strip('«»"')))
            i += 1
        else:
            plain += text[i]
            i += 1
    return plain, sorted(spans, key=lambda s: (s[1], -s[2]))
