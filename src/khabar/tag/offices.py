"""The fixed vocabulary of offices: which office a title names."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from khabar.fold import fold
from khabar.tables import rows

# heads that name an office beside another one: نائب رئيس الوزراء is a deputy prime minister
_BESIDE = {"نائب": "deputy", "مساعد": "assistant", "معاون": "deputy", "وكيل": "undersecretary to", "مستشار": "adviser to"}
# by themselves ranks and forms of address: المستشار أحمد is a judge, العميد سمير an officer
_ALSO_RANKS = frozenset({"مستشار", "عميد", "نقيب", "شيخ", "قاضي", "امام"})
_MOST_TITLES = 1 << 14  # titles that are remembered with their office: most come again
_TAILS = frozenset(fold(word) for row in rows("addresses.tsv") if row["kind"] == "tail" for word in row["words"].split())
_PROSECUTORS = {("نايب", "العام"), ("وكيل", "الجمهوريه"), ("وكيل", "الملك"), ("وكيل", "النيابه")}  # no deputies
# heads of government, no advisers
_CHANCELLORS = {fold(title) for title in ("المستشار الألماني", "المستشارة الألمانية", "المستشار النمساوي", "المستشارة النمساوية")}
_ALONE = {"deputy": "deputy", "assistant": "assistant", "undersecretary to": "undersecretary", "adviser to": "adviser"}


class Offices:
    """Names the office of a title."""

    def __init__(self, heads: Mapping[str, str]) -> None:
        """``heads`` give the dictionary form of each form of a title's head, both folded."""
        self._heads = heads
        self._of = lru_cache(_MOST_TITLES)(self._office)
        self._beside = {fold(head): office for head, office in _BESIDE.items()}
        self._rows: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for row in rows("offices.tsv"):
            words = () if row["words"] == "-" else tuple(fold(word) for word in row["words"].split())
            self._rows[fold(row["head"])].append((words, row["office"]))

    def office(self, keys: Sequence[str]) -> str | None:
        """Return the office that a title names, None where it is none of the vocabulary; ``keys`` are the folded words of the title."""
        return self._of(tuple(keys))

    def _office(self, keys: tuple[str, ...]) -> str | None:
        if keys and self._heads.get(keys[0]) in _ALSO_RANKS and _TAILS.issuperset(keys[1:]):
            return None
        if " ".join(keys[:2]) in _CHANCELLORS:
            return "prime minister"
        for at, key in enumerate(keys):
            head = self._heads.get(key)
            if head in self._beside:
                if (head, *keys[at + 1 : at + 2]) in _PROSECUTORS:
                    return "public prosecutor"
                inner = self.office(keys[at + 1 :])
                beside = self._beside[head]
                return f"{beside} {inner}" if inner else _ALONE[beside]
            if head in self._rows:
                return self._named(head, keys[at + 1 :], bare=not key.startswith("ال"))
        return None

    def _named(self, head: str, rest: Sequence[str], *, bare: bool) -> str | None:
        places: dict[str, int] = {}
        for place, key in enumerate(rest):
            places.setdefault(key, place)
            places.setdefault(key.removeprefix("ال"), place)
        fitting = [(wanted, office) for wanted, office in self._rows[head] if places.keys() >= set(wanted)]
        if not fitting:
            return None
        # what stands right behind the head decides: رئيس لجنة الدفاع بالبرلمان
        wanted, office = min(fitting, key=lambda row: min((places[word] for word in row[0]), default=len(rest)))
        # of a country or with an adjective alone a رئيس heads the state; of any other body he heads that body
        if head == "رييس" and not wanted and (any(not key.startswith("ال") for key in rest) or (bare and rest)):
            return "head of"
        return office
