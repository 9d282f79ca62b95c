"""Where 'later' lies: a tale of the past goes on with it (توفي لاحقا, وفي وقت لاحق قرر), what is announced is to come (يعلن لاحقا)."""

from khabar.extract.times_line import Expression, Line
from khabar.extract.times_words import time_word, words_of
from khabar.tables import packed_lines
from khabar.tag.rarity import is_nounlike
from khabar.vocabulary import Column, Vocabulary

_TOLD, _TO_COME = "past", "coming"
_COMING = frozenset({"WILL", "SHALL", "PLANS"})
_BACK, _AHEAD = 12, 4  # tokens before and behind within which the verb stands that 'later' belongs to
_COMMON = 40  # printings of the masculine present from which a form with ت or ن is taken for the same verb
_SHORT = 3  # letters of a verb that is as often another word
_ENDINGS = ("", "ت", "وا")
_LEADS = frozenset("و ف في ثم ، ,".split())


class Later:
    """Tells 'later' in the past from 'later' in the future."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._counts = vocabulary.counts
        self._tenses: Column[str | None] = vocabulary.column(self._tense_of_form)
        self._verbs = frozenset(key for key in packed_lines("verbs.txt.gz") if len(key) > _SHORT)

    def is_past(self, line: Line, expression: Expression, back: int = _BACK) -> bool:
        """Tell whether a 'later' is in the past: by the nearest verb before it, at the head of a clause by the one behind it."""
        first, stop = line.tokens.sentences[line.tokens.sentence_of(expression.first)]
        before = expression.first - 1
        if line.key(before) in {"ل", "الي"}:
            return False  # put off until later
        while before >= first and line.key(before) in _LEADS:
            before -= 1
        heads = before < first or (expression.kind in {"ref", "ago"} and any(line.key(i) == "و" for i in range(before + 1, expression.first)))
        behind = self._tense(line, range(expression.stop, min(stop, expression.stop + _AHEAD))) if heads else None
        return (behind or self._tense(line, range(before, max(first, before - back) - 1, -1))) == _TOLD

    def tells(self, line: Line, i: int) -> bool:
        """Tell whether token i is a verb in the past."""
        return self._tense_of(line, i) == _TOLD

    def _tense(self, line: Line, places: range) -> str | None:
        """Return the tense of the first verb at some places."""
        return next((tense for tense in (self._tense_of(line, i) for i in places) if tense), None)

    def _tense_of(self, line: Line, i: int) -> str | None:
        return self._tenses.values[line.tokens.forms[i]]

    def _tense_of_form(self, light: str, key: str) -> str | None:
        word = time_word(light, key)[0]
        if word in _COMING:
            return _TO_COME
        stems = {key.removesuffix(ending) for ending in _ENDINGS}
        if word == "PAST_VERB" or not stems.isdisjoint(words_of("NARRATED")):
            return _TOLD
        if word or len(key) <= _SHORT or is_nounlike(self._counts, key):
            return None
        if key[0] in "تني" and self._counts.get("ي" + key[1:], 0) > _COMMON:
            return _TO_COME
        return None if stems.isdisjoint(self._verbs) else _TOLD
