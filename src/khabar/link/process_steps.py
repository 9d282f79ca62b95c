"""What happens to a truce, zone, corridor, mission or resolution: the steps that words near its name tell, by ``events_processes_steps.tsv``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from khabar.fold import fold
from khabar.link.phrases import Phrase, Word, found, phrase, words
from khabar.link.process_facts import facts
from khabar.link.process_question import RELIEF, RESOLUTION, TRUCE, states_named
from khabar.link.process_scene import is_wide
from khabar.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from khabar.link.process_question import Question
    from khabar.link.process_scene import Scene
    from khabar.link.process_tellings import ProcessTelling

NAMED = "named"
_SIGNS = 6  # words before a step's word within which its status is told
_CLOSE = 3  # words before it within which a sign other than a call stands
_STATUS = {
    "denied": "لم لن عدم دون نفى نفت ينفي رفض رفضت يرفض ترفض رافضا رافضة",
    "called-for": "دعا دعت يدعو تدعو دعوة دعوا طالب طالبت يطالب تطالب مطالبة مطالبا ناشد ناشدت حث حثت يحث تحث يجب ضرورة ينبغي يطلب طلب طلبت",
    "planned": "سوف ينتظر ينوي تنوي يستعد تستعد يعتزم تعتزم مقرر المقرر المزمع مرتقب متوقع يتوقع مشروع مسودة قبيل سيتم قبل وشيك مقترح اقترح يبحث لبحث حول",
    "hypothetical": "إذا لو يمكن إمكانية احتمال ربما هل",
}
_NUMBERED = re.compile(r"(?<![\d/.])\d{3,4}(?![\d/.])")
_NUMBER_NEAR = 90  # characters around a number that are read for what it is
_REACH = 7  # words before a number within which the word for a resolution stands
STANDING = frozenset(("terms", "cited", "mandate"))  # what holds for good: a day or doer near it is that of something else
_OF_STEP = {"called for": "called-for", "draft": "planned"}  # steps that hold their status
_RESOLVED = frozenset("قرار قراري قرارين قرارات قراريها".split())
_SIGN = frozenset(("رقم", "رقمي", "قرارين", "قراري", "و"))
_INTERNATIONAL = frozenset("امن متحده دولي دوليه اممي امميه جمعيه".split())
_LAW = frozenset("قانون مرسوم وزير وزاري وزراء جمهوري محافظ نيابه محكمه دعوي قضيه ماده لائحه جمهوريه رئيس مدير هيئه قضائي اداري مساعد".split())
_COUNTED = frozenset("دول دوله قرار قرارا صوت صوتا اعضاء عضوا".split())
_YEARLY = frozenset("عام سنه لسنه لعام يوم نحو منذ".split())
_COUNCIL = re.compile(r"مجلس ال[أا]من(?! القومي| القومى| الوطني| الوطنى)|ال[أا]مم المتحدة|الجمعية العامة|[أا]ممي|قرار الدول[يى]|قرارات الدولي[ةه]")
_BESIDE = 12  # words between a truce and the place that it is of
_RIGHT_BEHIND = 25  # characters behind a truce in which its place is told by في
_COMMA = re.compile("[،,:()]")
_THAT = frozenset(("ان", "انه", "انها", "انهم"))  # أنّ opens a clause of its own
_OPENS = 3  # words at the head of a later sentence within which القرار goes on about the resolution named before


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the table: the words that tell a step, and how far from the name."""

    name: str
    before: int
    after: int
    words: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class _Naming:
    """One naming of a thing in a sentence: its words are ``told[start:end]``, what is told of it stands between ``low`` and ``high``."""

    scene: Scene
    asked: Question
    sentence: tuple[int, int]
    told: Sequence[Word]
    low: int
    start: int
    end: int
    high: int


@cache
def steps(kind: str) -> tuple[Step, ...]:
    """Return the steps of a kind of process."""
    return tuple(
        Step(row["step"], int(row["before"]), int(row["after"]), tuple(map(phrase, row["words"].split(";"))))
        for row in rows("events_processes_steps.tsv")
        if kind in row["kinds"].split(";")
    )


