"""Names that the model saw in one place of a report and missed in another: the same words are the same name.

A name of several words is one wherever they stand side by side; one word only if the press hardly prints it, so that it can be no other word.
"""

from collections.abc import Collection, Sequence

from khabar.segment import Tokens
from khabar.tag.evidence import CLOSING, Name, opens_quotation
from khabar.tag.rarity import is_word, printed
from khabar.tag.word_classes import words_of
from khabar.vocabulary import Coded, Column, Vocabulary

_MOST_PRINTED = 25  # times that a large body of reports prints a word, with and without the article, that is nothing but a name where a report has it as one
_OWNED = ("هم", "ها", "هما")
_SITE_AND_NAME = 2  # words: of جزيرة هوكايدو the second stands alone as well
_SHORTEST = 4  # letters of such a word
_FOREIGN = 300  # times that it prints a longer word of the tables, never with the article, that is foreign and so no other word either


class Echoes:
    """The rule with the column that it looks at."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        counts = vocabulary.counts

        def is_rare(_light: str, key: str) -> bool:
            return is_word(key, _SHORTEST) and printed(counts, key) <= _MOST_PRINTED

        self._foreign: Column[bool] = vocabulary.column(
            lambda _light, key: len(key) > _SHORTEST and counts.get("ال" + key, 0) == 0 and not key.startswith("ال") and counts.get(key, 0) <= _FOREIGN
        )
        self._sole: Column[bool] = vocabulary.column(lambda light, key: is_rare(light, key) and not key.startswith("ال") and not key.endswith(_OWNED))
        self._sites = words_of("SITE")
        self._opening: Coded[bool] = vocabulary.marked(opens_quotation)
        self._rare: Column[bool] = vocabulary.column(is_rare)

    def echoed(self, tokens: Tokens, names: Sequence[Name], known: Collection[Name]) -> list[Name]:
        """Return the names of a report with the places where their words stand unseen; ``names`` in text order, ``known`` those of the tables."""
        names = self._with_short(tokens, names)
        told = self._told(tokens, names, known)
        if not told:
            return list(names)
        held = {i for first, stop, _ in names for i in range(first, stop)}
        found = list(names)
        for first, key in [(i, key) for i, key in enumerate(tokens.keys) if key in told]:
            for words, kind in told[key]:
                stop = first + len(words)
                if tuple(tokens.keys[first:stop]) == words and held.isdisjoint(range(first, stop)) and not any(tokens.glued[first + 1 : stop]):
                    found.append((first, stop, kind))
                    held.update(range(first, stop))
                    break
        return sorted(found) if len(found) > len(names) else found

    def _with_short(self, tokens: Tokens, names: Sequence[Name]) -> Sequence[Name]:
        """Return the names with the head of a body's name that stands for it in quotation marks: «الهيئة» in a report of هيئة تحرير الشام."""
        quotes = self._opening.having(tokens.rows)
        if not quotes:
            return names
        heads = {"ال" + tokens.keys[first] for first, stop, kind in names if kind == "ORG" and stop - first > 1}
        begins = {first for first, _, _ in names}
        last = len(tokens) - 2
        short = [(i + 1, i + 2, "ORG") for i in quotes if i < last and tokens.keys[i + 1] in heads and i + 1 not in begins and tokens.light(i + 2) in CLOSING]
        return sorted([*names, *short]) if short else names

    def _told(self, tokens: Tokens, names: Sequence[Name], known: Collection[Name]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
        """Return what may stand elsewhere, by the first word, the longest names first: only words that stand more often than they are named."""
        keys, rare = tokens.keys, self._rare.values
        kinds: dict[tuple[str, ...], str] = {}
        for first, stop, kind in names:
            listed = stop - first == 1 and (first, stop, kind) in known and self._foreign.values[tokens.forms[first]]
            if listed or (any(map(rare.__getitem__, tokens.forms[first:stop])) if kind in {"PER", "ORG"} or stop - first == 1 else kind == "LOC"):
                kinds.setdefault(tuple(keys[first:stop]), kind)
            if kind == "LOC" and stop - first == _SITE_AND_NAME and keys[first] in self._sites and self._sole.values[tokens.forms[stop - 1]]:
                kinds.setdefault(tuple(keys[stop - 1 : stop]), kind)
        found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for words in sorted(kinds, key=len, reverse=True):
            found.setdefault(words[0], []).append((words, kinds[words]))
        return found
