"""The names of one report with what is gathered for resolving them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from khabar.model import Entity, Mention, Role
from khabar.segment import Tokens

_QUALITIES = frozenset("العليا العامه الخاصه المركزيه الدائمه المشتركه المختصه المشرفه المنظمه المصغره الموسعه المستقله الثلاثيه الرباعيه".split())
_WITH_LAM = frozenset(("لجنه", "لجان"))


@dataclass(slots=True)
class ReportNames:
    """What the resolving of one report gathers. ``names`` are the mentions with their articles whole, ``found`` has each one's entity by its place."""

    id: str
    tokens: Tokens
    mentions: Sequence[Mention]
    roles: Sequence[Role]
    ranges: Sequence[tuple[int, int]]  # of tokens, one a mention
    names: list[str] = field(default_factory=list)
    countries: Counter[str] = field(default_factory=Counter)
    found: dict[int, Entity] = field(default_factory=dict)
    words: list[tuple[int, str]] | None = None  # those that speak of countries, by token
    holders: dict[int, str] = field(default_factory=dict)  # country of the well-known person in whose title a mention stands
    _inside: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.names = [whole_name(self.tokens, mention) for mention in self.mentions]
        self._inside = self.tokens.cover(self.ranges)

    def type_at(self, token: int) -> str | None:
        """Return the type of the name that a token belongs to, None where it belongs to none."""
        number = self._inside[token]
        return self.mentions[number].type if number >= 0 else None


def whole_name(tokens: Tokens, mention: Mention) -> str:
    """Return the name of a mention with its article whole: in ``للجامعة`` the mention is لجامعة, the name الجامعة."""
    start, text = mention.start, mention.text
    if "\n" in text:
        text = " ".join(text.split())  # the line ends inside the name
    if not text.startswith("ل") or tokens.text[max(start - 1, 0) : start] != "ل":
        return text
    first, stop = tokens.range(start, mention.end)
    if first == stop or not tokens.light(first).startswith("ال"):
        return text
    if tokens.keys[first][1:] in _WITH_LAM:  # للجنة is ل and لجنة or اللجنة, never الجنة
        after = tokens.keys[first + 1] if first + 1 < stop else ""
        return f"ال{text}" if stop - first == 1 or (after.startswith("ال") and (after.endswith("يه") or after in _QUALITIES)) else text
    return "ا" + text
