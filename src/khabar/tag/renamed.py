"""Names that a report puts beside a name as another of the same: محمد حمدان دقلو «حميدتي», وكالة الأنباء الفلسطينية (وفا), الملقب بأبي علي."""

from collections.abc import Iterator
from itertools import pairwise

from khabar.fold import fold
from khabar.tag.evidence import CLOSING, OPENING
from khabar.tag.report_names import ReportNames

_CALLED = frozenset(map(fold, "الملقب الملقبة المعروف المعروفة المكنى الشهير الشهيرة المدعو لقبه كنيته".split()))
_CALLED_BY = frozenset(("ب", "اسم", "ـ", "بـ", "سابقا", "ايضا"))
_KUNYA = ("ابو", "ابي", "ابا", "ام")
_LONGEST_GAP = 4  # tokens between the two names
_LONGEST = {"PER": 3, "ORG": 1}  # tokens of the other name


def renamed(report: ReportNames, kind: str) -> Iterator[tuple[int, int]]:
    """Yield pairs of persons or bodies (``kind``) by the numbers of their mentions: a name, and the other name that stands beside it."""
    outer = [number for number, mention in enumerate(report.mentions) if mention.type in _LONGEST]
    outer = [number for number in outer if not _is_inner(report, number)]
    for one, other in pairwise(outer):
        if report.mentions[one].type == report.mentions[other].type == kind and _stands_beside(report, one, other):
            yield one, other


def _is_inner(report: ReportNames, number: int) -> bool:
    """Tell whether a name stands inside the one before it."""
    return number > 0 and report.mentions[number].end <= report.mentions[number - 1].end


def _stands_beside(report: ReportNames, one: int, other: int) -> bool:
    first, stop = report.ranges[other]
    begin, end = report.ranges[one]
    kind = report.mentions[other].type
    if not 0 < first - end <= _LONGEST_GAP or stop - first > _LONGEST[kind] or end - begin < 2:
        return False
    tokens = report.tokens
    between = list(map(tokens.light, range(end, first)))
    keys = tokens.keys[end:first]
    if kind == "PER" and keys[0] in _CALLED:
        return all(key in _CALLED_BY or mark in OPENING for key, mark in zip(keys[1:], between[1:], strict=True))
    behind = tokens.light(stop) if stop < len(tokens) else ""
    if len(between) > 1 or between[0] not in OPENING or behind not in CLOSING:
        return False
    return kind == "ORG" or stop - first == 1 or tokens.keys[first] in _KUNYA
