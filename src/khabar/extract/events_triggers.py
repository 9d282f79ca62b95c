"""Which words of a report tell an event, and in which of their senses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from khabar.extract.events_background import GENERAL, LEGAL, Background
from khabar.extract.events_idioms import is_idle
from khabar.extract.events_matter import OF_GROUND, Matter, takes_a_place
from khabar.extract.events_nouns import GOVERNORS, INSERTION, NAMING, is_noun, is_nunated, is_object, letter_after, letter_before, owned
from khabar.extract.events_protests import without_topics
from khabar.extract.events_scene import PEOPLE
from khabar.extract.events_words import WAS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from khabar.extract.events_lexicon import Reading1, Readings, Sense
    from khabar.extract.events_scene import Scene
    from khabar.extract.events_words import Words
    from khabar.morphology import VerbForm

NEEDS_BEFORE, NEEDS_AFTER = 3, 8
UNLESS_BEFORE, UNLESS_AFTER = 2, 5
_NAMES = frozenset("MmRrPWq")  # letters of names and titles, one or several
_VIOLENT = frozenset(("ASSAULT", "COERCE"))
_SPOKEN = frozenset(("CONSULT", "REQUEST", "ACCUSE", "CONCEDE"))  # types of what harm does not make likelier
_PLAYED = frozenset(("ASSAULT", "COERCE", "PROTEST"))
_FIGURATIVE = frozenset(("assault", "attack", "clash", "hit", "raid", "combat", "besiege"))  # of markets too: هجوم البائعين على الأسهم
_SHORT = 3
_INSERTED_WITHIN = 7  # tokens behind a verb within which such a phrase begins
# a word of the left frame takes the words of the right frames that follow it closely into itself: وقف العمليات، جولة مفاوضات، بسط السيطرة
_SWALLOWS = {
    "round": ("talk", "accord", "meet"), "session": ("talk",), "control": ("control",), "retake": ("control",), "lose": ("control",),
    "truce": ("operation", "shell", "raid", "fire", "assault", "clash", "violate", "truce"), "sign": ("accord", "agree"), "freeze": ("talk", "raid"),
    "setfree": ("abduct",), "disperse": ("protest", "march"), "repel": ("assault",), "commit": ("crime", "massacre"), "talk": ("accord",),
    "ease": ("curfew",), "cut": ("aid", "backing"), "violate": ("truce",), "friday": ("protest",),
    "coop": ("discuss", "coop"), "ready": ("coop", "talk", "aid"), "aid": ("aid",), "suffer": ("suffer",), "die": ("die",), "chant": ("chant",),
    "fire": ("blast", "weapon"), "casualties": ("blast", "weapon"),
    **dict.fromkeys(("shell", "plant", "weapon", "destroy", "assault", "raid"), ("weapon",)), **dict.fromkeys(("blast", "blastact"), ("weapon", "blast")),
}  # fmt: skip
_WITHIN = 4  # tokens that a swallowed word stands behind
# a word of the left frame gives way to a word of the right frames right behind it: عملية اغتيال، التوصل إلى اتفاق
_YIELDS = {
    "operation": (
        "murder", "free", "abduct", "raid", "kill", "shell", "storm", "blastact", "retake", "arrest", "execute", "fire", "ambush", "release",
        "disperse", "combat", "eliminate",
    ),
    "crime": ("murder", "kill"), "agree": ("accord",), "assault": ("operation",), "raid": ("arrest",),
}  # fmt: skip
_YIELD_WITHIN = 2
_VOICED, _VOICED_WITHIN = frozenset(("support", "side", "thank", "praise", "backing", "condemn")), 9
_PERSON_BEFORE, _PERSON_AFTER = 3, 5
_OF_NAMED = frozenset(("arrive", "leave", "seen"))  # frames of what is told of named persons and envoys
_ENVOYS = frozenset(("وفد", "وفدا", "مبعوث", "موفد", "رئيس", "وزير"))
_BLOWN_UP = frozenset("نفسه نفسها انفسهم حزامه سيارته عبوه حزاما".split())  # what stands behind فجر the verb, and not behind فجر the dawn
_STRIKES = frozenset(("blast", "blastact", "raid", "assault", "weapon"))


@dataclass(slots=True)  # not frozen: that takes five times as long
class Trigger:
    """A word that tells an event: its token, its sense, and as what it is read (see ``Reading1``)."""

    token: int
    sense: Sense
    part: str
    verb: VerbForm | None
    pronoun: str
    joined: bool = False

    @property
    def letter(self) -> str:
        """The letter of the trigger in the class string."""
        return "V" if self.part == "v" else "T"


def triggers(scene: Scene, words: Words) -> list[Trigger]:
    """Return the words of a report that tell events, in text order."""
    found: list[Trigger] = []
    letters, tokens = scene.letters, scene.tokens
    matter, background = Matter(tokens, words), Background(scene, words)
    before: dict[int, str] = {}
    values = words.readings.values
    for token in words.readings.having(tokens.rows):
        readings = values[tokens.forms[token]]
        chosen = _chosen(scene, matter, token, readings) if readings and _open(scene, words, token) else None
        if chosen and not background.holds(token, chosen):
            found.append(Trigger(token, chosen.sense, chosen.part, chosen.verb, chosen.pronoun, chosen.joined))
            before[token] = letters[token]
            if letters[token] != "M":  # a process' name is opened when the report is cut
                letters[token] = found[-1].letter
    kept = without_topics(scene, _voiced(letters, _without_tolls(scene, _thinned(letters, found))))
    for token in before.keys() - {trigger.token for trigger in kept}:
        if letters[token] == "V" or before[token] in PEOPLE:
            letters[token] = "v" if letters[token] == "V" else before[token]
    return kept


def _open(scene: Scene, words: Words, token: int) -> bool:
    """Tell whether a token may tell an event: none inside a name or title, and none inside a time (فجر may be a verb before who does it)."""
    letter = scene.letters[token]
    if letter == "t":
        adverb = words.letters.values[scene.tokens.forms[token]] == "t"
        if adverb and scene.tokens.keys[token + 1 : token + 2] and scene.tokens.key(token + 1) in _BLOWN_UP:
            return True
        return adverb and letter_before(scene.letters, token) in ".,W" and letter_after(scene.letters, token) in "gGMORXZ"
    if letter == "K" and scene.tokens.key(token).startswith("اثن"):  # two, not she praised
        return False
    return letter not in "mrR" and (letter != "M" or scene.mention_at[token].type == "PROC")


def _chosen(scene: Scene, matter: Matter, token: int, readings: Readings) -> Reading1 | None:
    fitting = readings.every
    if readings.verbs and readings.nouns:
        noun = is_noun(scene, token, readings)
        fitting = readings.nouns if noun else readings.verbs + readings.owned  # a verb whose words are not there may be a noun after all: يواصل تقدمهم
    for reading in fitting:
        if _possible(reading.sense, matter) and _fits(scene, token, reading, lone=not readings.nouns) and _conditions(scene, matter, token, reading):
            return reading
    return None


def _possible(sense: Sense, matter: Matter) -> bool:
    """Tell whether a report may have what a sense needs: any of its words, a field, or a place by its name."""
    return not sense.needs or bool(sense.needed_fields) or sense.frame.name in OF_GROUND or not sense.needs.isdisjoint(matter.words)


def _fits(scene: Scene, token: int, reading: Reading1, *, lone: bool) -> bool:
    """Tell whether a reading can stand where it does: no past verb stands behind a preposition, no bare participle is a trigger.

    ``lone``: the form is a verb and nothing else, as those behind مسلحون or العشرات are.
    """
    before = letter_before(scene.letters, token)
    if reading.part == "v":
        if reading.verb is not None and reading.verb.tense == "jussive" and (not token or scene.tokens.key(token - 1) not in ("لم", "ل")):
            return False
        dual = reading.verb is not None and reading.verb.number > 1 and scene.tokens.key(token).endswith("ا")
        if dual and ((before != "," and is_nunated(scene, token)) or is_object(scene.letters, token)):
            return False  # وثائق صادراً بعضها is no صادرا, أصدرت المحكمة أمرا
        if before == "X" and owned(scene, token - 1):
            return True
        if before == "V" and not scene.tokens.glued[token] and reading.verb is not None and reading.verb.tense == "past":
            return False  # تعتقل قاتل المحامي
        if before in "XKL":
            return lone and (before != "K" or _of_many(reading.verb))
        if before in GOVERNORS and before not in "TE@U":
            return before == "l" and reading.verb is not None and reading.verb.tense == "present"
        return True
    if reading.part in "ap":
        return _is_participle(scene, token, reading, before)
    ahead = scene.tokens.key(token - 1) if token else ""
    return not (ahead in LEGAL or (ahead in GENERAL and scene.tokens.light(token).startswith("ال")))  # عقوبة خطف الأطفال، حق التظاهر


def _of_many(verb: VerbForm | None) -> bool:
    """Tell whether a verb can tell what a number of people before it do: العشرات يتظاهرون, not ستون طالب."""
    return verb is not None and (verb.tense != "past" or verb.number > 2 or verb.gender == "f")  # 56 طالبا are no two


def _is_participle(scene: Scene, token: int, reading: Reading1, before: str) -> bool:
    """Tell whether a participle tells an act: with the article only of protest or suffered (المحتجين، المختطفين), else as an adverb or predicate."""
    key, protest = scene.tokens.key(token), reading.sense.types[0] == "PROTEST"
    if protest and key.endswith("ون"):
        return True
    if scene.tokens.light(token).startswith("ال"):
        return reading.part == "p" or (protest and letter_after(scene.letters, token) in "oefbzp")
    if len(key) <= _SHORT or not (key.endswith(("ا", "ه", "ين", "ون", "ان")) or reading.part == "p" or before in NAMING):
        return False
    if (before in NAMING and protest) or (before == "K" and key.endswith("ا")):
        return False  # 56 طالبا
    if before == "v" and scene.tokens.key(token - 1) in WAS:
        return True  # كانت متجهة
    if reading.part == "p" or before in ",." or before in NAMING or (before == "W" and key.endswith("ا")):
        return True
    return before in "ntv" and key.endswith("ا") and not scene.tokens.light(token - 1).endswith("ا")  # قال إن الجيش سيرد متهما


def _conditions(scene: Scene, matter: Matter, token: int, reading: Reading1) -> bool:
    """Tell whether the words and fields that the sense of a reading needs are there, and none that rule it out."""
    sense = reading.sense
    if is_idle(scene, token, sense):
        return False
    fields = matter.fields(token)
    if sense.also and fields.isdisjoint(sense.also):
        return False
    wants = (sense.needs or sense.needed_fields) and fields.isdisjoint(sense.needed_fields)
    named = 0
    if wants and sense.needs.isdisjoint(matter.near(token, NEEDS_BEFORE, NEEDS_AFTER)):
        named = _named(scene.letters, token) if reading.part == "v" and not reading.pronoun else 0
        inserted = (_inserted(scene.letters, token) if reading.part == "v" or "R" in sense.frame.object else 0) or named
        further = inserted and not sense.needs.isdisjoint(matter.near(token, NEEDS_BEFORE, NEEDS_AFTER + inserted))
        if not further and not takes_a_place(scene, token, sense.frame.name):
            return False
    if not sense.unless.isdisjoint(matter.words) and not sense.unless.isdisjoint(matter.near(token, UNLESS_BEFORE, UNLESS_AFTER + named)):
        return False
    alone = sense.unless_alone and not sense.unless_alone.isdisjoint(matter.words)
    if alone and not sense.unless_alone.isdisjoint(matter.alone(token, UNLESS_BEFORE, UNLESS_AFTER, scene.letters)):
        return False
    if sense.unless_before and not sense.unless_before.isdisjoint(matter.near(token, UNLESS_BEFORE, 0)):
        return False
    if _ruled_out(matter.letters, fields, sense):
        return False
    return sense.frame.name not in _OF_NAMED or _names_a_person(scene, token)  # وصول المساعدات، وصل الوضع إلى


def _inserted(letters: Sequence[str], token: int) -> int:
    """Return how many tokens the phrase has that is put between two commas behind a verb: اتهمت المنظمة، في تقرير لها، الشرطة ب; 0 for none."""
    opening = next((at for at in range(token + 1, min(token + _INSERTED_WITHIN, len(letters))) if letters[at] in ",."), 0)
    if not opening or letters[opening] != ",":
        return 0
    closing = next((at for at in range(opening + 1, min(opening + INSERTION, len(letters))) if letters[at] in ",."), 0)
    return closing - opening if closing and letters[closing] == "," else 0


def _named(letters: Sequence[str], token: int) -> int:
    """Return how many tokens of names and titles stand right behind a verb, past which the words that it needs may stand: وافق مجلس النواب الأردني على."""
    stop = token + 1
    while letters[stop : stop + 1] and letters[stop] in _NAMES and stop - token <= NEEDS_AFTER:
        stop += 1
    return stop - token - 1


def _names_a_person(scene: Scene, token: int) -> bool:
    """Tell whether a named person, a title or a delegation stands around a word."""
    around = range(max(0, token - _PERSON_BEFORE), min(len(scene.letters), token + _PERSON_AFTER + 1))
    named = any(scene.letters[at] == "R" or (scene.letters[at] == "M" and scene.mention_at[at].type == "PER") for at in around)
    return named or any(scene.tokens.key(at).removeprefix("ال") in _ENVOYS for at in around)


def _ruled_out(letters: Mapping[str, str], fields: AbstractSet[str], sense: Sense) -> bool:
    """Tell whether the matter of a sentence rules a sense out.

    Sport and the arts rule out the figures that they live on, but where force or harm are told of; accidents and the like the senses that name
    them; a drill and a shot by mistake every assault, what a film or book tells all that is played.
    """
    if not fields:
        return False
    kind = sense.types[0]
    if kind == "ASSAULT" and letters["drill"] in fields:
        return True
    if (kind in _PLAYED and letters["fiction"] in fields) or (kind == "ASSAULT" and letters["mistake"] in fields and letters["force"] not in fields):
        return True
    named = any(letter in fields for letter in sense.fields)
    if letters["harm"] in fields:
        return named and kind in _SPOKEN  # a hearing is none of a council's where its court is told of, whoever fights there
    if named:
        return True
    if letters["force"] in fields or kind == "PROTEST":
        return False
    if letters["sport"] in fields or letters["arts"] in fields:
        return True
    if letters["ammo"] in fields or kind not in _VIOLENT:
        return False
    if letters["disaster"] in fields or (kind == "ASSAULT" and letters["disease"] in fields):
        return True
    return letters["economy"] in fields and sense.frame.name in _FIGURATIVE


def _thinned(letters: Sequence[str], found: Sequence[Trigger]) -> list[Trigger]:
    """Return the triggers without those that another one close by takes into itself."""
    dropped: set[int] = set()
    for number, trigger in enumerate(found):
        if number in dropped:
            continue
        for other in range(number + 1, len(found)):
            distance = found[other].token - trigger.token
            if distance > _WITHIN:
                break
            name = found[other].sense.frame.name
            if distance <= _YIELD_WITHIN and name in _YIELDS.get(trigger.sense.frame.name, ()):
                dropped.add(number)
                break
            by_beating = name == "hit" and trigger.sense.frame.name == "assault" and letters[found[other].token - 1] == "b"  # اعتدى عليه بالضرب
            if (by_beating or _takes_in(trigger, found[other])) and not _joined_anew(letters, trigger.token, found[other].token):
                dropped.add(other)
    return [trigger for number, trigger in enumerate(found) if number not in dropped]


def _without_tolls(scene: Scene, found: Sequence[Trigger]) -> list[Trigger]:
    """Return the triggers without the dead that a sentence counts which tells by another word how they died."""
    tolls = [trigger for trigger in found if trigger.sense.frame.name == "toll"]
    if not tolls:
        return list(found)
    sentence_of = scene.tokens.sentence_of
    told = {sentence_of(trigger.token) for trigger in found if trigger.sense.types[0] == "ASSAULT" and trigger.sense.frame.name != "toll"}
    kept = {sentence_of(trigger.token): trigger for trigger in reversed(tolls) if sentence_of(trigger.token) not in told}
    return [trigger for trigger in found if trigger.sense.frame.name != "toll" or kept.get(sentence_of(trigger.token)) is trigger]


def _takes_in(trigger: Trigger, other: Trigger) -> bool:
    name, inner = trigger.sense.frame.name, other.sense.frame.name
    if other.part == "v":
        return inner == "hit" and trigger.part == "n" and name in _STRIKES  # تفجيرات ضربت حيا
    return inner in _SWALLOWS.get(name, ()) and not (name == "disperse" and other.part == "a")


def _voiced(letters: Sequence[str], found: Sequence[Trigger]) -> list[Trigger]:
    """Return the triggers without the verbs that only voice what a noun behind them tells (أعرب عن دعمه); support that is voiced is none in deeds."""
    kept: list[Trigger] = []
    for trigger in found:
        voice = kept[-1] if kept and kept[-1].sense.frame.name == "voice" else None
        if voice and trigger.part == "n" and trigger.sense.frame.name in _VOICED and _near(letters, voice.token, trigger.token):
            kept[-1] = replace(trigger, sense=replace(trigger.sense, types=("SUPPORT",))) if trigger.sense.frame.name == "backing" else trigger
        else:
            kept.append(trigger)
    return kept


def _near(letters: Sequence[str], first: int, second: int) -> bool:
    return second - first <= _VOICED_WITHIN and "." not in letters[first:second]


def _joined_anew(letters: Sequence[str], first: int, second: int) -> bool:
    """Tell whether a word is joined by and to one before it that does not itself stand right behind the and: الهدنة والقيام بهجمات."""
    return "W" in letters[first + 1 : second - 1]