def told_steps(scene: Scene, asked: Question) -> Iterator[ProcessTelling]:
    """Yield what a report tells of the things asked for, a telling for each step; ``named`` where it names one and tells no step."""
    here = False
    international = bool(_COUNCIL.search(scene.text))
    for sentence in scene.sentences():
        told = scene.words(*sentence)
        hits = found(asked.things, told)
        if asked.kind == RESOLUTION:
            hits = [hit for hit in hits if asked.number is None or (international and _is_numbered(told, hit))]
            here = here or bool(hits)
            if not hits and here:
                yield from _goes_on(scene, asked, sentence, told)
        if hits and asked.wanted:
            here = _is_here(scene, sentence, (told[hits[0][0]], told[hits[0][1] - 1]), asked, before=here)
        if hits and (here or not asked.wanted):
            yield from _of_sentence(scene, asked, sentence, told, hits)


def _goes_on(scene: Scene, asked: Question, sentence: tuple[int, int], told: Sequence[Word]) -> Iterator[ProcessTelling]:
    """Yield what a later sentence that opens with the resolution (ويقضي القرار) says of it; nothing where it is another resolution's."""
    hits = found((("قرار",),), told[:_OPENS])
    if hits and not any(form.isdigit() for word in told[hits[0][1] : hits[0][1] + _SIGNS] for form in word.forms):
        yield from (one for one in _of_thing(_Naming(scene, asked, sentence, told, 0, *hits[0], len(told))) if one.step == "terms")


def _is_here(scene: Scene, sentence: tuple[int, int], thing: tuple[Word, Word], asked: Question, *, before: bool) -> bool:
    """Tell whether a naming is about the place asked for: it stands near, or the sentence goes on (الهدنة) with no other place before it or in it."""
    start, end = thing[0].start, thing[1].end
    right_behind = scene.places(end, min(sentence[1], end + _RIGHT_BEHIND), towards=True)
    if right_behind:
        return any(found(asked.wanted, scene.words(m.start, m.end)) for m in scene.mentions(end, end + _RIGHT_BEHIND))
    told = scene.words(*sentence)
    for first, last in found(asked.wanted, told):
        low, high = sorted(((told[first].start, told[last - 1].end), (start, end)))
        between = scene.text[low[1] : high[0]]
        if len(between.split()) <= _BESIDE and not _COMMA.search(between):
            return True
    definite = scene.text[start:end].lstrip("وفبك").startswith(("ال", "لل"))
    states = states_named(asked)
    named = {m.entity for m in scene.mentions(sentence[0], start) if m.type == "LOC"}
    elsewhere = {*named, *scene.places(end, sentence[1])}
    return before and definite and not any(states or not scene.is_state(place) for place in elsewhere)


def resolutions(text: str) -> set[str]:
    """Return the numbers of the resolutions of international bodies that a text names."""
    if not _COUNCIL.search(text):
        return set()
    numbers = set()
    for match in _NUMBERED.finditer(text):
        low = max(0, match.start() - _NUMBER_NEAR)
        told = words(text, text.find(" ", low, match.start()) + 1 if low else 0, min(len(text), match.end() + _NUMBER_NEAR))
        number = fold(match.group())
        if any(told[hit[0]].start == match.start() and _is_numbered(told, hit) for hit in found(((number,),), told)):
            numbers.add(number)
    return numbers


def _is_numbered(told: Sequence[Word], hit: tuple[int, int]) -> bool:
    """Tell whether a number is that of a resolution: the word for one stands before it, and none for a law, ruling or ministry."""
    near = told[max(0, hit[0] - _REACH) : hit[0]]
    at = next((n for n in range(len(near) - 1, -1, -1) if _RESOLVED & near[n].forms), None)
    if at is None:
        return False
    between = {form for word in near[at:] for form in word.forms}
    behind = {form for word in told[hit[1] : hit[1] + 2] for form in word.forms}
    straight = at == len(near) - 1 or bool(_SIGN & near[-1].forms) or bool(_INTERNATIONAL & between)
    return straight and not _LAW & (between | behind) and not _COUNTED & behind and not _YEARLY & near[-1].forms


