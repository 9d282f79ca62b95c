"""Phrases joined to lists: by and, by commas, by words for besides; the second side of what is told between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.events_pieces import VERBS, Pieces
from khabar.extract.events_scene import GROUP, KNOWN, OF_TWO, PHRASES, UNKNOWN, WITHIN

if TYPE_CHECKING:
    from khabar.extract.events_arguments import Reach

_ALSO = frozenset("كذلك ايضا".split())  # behind an and
_BESIDES = {"اضافه": "i", "الاضافه": "i", "فضلا": "e", "علاوه": "o", "ناهيك": "e"}  # words for besides, and the preposition behind each
_BESIDE = "جانب"  # behind a comma: إلى جانب النقابة
_NO_LIST = frozenset("VvLETQ")  # behind a phrase that begins a clause
_JOINTS = frozenset((*",Wb", KNOWN, UNKNOWN))  # what one more of a list may begin with
_WHERE = frozenset("fsbpi")  # prepositions of places
_OTHERS = frozenset("اخرين اخرون اخري".split())
_OF_CLAUSES = VERBS | frozenset("QCYT,")
APPOSITION = 6  # pieces of what calls somebody by a title between commas
_APART = frozenset(".QVLTC")  # pieces that part the second side from the first
_SECOND = 9  # pieces behind the first side within which the second one stands


class Lists(Pieces):
    """Finds what is joined to a phrase."""

    def _joined(self, at: int) -> list[int]:
        """Return a phrase and those joined to it by and or by commas."""
        group = [at]
        while self._kinds[(last := group[-1]) + 1] in _JOINTS:
            if (self._kinds[last + 1] == "W" and self._kinds[last + 2] in PHRASES and self._kinds[last + 3] != "V") or (
                self._kinds[last + 1] == "," and self._kinds[last + 2] == KNOWN and self._lists(last + 2)
            ):
                group.append(last + 2)
            elif self._kinds[last + 1] == "," and self._kinds[last + 2] == "W" and self._goes_on(at, last + 3):
                group.append(last + 3)
            elif self._kinds[last + 1] == KNOWN and self._starts_with_and(last + 1):
                group.append(last + 1)
            elif (end := self._past_apposition(last + 1)) and self._kinds[end + 1] == "W" and self._goes_on(at, end + 2):
                group.append(end + 2)  # فلان، ولي العهد، ووزير الخارجية
            elif beside := self._past_besides(last + 1):
                group.append(beside)
            else:
                break
        return group

    def _past_apposition(self, comma: int) -> int:
        """Return the comma that ends a title or the like which another one begins; 0 for none."""
        end = self._kinds.find(",", comma + 1, comma + APPOSITION) if self._kinds[comma] == "," else -1
        return end if end > 0 and self._is_apposition(comma + 1, end) else 0

    def _is_apposition(self, at: int, end: int) -> bool:
        """Tell whether what stands between two commas calls somebody by a title or tells of him without a verb: ، مراسل الصحيفة، ; ، البالغ 25 عاما،."""
        between = self._kinds[at:end]
        if self._kinds[at] not in PHRASES or not _OF_CLAUSES.isdisjoint(between):
            return False
        letters = self._scene.letters[self._firsts[at] : self._stops[at]]
        return self._kinds[at] == UNKNOWN or letters[0] == "K" or ("R" in letters and "M" not in letters)

    def _past_besides(self, at: int) -> int:
        """Return the phrase behind a word for besides: ، إضافة إلى الأردن، وكذلك الحزب; 0 for none."""
        comma = self._kinds[at] == ","
        j = at + comma
        by = self._kinds[j] == "b"  # بالإضافة إلى
        also = self._kinds[j : j + 2] == "Wt" and self._key(j + 1) in _ALSO
        beside = comma and self._kinds[j : j + 2] == "i" + UNKNOWN and self._key(j + 1) == _BESIDE
        if not (also or beside or (self._kinds[j + by] == UNKNOWN and _BESIDES.get(self._key(j + by)) == self._kinds[j + by + 1])):
            return 0
        j += 2 + by
        return j if self._kinds[j] in (KNOWN, GROUP) and self._kinds[j + 1] not in VERBS else 0

    def _goes_on(self, first: int, at: int) -> bool:
        """Tell whether who is named behind a comma and an and goes on with a list, and neither begins a sentence nor stands beside a place by preposition."""
        behind = self._past_times(at + 1)
        if self._kinds[at] == WITHIN and self._is_named_person(at):
            return self._kinds[behind] not in _NO_LIST  # وزميله فلان
        if self._kinds[at] not in (KNOWN, GROUP) or not self._is_actor([at]) or self._kinds[behind] in _NO_LIST:
            return False
        return self._kinds[first - 1] not in _WHERE or self._place(at) or not self._place(first)

    def _starts_with_and(self, at: int) -> bool:
        """Tell whether the and before a name is still written on its first token (وجابري)."""
        token = self._firsts[at]
        mention = self._scene.mention_at.get(token)
        return mention is not None and mention.start > self._scene.tokens.starts[token]

    def _lists(self, at: int) -> bool:
        """Tell whether a phrase behind a comma goes on with a list: a name with another behind it."""
        name = self._scene.letters[self._firsts[at]] == "M"
        return name and self._kinds[at + 1] in ("W", ",") and self._kinds[at + 2] == KNOWN

    def _other_side(self, reach: Reach) -> list[int]:
        """Return the group of a between that still wants its second side: بين الجيش من جهة والمسلحين من جهة أخرى."""
        return next((group for marker, group in reach.marked if marker == "y" and len(group) == 1), [])

    def _past_place(self, comma: int, reach: Reach) -> int:
        """Take who is joined to the last bare phrase past the place of what is told: التقى الوزير نظيره في عدن، ورئيس الوفد; 0 for nobody."""
        if not reach.bare or not reach.marked or reach.marked[-1][0] not in "fb" or self._kinds[comma : comma + 2] != ",W":
            return 0
        if not self._place(reach.marked[-1][1][0]) or not self._is_person([reach.bare[-1][0]]) or not self._goes_on(reach.bare[-1][0], comma + 2):
            return 0
        reach.bare[-1] += (more := self._joined(comma + 2))
        return more[-1]

    def _second_side(self, at: int, reach: Reach) -> int:
        """Take the second side of a between that stands farther off, and return its last piece; 0 for none: بين الجيش في بلدة قرب عدن، ورجال القبائل."""
        group = self._other_side(reach)
        if not group or self._are_two(group[0]):
            return 0
        for j in range(at, at + _SECOND):
            if self._kinds[j] in _APART:
                break
            behind = j + 1 + (self._kinds[j + 1] == "y")
            if self._kinds[j] == "W" and self._kinds[behind] in PHRASES:
                behind += 2 * (self._key(behind) in _OTHERS and self._kinds[behind + 1] == "s" and self._kinds[behind + 2] in PHRASES)
                side = self._joined(behind)
                group += side
                return side[-1]
        return 0

    def _are_two(self, at: int) -> bool:
        """Tell whether a phrase tells two sides in one: بين الجانبين، بين قبيلتين."""
        first = self._firsts[at]
        return self._scene.letters[first] == "B" or self._scene.tokens.light(first).endswith(OF_TWO)
