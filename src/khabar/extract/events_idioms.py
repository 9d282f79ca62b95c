"""What stands right around a word and keeps it from telling the act of its frame: لمنع، تفريق بين، في مقتل."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.events_nouns import DEFINITE, letter_after, letter_before

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.extract.events_lexicon import Sense
    from khabar.extract.events_scene import Scene

_SCORES = frozenset(("عشرات", "ميات", "الاف"))  # of the dead, with the article
_LEAVING = frozenset("وصول سقوط وقوع مخلفا مخلفه خلف خلفت يخلف تخلف موقعا موقعه حصيله انتشال ارتقاء".split())  # what stands before the dead it counts
_SHOWING, _SHOWN_WITHIN = ("ابد", "اظهر", "اعلن", "تبد", "يبد", "مبد"), 8
_ENDING = frozenset(".,WQCS")  # letters behind which nothing more of a phrase comes
_HELPED = ("ساعد", "ساعدت", "يساعد", "تساعد", "ساعدوا", "يساعدون")
_GROWING = frozenset("عدد اعداد طلب مبيعات اسعار سكان استهلاك تكاليف نفقات".split())
_BACK_WITHIN, _LONGEST = 9, 4  # tokens behind going back within which stands what from, and the letters of عنها
_ISSUED, _FROM = frozenset(("صادر", "صادره", "صادرا")), frozenset(("من", "عن"))
_VOTES, _VOTE_WITHIN, _VOTERS_WITHIN = ("صوت", "صويت"), 4, 14
_STONES = frozenset("حجاره طوب حصي رخام شماريخ مولوتوف".split())
_VIOLENCE, _INCIDENTS, _TOLD_WITHIN, _TELLING = "العنف", "احداث", 4, frozenset("YfytMpz")  # letters of who, where, between whom and when
_THROW, _PREPARING, _FATAL, _LEST = "القاء", "استعدادا", "مقتل", "منعا"


def is_idle(scene: Scene, token: int, sense: Sense) -> bool:
    """Tell whether what stands right around a word keeps it from telling the act of its sense."""
    rule = _RULES.get(sense.frame.name)
    return rule is not None and rule(scene, token)


def _is_throw(scene: Scene, token: int) -> bool:
    """Tell whether a word is a throw without its hamza, no meeting."""
    tokens = scene.tokens
    return tokens.key(token) == _THROW and tokens.ends[token] - tokens.starts[token] == len(_THROW)


def _is_preparation(scene: Scene, token: int) -> bool:
    """Tell whether something is done in preparation for what follows, and nobody shows or declares his readiness (أبدت الحكومة استعدادا)."""
    if scene.tokens.key(token) != _PREPARING:
        return False
    return not any(scene.tokens.key(at).lstrip("وف").startswith(_SHOWING) for at in range(max(0, token - _SHOWN_WITHIN), token))


def _is_prevention(scene: Scene, token: int) -> bool:
    """Tell whether a word is more likely to prevent than to forbid: لمنع، ما يمنعه، منعا لزيادة الغضب."""
    lest = scene.tokens.key(token) == _LEST and letter_after(scene.letters, token) == "l"
    return lest or (token > 0 and (scene.letters[token - 1] == "l" or scene.tokens.key(token - 1) == "ما"))


def _is_inside(scene: Scene, token: int) -> bool:
    """Tell whether a sentence without a court stands inside what is told; it begins it: السجن خمس سنوات لوزير."""
    return letter_before(scene.letters, token) not in ".,W"


def _is_mortal(scene: Scene, token: int) -> bool:
    """Tell whether a killing is where somebody is hit and nobody is killed: ضرب السياحة في مقتل."""
    letters = scene.letters
    return scene.tokens.key(token) == _FATAL and letter_before(letters, token) == "f" and letter_after(letters, token) in _ENDING


def _counts_none(scene: Scene, token: int) -> bool:
    """Tell whether a word counts no dead of an attack (مئة قتيل، وصول 11 شهيدا, قتلى وجرحى): it has the article or owns somebody behind it."""
    before = scene.tokens.key(token - 1) if token else ""
    if letter_after(scene.letters, token) in DEFINITE or (scene.tokens.light(token).startswith("ال") and before not in _SCORES):
        return True
    return (letter_before(scene.letters, token) not in "K." or before == "كل") and before not in _LEAVING


def _is_parting(scene: Scene, token: int) -> bool:
    """Tell whether something is told apart, or a crowd parts by itself: التفريق بين المتظاهر والمخرب، تفرق المتظاهرون."""
    behind = scene.tokens.keys[token + 1 : token + 2]
    return behind == ["بين"] or (behind != [] and behind[0].endswith("ون") and scene.tokens.key(token).startswith("تفرق"))


def _contributes(scene: Scene, token: int) -> bool:
    """Tell whether a verb tells of what helps towards something, and of nobody helped: ساعد في إطفاء الحريق."""
    return scene.tokens.key(token).endswith(_HELPED) and letter_after(scene.letters, token) in "fo"


def _is_growth(scene: Scene, token: int) -> bool:
    """Tell whether what blows up is a number: انفجار في عدد الزوار."""
    behind = scene.tokens.keys[token + 1 : token + 3]
    return behind[:1] == ["في"] and behind[-1].removeprefix("ال") in _GROWING


def _leaves_nothing(scene: Scene, token: int) -> bool:
    """Tell whether nothing is told that somebody goes back on: تراجع الحكومة عن قرارها, and not تراجع الأداء."""
    behind = scene.tokens.keys[token + 1 : token + _BACK_WITHIN]
    return "تراجع" in scene.tokens.key(token) and not any(key.startswith("عن") and len(key) <= _LONGEST for key in behind)


def _is_issued(scene: Scene, token: int) -> bool:
    """Tell whether something was issued by somebody, and nothing seized: جواز صادر من السلطات."""
    return scene.tokens.key(token) in _ISSUED and not _FROM.isdisjoint(scene.tokens.keys[token + 1 : token + 2])


def _is_vote_for(scene: Scene, token: int) -> bool:
    """Tell whether a vote is not told to be one against something: التصويت على عقوبات ضدها."""
    behind = scene.tokens.keys[token + 1 : token + _VOTE_WITHIN]
    if not any(part in scene.tokens.key(token) for part in _VOTES):
        return False
    return not any(key.startswith("ضد") or "رفض" in key for key in behind) and not _votes_against(scene, token)


def _votes_against(scene: Scene, token: int) -> bool:
    """Tell whether who votes stands before what he votes against: صوت البرلمان في جلسته أمس ضد القرار, not صوت على قرار ضد."""
    for at in range(token + 1, min(token + _VOTERS_WITHIN, len(scene.letters))):
        if scene.letters[at] in ".o":
            return False
        if scene.letters[at] == "z":
            return scene.letters[token + 1] == "M"
    return False


def _is_thrown_too(scene: Scene, token: int) -> bool:
    """Tell whether bottles are thrown with the stones before them, and the throw is told by its own word: رشق الأمن بالحجارة وزجاجات المولوتوف."""
    keys = scene.tokens.keys
    return token > 1 and "زجاج" in keys[token] and keys[token - 1] == "و" and keys[token - 2].removeprefix("ال") in _STONES


def _is_violence_as_such(scene: Scene, token: int) -> bool:
    """Tell whether violence is spoken of without a word of which it is: رفضه لأعمال العنف, and not أعمال العنف التي شهدتها المدينة."""
    if scene.tokens.key(token) != _VIOLENCE or (token and scene.tokens.key(token - 1) == _INCIDENTS):
        return False
    behind = "".join(scene.letters[token + 1 : token + _TOLD_WITHIN])
    return _TELLING.isdisjoint(behind[: next((at for at, letter in enumerate(behind) if letter in ".,WQC"), len(behind))])


_RULES: dict[str, Callable[[Scene, int], bool]] = {
    "meet": _is_throw,
    "ready": _is_preparation,
    "forbid": _is_prevention,
    "sentence": _is_inside,
    "kill": _is_mortal,
    "toll": _counts_none,
    "disperse": _is_parting,
    "aid": _contributes,
    "blast": _is_growth,
    "backdown": _leaves_nothing,
    "seizething": _is_issued,
    "reject": _is_vote_for,
    "weapon": _is_thrown_too,
    "clash": _is_violence_as_such,
}
