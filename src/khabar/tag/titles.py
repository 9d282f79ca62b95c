"""The words of titles: the class that each word form has in the grammar of titles."""

from collections.abc import Iterator
from functools import cache

from khabar.fold import fold
from khabar.grammar import OTHER, Letters
from khabar.tables import rows

# HEAD an office without article, MANY two or more holders, CROWD holders whom their plural does not name, DEF an office with article, DEFX one
# that needs an adjective to stand alone, TRADE what somebody does, RANK a form of address, EPITHET the holder of an office lost, PEER an office with
# a pronoun (نظيره، أمينها); NOUN a body without article, FIELD what an office is for, AL any other word with article, ADJ and NAT adjectives with
# article (NAT of a country, GENERAL العام, ENDED المنتهية before its TERM ولايته, SPECIAL of an envoy), IADJ an adjective without;
# REIGN what an heir is heir to; BELONG التابعة, before whose a body is; ACTING what ب stands before (بالنيابة);
# LI ل, BI ب, IN other prepositions, NAMED باسم and OWN باسمها;
# P O G X the first token of a person's, body's, place's, process's name, PI OI GI XI the tokens that go on with it
LETTERS = Letters(
    "HEAD MANY CROWD DEF DEFX TRADE ITRADE RANK RANKTAIL EPITHET PEER NOUN FIELD AL ADJ GENERAL NAT IADJ AND LI BI IN ONE NAMED OWN"
    " QUOTE COMMA STOP DOT VERB ENDED TERM ACTING SPECIAL REIGN BELONG P PI O OI G GI X XI",
    {"QUALITY": "ADJ GENERAL NAT TRADE EPITHET ENDED SPECIAL", "CHIEF": "DEF DEFX", "SEVERAL": "MANY CROWD", "PREP": "BI IN"},
)
NAME_LETTERS = {"PER": ("P", "PI"), "ORG": ("O", "OI"), "LOC": ("G", "GI"), "PROC": ("X", "XI")}

_QUOTES, _COMMAS = frozenset("«»\"“”'‘’()[]"), frozenset("،,-–—ـ")
_PRONOUNS = ("ه", "ها", "هم", "هما", "نا")
_DUALS = ("ان", "ين", "ا", "ي")
_PEER = "نظير"
_IN_CONSTRUCT = ("ا", "ي")  # ends of duals that never bear the article: الأميري and الملكي are adjectives


def _without_end(word: str) -> str:
    return word.removesuffix("ة")


def _forms(word: str, feminine: str, plurals: str) -> Iterator[tuple[str, str]]:
    """Yield the written forms of a title's word with what they are: one, many, his."""
    bare = _without_end(word)
    singles = [word] + ([] if feminine == "-" else [feminine or bare + "ة"])
    for single in singles:
        stem = single.removesuffix("ة") + "ت" if single.endswith("ة") else single
        yield single, "one"
        if not single.endswith(("ة", "ا")):
            yield single + "ا", "one"
        for ending in _DUALS:
            yield stem + ending, "many"
        for ending in _IN_CONSTRUCT if word == _PEER else ():
            yield from ((stem + ending + pronoun, "his") for pronoun in _PRONOUNS)
        for pronoun in _PRONOUNS:
            yield stem + pronoun, "his"
    for plural in filter(None, plurals.split(";")):
        if plural != "-":
            yield plural, "many"


