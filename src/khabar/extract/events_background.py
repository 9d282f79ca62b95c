"""Words for acts that tell of none: in questions, in names and titles, of days remembered, of history, of rights, of help in passing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.events_nouns import DEFINITE, letter_after
from khabar.extract.events_words import ASKING, BODY, CASE, DAYS_OF, FIRST_OF_DAYS, LONG_AGO, NAMING, REMEMBERING, TOPIC, WORDING

if TYPE_CHECKING:
    from khabar.extract.events_lexicon import Reading1
    from khabar.extract.events_scene import Scene
    from khabar.extract.events_words import Words

# words that speak of deeds as such
GENERAL = frozenset("قانون قوانين حق حريه حريات مكافحه مناهضه ظاهره ثقافه تحريم استباحه اباحه جواز مشروعيه حظر يحظر تحظر سلميه وسيله".split())
LEGAL = frozenset("عقوبه تجريم يجرم تجرم يجوز تجوز".split())  # words of the law, behind which a deed without the article is none either
_REMEMBERED_WITHIN = 6
_LIKE_TODAY = ("مثل", "هذا", "اليوم")  # في مثل هذا اليوم
_ENDS = frozenset(".,QYVvWCEL")  # what a day remembered is not told across
_YEAR_BEFORE, _YEAR_BEHIND = 4, 8  # tokens around a word within which a year is its own
_DIGITS, _YEARS = 4, frozenset(("عام", "سنه"))  # a number with fewer digits is a year behind these alone
_OF_BORDERS, _BORDERS_BEFORE = frozenset("اراضي اراض محتله حدود خط خطوط مناطق داخل منذ مواليد".split()), 3
_ASKING, _QUESTION = frozenset("هل لماذا كيف متي اين ماذا اليس افلا ايعقل".split()), 25  # words that ask, and the tokens that a question reaches
_KNOWN_AS = frozenset(("المعروفه", "المعروف", "المسماه"))  # what stands behind them is a name without quotation marks too
_QUOTED_WITHIN, _TITLE, _NAME, _WORD = 5, 20, 6, 4  # tokens from such a word to the quotation mark, and those of a title, of a name and of a word
_RIGHTFUL = frozenset(("CONSULT", "PROTEST"))
_RIGHTS, _RIGHTS_BEFORE = frozenset("حق حريه حريات".split()), 8
_LISTED = frozenset("dWT,fj")  # what stands between a right and what else it is to: حرية التعبير والعقيدة والاجتماع
_ANYBODY = frozenset((every, one) for every in ("كل", "اي", "لكل") for one in ("من", "شخص", "فرد", "احد", "انسان", "مواطن", "جهه", "طرف"))
_PUNISHING, _PUNISHING_BEFORE = frozenset("يعاقب تعاقب عقوبه معاقبه يجرم تجرم".split()), 10
_HARMING = frozenset(("ASSAULT", "COERCE", "PROTEST"))
_HELPING = frozenset(("backing", "support", "aid"))
_KINDS_OF = frozenset("جريمه جرايم اعمال عمليات افعال".split())  # what may stand between such a word and the deed: تعريف جريمة الإبادة
_AS_SUCH, _PEACEFUL = frozenset("التظاهر الاعتصام الاجتماع الاحتجاج الاضراب".split()), frozenset(("السلمي",))


class Background:
    """What the words of one report stand in."""

    def __init__(self, scene: Scene, words: Words) -> None:
        self._scene = scene
        noted: dict[str, list[int]] = {letter: [] for letter in (REMEMBERING, NAMING, WORDING, ASKING, LONG_AGO, TOPIC, CASE, BODY)}
        for token in words.background.having(scene.tokens.rows):
            for letter in words.background.values[scene.tokens.forms[token]]:
                noted[letter].append(token)
        self._remembering, self._questions = noted[REMEMBERING], noted[ASKING]
        self._years = [at for at in noted[LONG_AGO] if self._is_year(at)]
        self._spoken = {token: letter for letter in (TOPIC, CASE, BODY) for token in noted[letter]}
        self._titles = [title for at in noted[NAMING] if (title := self._title(at, _TITLE))]
        self._titles += [title for at in noted[WORDING] if (title := self._title(at, _WORD))]

    def holds(self, token: int, reading: Reading1) -> bool:
        """Tell whether a word that could tell an event stands in something that tells of no act."""
        kind = reading.sense.types[0]
        past = reading.verb is not None and reading.verb.tense == "past"  # لماذا استقال الوزير؟ He did
        if (not past and any(self._is_asked(token, at) for at in self._questions)) or any(token in title for title in self._titles):
            return True
        if kind == "ASSAULT" and any(self._is_history(token, at) for at in self._years):
            return True
        if reading.part == "n" and kind in _HARMING and self._is_each(token):
            return True
        if reading.part == "n" and ((kind in _RIGHTFUL and self._is_a_right(token)) or self._is_spoken_of(token, reading)):
            return True
        if self._is_of_anybody(token) and ((reading.part == "v" and not past) or self._is_punishable(token)):
            return True
        return self._is_in_passing(token, reading) or any(self._is_remembered(token, at) for at in self._remembering)

    def _is_year(self, at: int) -> bool:
        """Tell whether a number is a year: one of four digits, or one behind the word for a year."""
        keys = self._scene.tokens.keys
        return len(keys[at]) == _DIGITS or (at > 0 and keys[at - 1] in _YEARS)

    def _is_in_passing(self, token: int, reading: Reading1) -> bool:
        """Tell whether help is told only of what is done with it: سيطر الجيش على البلدة بدعم من حلفائه."""
        letters = self._scene.letters
        return reading.sense.frame.name in _HELPING and letters[max(0, token - 1)] == "b" and "s" in letters[token + 1 : token + 3]

    def _is_asked(self, token: int, mark: int) -> bool:
        """Tell whether a word stands in the question that a mark ends, behind a word that asks (متى ينتهي هذا القتل؟)."""
        letters = self._scene.letters
        if not token < mark <= token + _QUESTION or "." in letters[token:mark]:
            return False
        for at in range(token, max(-1, token - _QUESTION), -1):
            if self._scene.tokens.key(at) in _ASKING:
                return True
            if letters[at] == ".":
                return False
        return False

    def _title(self, naming: int, longest: int) -> range | None:
        """Return the tokens of the title, name or word that a word announces: فيلم «حصار»، كلمة «إضراب»، القضية المعروفة إعلاميا بمذبحة بورسعيد."""
        letters = self._scene.letters
        for at in range(naming + 1, min(len(letters), naming + 1 + _QUOTED_WITHIN)):
            if letters[at] == "q":
                return range(at, next((end for end in range(at + 1, min(len(letters), at + longest)) if letters[end] == "q"), at + 1))
            if letters[at] in ".V":
                break
        if self._scene.tokens.key(naming) not in _KNOWN_AS:
            return None
        return range(naming, next((end for end in range(naming + 1, min(len(letters), naming + _NAME)) if letters[end] in ".,YQ"), naming + _NAME))

    def _is_history(self, token: int, year: int) -> bool:
        """Tell whether a year dates a word long ago (مجزرة دير ياسين عام 1948); one that tells lands or borders dates nothing (المحتلة عام 1948)."""
        keys = self._scene.tokens.keys
        if not -_YEAR_BEFORE <= year - token <= _YEAR_BEHIND or "." in self._scene.letters[min(token, year) : max(token, year)]:
            return False
        return not any(keys[at].removeprefix("ال") in _OF_BORDERS for at in range(max(0, year - _BORDERS_BEFORE), year))

    def _is_a_right(self, token: int) -> bool:
        """Tell whether a noun with the article is what there is a right to: الحق في التظاهر، حرية التعبير والاجتماع، الاعتصام السلمي."""
        keys, letters = self._scene.tokens.keys, self._scene.letters
        if not self._scene.tokens.light(token).startswith("ال"):
            return False
        if keys[token] in _AS_SUCH and not _PEACEFUL.isdisjoint(keys[token + 1 : token + 2]):
            return True
        for at in range(token - 1, max(-1, token - _RIGHTS_BEFORE), -1):
            if keys[at].removeprefix("ال") in _RIGHTS:
                return True
            if letters[at] not in _LISTED:
                return False
        return False

    def _is_of_anybody(self, token: int) -> bool:
        """Tell whether a verb tells what anybody might do: أي شخص يعتدي، كل من يتظاهر."""
        return tuple(self._scene.tokens.keys[token - 2 : token]) in _ANYBODY

    def _is_punishable(self, token: int) -> bool:
        """Tell whether the law speaks of what anybody did: يعاقب بالسجن كل من خطف قاصرا."""
        return not _PUNISHING.isdisjoint(self._scene.tokens.keys[max(0, token - _PUNISHING_BEFORE) : token])

    def _is_each(self, token: int) -> bool:
        """Tell whether a noun tells of any such deed there may be: كل استخدام للقوة."""
        if not token or self._scene.tokens.key(token - 1) != "كل" or self._scene.tokens.light(token).startswith("ال"):
            return False
        return letter_after(self._scene.letters, token) not in DEFINITE

    def _is_spoken_of(self, token: int, reading: Reading1) -> bool:
        """Tell whether a noun stands behind a word for deeds as such (فرص التعاون، ثقافة الحوار), for their court case, or for a body (لجنة المصالحة)."""
        before = self._spoken.get(token - 1 - (self._scene.tokens.keys[token - 1] in _KINDS_OF))
        if before is None or reading.pronoun:
            return False
        if before == CASE:
            return reading.sense.types[0] != "ACCUSE"
        return before == TOPIC or self._scene.tokens.light(token).startswith("ال")

    def _is_remembered(self, token: int, day: int) -> bool:
        """Tell whether a word tells what an anniversary or a day in the calendar is of: الذكرى العاشرة لمجزرة، اليوم الدولي لضحايا التعذيب.

        What is told of this day in the calendar stands before it: اغتيل في مثل هذا اليوم.
        """
        keys = self._scene.tokens.keys
        if token < day < token + _REMEMBERED_WITHIN and tuple(keys[day : day + 3]) == _LIKE_TODAY:
            return "." not in self._scene.letters[token:day]
        if not token - _REMEMBERED_WITHIN < day < token or not _ENDS.isdisjoint(self._scene.letters[day:token]):
            return False
        return keys[day] not in FIRST_OF_DAYS or (keys[day], keys[day + 1]) in DAYS_OF