def _of_sentence(scene: Scene, asked: Question, sentence: tuple[int, int], told: Sequence[Word], hits: Sequence[tuple[int, int]]) -> Iterator[ProcessTelling]:
    lows = [0, *(end for _, end in hits[:-1])]
    highs = [*(start for start, _ in hits[1:]), len(told)]
    namings = [_Naming(scene, asked, sentence, told, low, *hit, high) for low, hit, high in zip(lows, hits, highs, strict=True)]
    tellings = [telling for naming in namings for telling in _of_thing(naming)]
    yield from tellings or [_base(namings[0])]


def _base(naming: _Naming) -> ProcessTelling:
    """Return the telling of one naming without a step: its places, who says it, its facts."""
    scene, asked, told = naming.scene, naming.asked, naming.told
    first, last = told[naming.start], told[naming.end - 1]
    return replace(
        scene.telling(naming.sentence, NAMED),
        thing=" ".join(scene.text[first.start : last.end].split()),
        places=scene.places(last.end, told[naming.high - 1].end, towards=asked.kind == RELIEF) if asked.kind != RESOLUTION else (),
        said_by=scene.said_by(first.start, last.end),
        facts=facts(scene, asked, naming.sentence, told, (naming.start, naming.end)),
    )


def _of_thing(naming: _Naming) -> Iterator[ProcessTelling]:
    """Yield the steps that stand near one naming: in what of the sentence lies between the namings before and behind it."""
    base = _base(naming)
    taken: set[int] = set()
    made: set[str] = set()
    for step in steps(naming.asked.kind):
        hits = [hit for hit in _hits(naming, step) if hit[0] not in taken] if step.name not in made else []
        if hits:
            told = naming.told
            dated = (hit for hit in hits if naming.scene.time_near(base.start, base.end, told[hit[0]].start, told[hit[1] - 1].end))
            chosen = next(dated, hits[0])
            taken.add(chosen[0])
            made.add(step.name)
            yield _stepped(naming, base, step, chosen)


def _hits(naming: _Naming, step: Step) -> list[tuple[int, int]]:
    """Return where the words of a step stand near a naming, the nearest first."""
    told, start, end = naming.told, naming.start, naming.end
    first = max(naming.low, start - step.before, *(at + 1 for at in range(naming.low, start) if _THAT & told[at].forms))
    places = [(first, start), (end, min(naming.high, end + step.after))]
    hits = [(low + at, low + to) for low, high in places if low < high for at, to in found(step.words, told[low:high])]
    return sorted(hits, key=lambda hit: min(abs(hit[0] - end), abs(start - hit[1])))


def _stepped(naming: _Naming, base: ProcessTelling, step: Step, hit: tuple[int, int]) -> ProcessTelling:
    scene = naming.scene
    first, last = naming.told[hit[0]], naming.told[hit[1] - 1]
    time = scene.time_near(base.start, base.end, first.start, last.end)
    event = scene.event_at(first.start, last.end)
    days = (time.earliest or time.value, time.latest or time.value) if time else (None, None)
    if naming.asked.kind == TRUCE and time and "/" not in (time.value or "") and not is_wide(time):
        days = (None, days[1]) if step.name == "ends" else (days[0], None)
    actors = () if step.name in STANDING else event.actors if event else scene.speaker_at(first.start, last.end)
    status = _OF_STEP.get(step.name) or _status(naming, hit, event.status if event else None)
    if status in ("asserted", "denied") and scene.demanded(first.start, last.end):
        status = "called-for"
    if status == "asserted" and days[0] and days[0] > (scene.record.published.latest or "9"):
        status = "planned"
    return replace(base, step=step.name, status=status, first_day=days[0], last_day=days[1], participants=actors)


def _status(naming: _Naming, hit: tuple[int, int], coded: str | None) -> str:
    """Return the status of a step: that of the event coded there, else of the words before it, which stand on its side of the name."""
    if coded is not None and coded != "asserted":
        return coded
    since = naming.end if hit[0] >= naming.end else 0
    near = {form for word in naming.told[max(since, hit[0] - _SIGNS) : hit[0]] for form in word.forms}
    closest = {form for word in naming.told[max(since, hit[0] - _CLOSE) : hit[0]] for form in word.forms}
    for status, signs in _signs().items():
        if signs & (near if status == "called-for" else closest):
            return status
    return "asserted"


@cache
def _signs() -> dict[str, frozenset[str]]:
    return {status: frozenset(map(fold, signs.split())) for status, signs in _STATUS.items()}