class TitleWords:
    """The class of each word form, and the dictionary form of each title's head."""

    def __init__(self) -> None:
        self._classes: dict[str, str] = {}
        self.heads: dict[str, str] = {}
        self._his: dict[str, str] = {}
        self.several: set[str] = set()  # folded forms that two or more hold
        self.ranks: set[str] = set()  # folded forms of address and rank, with and without article
        for row in rows("titles.tsv"):
            self._take(row)
        for row in rows("offices-words.tsv"):
            for word in row["words"].split() if row["kind"] != "acting" else ():
                self._classes.setdefault(fold(word), _WORD_KINDS[row["kind"]])
        self.nationalities = nationalities()

    def _take(self, row: dict[str, str]) -> None:
        word, kind, needs_more = row["word"], row["kind"], row["alone"] == "no"
        head = fold(word)
        for form, number in _forms(word, row["feminine"], row["plurals"]):
            key = fold(form)
            if kind == "rank":
                self.ranks.update((key, "ال" + key))
            name = _letter(kind, "crowd" if number == "many" and (word not in _COUNTED or form == "رؤساء") else number)
            if name is not None:
                (self._his if number == "his" else self._classes).setdefault(key, name)
                self.heads.setdefault(key, head)
            if number == "many" and self._classes.get(key) in {"MANY", "CROWD"}:
                self.several.update((key, "ال" + key))
            bare = form in row["plurals"].split(";") or (number == "many" and form.endswith(_IN_CONSTRUCT))
            definite = None if bare else _definite_letter(kind, number)
            if definite is not None:
                self._classes.setdefault("ال" + key, "DEFX" if needs_more and definite == "DEF" else definite)
                self.heads.setdefault("ال" + key, head)

    def letter(self, light: str, key: str) -> str:
        """Return the class letter of a word form."""
        # ة and ه meet in the key: سفيرة is an ambassador, سفيره is his
        if light in _SINGLES:
            return LETTERS[_SINGLES[light]]
        found = self._his.get(key) if light.endswith(_PRONOUNS) else None
        found = found or self._classes.get(key)
        if found is not None:
            return LETTERS[found]
        if key in self.nationalities:
            return LETTERS["NAT" if key.startswith("ال") else "IADJ"]
        return self._by_shape(light, key)

    def _by_shape(self, light: str, key: str) -> str:
        if key.startswith("ال") and len(key) > 4:
            adjective = light.endswith(("ي", "ية", "ى", "يه", "يين", "يتين")) and len(key) > 5
            return LETTERS["ADJ" if adjective else "AL"]
        if light in _QUOTES:
            return LETTERS["QUOTE"]
        if light in _COMMAS:
            return LETTERS["COMMA"]
        if light == ".":
            return LETTERS["DOT"]
        if not light[0].isalnum():
            return LETTERS["STOP"]
        if key[0] == "ي" and 4 <= len(key) <= 7:
            return LETTERS["VERB"]
        for pronoun in ("ها", "ه", "هم"):
            stem = key.removesuffix(pronoun)
            if stem != key and (self._is_noun(stem) or self._is_noun(stem.removesuffix("ت") + "ه")):
                return LETTERS["AL"]
        return OTHER

    def _is_noun(self, key: str) -> bool:
        return self._classes.get(key) == "NOUN"


_WORD_KINDS = {
    "noun": "NOUN",
    "field": "FIELD",
    "adjective": "ADJ",
    "general": "GENERAL",
    "indefinite": "IADJ",
    "preposition": "IN",
    "being": "NAMED",
    "own": "OWN",
    "stop": "STOP",
    "other": "STOP",
    "ranktail": "RANKTAIL",
    "one": "ONE",
    "ended": "ENDED",
    "term": "TERM",
    "special": "SPECIAL",
    "reign": "REIGN",
    "belonging": "BELONG",
}
_SINGLES = {"و": "AND", "ل": "LI", "ب": "BI", "ف": "STOP", "ك": "STOP", "آمر": "HEAD", "إمام": "HEAD", "أمام": "STOP"}  # folded, آمر is أمر and إمام is أمام
# whose plurals name their holders by themselves: وزراء الخارجية
_COUNTED = frozenset({"وزير", "رئيس", "سفير"})


def _letter(kind: str, number: str) -> str | None:
    """Return the class of a title's form without article."""
    if kind in {"office", "construct"}:
        return {"one": "HEAD", "many": "MANY", "crowd": "CROWD", "his": "PEER"}[number]
    if kind == "counterpart":
        return "PEER" if number == "his" else None
    if kind == "trade":
        return "ITRADE" if number == "one" else None
    return "RANK" if kind == "rank" and number == "one" else None


def _definite_letter(kind: str, number: str) -> str | None:
    """Return the class of a title's form with article."""
    if number == "many":
        return "MANY" if kind in {"office", "lone"} else None
    if number == "his" or kind in {"construct", "counterpart"}:
        return None
    return {"office": "DEF", "lone": "DEF", "epithet": "EPITHET", "trade": "TRADE", "rank": "RANK"}[kind]


@cache
def title_words() -> frozenset[str]:
    """Return the folded forms of the words that head titles."""
    return frozenset(TitleWords().heads)


@cache
def acting_words() -> frozenset[str]:
    """Return the folded words that ب stands before where somebody acts for another (بالنيابة), which tell that only there (وكيل النيابة)."""
    return frozenset(fold(word) for row in rows("offices-words.tsv") if row["kind"] == "acting" for word in row["words"].split())


UNITED_NATIONS = "org-un"  # in bodies.tsv


def nationalities() -> dict[str, str]:
    """Return the folded forms of the adjectives of nationality, with and without article, each with the id of its country; الأممي is of the United Nations."""
    found: dict[str, str] = {}
    for row in rows("countries.tsv"):
        for adjective in filter(None, row["adjectives"].split(";")):
            for word in adjective_forms(adjective):
                found.setdefault(fold(word), row["id"])
    for word in adjective_forms("أممي"):
        found[fold(word)] = UNITED_NATIONS
    return found


def adjective_forms(adjective: str) -> Iterator[str]:
    """Yield the written forms of an adjective of nationality, alone and with the article; both words of ``كوري شمالي`` take one."""
    words = adjective.split()
    for article in ("", "ال"):
        yield " ".join(article + word for word in words)
        yield " ".join(article + word + "ة" for word in words)
        if len(words) == 1:
            for ending in ("ين", "ون", "ان", "ا", "تين", "تان", "ات"):
                yield article + adjective + ending
