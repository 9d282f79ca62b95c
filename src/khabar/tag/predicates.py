"""Names beside the verb of a headline: نتنياهو | يقيل | غالانت, الحوثيون | يقصفون | تعز.

Headlines put the subject first, which few reports do, and a verb in the present between two names looks to the model like one more word of a name. No name of
a body, place or person of several words holds such a verb. The family name of somebody whom everybody knows, right before it, is that person.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from khabar.segment import Tokens
from khabar.tables import packed_lines
from khabar.tag.evidence import CLOSING, OPENING, Name
from khabar.tag.gazetteer import Hit
from khabar.tag.person_words import person_words
from khabar.vocabulary import Coded, Column, Vocabulary

_MEANT = 2  # times that a large body of reports prints a noun with its article
_PRINTED = 3  # times that it prints a verb in the present
_NAMED = 3  # times that lists of personal names hold a word that may be a name
_HARDLY = 25  # times that it prints the object of such a verb, with and without the article, if that is a person's name
_SHORTEST = 4  # letters of a verb in the present
_ENDINGS = ("", "ون", "وا", "ان")
_WEAK = "وي"
_QUOTES = OPENING | CLOSING


class Predicates:
    """The rule with the columns that it looks at."""

    def __init__(self, vocabulary: Vocabulary, families: Collection[tuple[str, ...]]) -> None:
        """``families`` are the family names of known persons by their words, as folded keys."""
        counts, verbs, words = vocabulary.counts, frozenset(packed_lines("verbs.txt.gz")), person_words()

        def is_verb(_light: str, key: str) -> bool:
            if len(key) < _SHORTEST or key[0] not in "يت" or counts.get("ال" + key, 0) > _MEANT or sum(words.get(key, (0, 0))) >= _NAMED:
                return False
            return any(counts.get("ي" + stem, 0) >= _PRINTED and not verbs.isdisjoint(_pasts(stem)) for stem in _stems(key[1:]))

        self._verb: Coded[bool] = vocabulary.marked(is_verb)
        self._families: Coded[bool] = vocabulary.marked(lambda _light, key: (key,) in families)
        self._rare: Column[bool] = vocabulary.column(lambda _light, key: key.isalpha() and _is_rare(counts, key))

    def parted(self, tokens: Tokens, names: Sequence[Name], hits: Iterable[Hit]) -> list[Name]:
        """Return the names of a report, in text order, cut at verbs in the present; ``hits`` are the known names, which are left whole."""
        starts, cuts = [name[0] for name in names], dict[Name, int]()
        for i in self._verb.having(tokens.rows):
            name = names[max(0, bisect_right(starts, i) - 1)] if names else None
            if name is not None and name[0] <= i < name[1] and name[2] != "PROC":
                cuts.setdefault(name, i)
        if not cuts:
            return list(names)
        known = {(hit.first, hit.stop): hit for hit in hits}
        inside = {i for first, stop in known for i in range(first, stop)}
        found: list[Name] = []
        for name in names:
            cut = cuts.get(name)
            if cut is None or cut in inside or not _QUOTES.isdisjoint(map(tokens.light, range(name[0], cut))):
                found.append(name)
            else:
                found += self._around(tokens, name, cut, known)
        return found

    def with_subjects(self, tokens: Tokens, names: Sequence[Name], listed: Collection[tuple[int, int]]) -> list[Name]:
        """Return the names of a report with the family names of known persons that a verb in the present follows, at the head of a sentence or behind و.

        ``listed`` are the tokens of the known names, which are what they are.
        """
        verb, forms, last = self._verb.values, tokens.forms, len(tokens) - 1
        told = [i for i in self._families.having(tokens.rows) if i < last and verb[forms[i + 1]] and tokens.keys[i + 1][0] == "ي" and (i, i + 1) not in listed]
        objects = {i for i in self._families.having(tokens.rows) if i > 1 and verb[forms[i - 1]] and (i, i + 1) not in listed}
        if not told and not objects:
            return list(names)
        heads = {first for first, _ in tokens.sentences}
        persons = {stop for _, stop, kind in names if kind == "PER"}
        subjects = {i for i in told if i in heads or (tokens.keys[i - 1] == "و" and (i - 1 in persons or i - 1 in heads))}
        longer = {i for first, stop, _ in names if stop - first > 1 for i in range(first, stop)}
        subjects |= {i for i in objects if i - 1 in persons or i - 1 in subjects | {subject + 1 for subject in subjects}}  # فيدان يلتقي الشيباني
        subjects -= longer
        return sorted([*(name for name in names if name[0] not in subjects), *((i, i + 1, "PER") for i in subjects)])

    def _around(self, tokens: Tokens, name: Name, cut: int, known: Mapping[tuple[int, int], Hit]) -> Iterator[Name]:
        """Yield what stands before the verb, and the known names and the person behind it."""
        first, stop, kind = name
        if cut > first:
            yield first, cut, kind
        behind = [(begin, end, hit.type) for (begin, end), hit in known.items() if cut < begin and end <= stop and hit.type]
        yield from behind
        if kind == "PER" and not behind and cut + 1 < stop and (cut == first or all(self._rare.values[form] for form in tokens.forms[cut + 1 : stop])):
            yield cut + 1, stop, kind


def _is_rare(counts: Mapping[str, int], key: str) -> bool:
    return counts.get(key, 0) + counts.get("ال" + key.removeprefix("ال"), 0) <= _HARDLY


def _stems(stem: str) -> Iterator[str]:
    """Yield what stands behind the prefix of a verb in the present, with and without the ending of a plural or dual."""
    return (stem.removesuffix(ending) for ending in _ENDINGS if stem.endswith(ending) and len(stem) > len(ending) + 1)


def _pasts(stem: str) -> Collection[str]:
    """Return the pasts that a present may have, by its letters behind the prefix: يقصف قصف, يعلن اعلن, يصل وصل, يقول قال, يدعو دعا."""
    found = [stem, "ا" + stem, "و" + stem]
    if len(stem) > 2 and stem[-2] in _WEAK:
        hollow = stem[:-2] + "ا" + stem[-1]
        found += [hollow, "ا" + hollow]
    if len(stem) > 2 and stem[-1] in _WEAK:
        found += [stem[:-1] + "ي", stem[:-1] + "ا", "ا" + stem[:-1] + "ي"]
    return found
