"""Where what was said ends: at its closing mark, at the next cue of the same voice, or where the reporter's own words begin again."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from khabar.extract.cues import (
    ADVERB,
    AND,
    ATTRIBUTION,
    BE,
    CLOSE,
    COLON,
    COMMA,
    DASH,
    NOUN,
    OPEN,
    PARTICIPLE,
    POINT,
    PREPOSITION,
    QUOTE,
    RELATIVE,
    RETURN,
    THAT,
    VERBAL,
    words,
)
from khabar.extract.objects import confronting
from khabar.grammar import OTHER
from khabar.model import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from khabar.extract.layers import Layers
    from khabar.extract.opening import Opening
    from khabar.extract.quotes import Quotation

_SHORT = 6  # a quotation no longer than this before more words is part of a sentence, not the whole of what was said
_EDGE = COMMA + POINT + AND + COLON + RETURN + ATTRIBUTION + VERBAL + DASH + BE
_CAME = frozenset(("جاء", "ياتي"))
_JOINED, _LEADS, _ADVERBIAL = AND + COMMA, AND + COMMA + DASH, ADVERB + PREPOSITION
_STOPS = frozenset(("رفض", "امتنع"))  # that a speaker does with his words
_MODELS = words("model")
_ACTS = frozenset(("انتقد", "رفض", "أيد", "شكر", "هنأ"))  # that somebody does beside what he said, with no words of it
_AROUND = ((COMMA, COMMA), (DASH, DASH), (OPEN, CLOSE))  # what an aside stands between
_CIRCUMSTANCES, _UNTOLD, _RETOLD = words("circumstance"), words("untold"), words("retold")
_REPORTS = frozenset(("و", "ف", "من", "دون", "ما", "الامر"))  # what begins the reporter's own words behind a comma
_SUPPOSING = frozenset(("اذا", "لين"))  # لئن
_SET_AGAINST = frozenset(("بينما", "فيما", "حين"))
_HEAD = 2  # tokens of a sentence before the verb of a clause that another is set against
_LIKEWISE = "كما"  # begins the next thing that was said
_LEADING = frozenset((_LIKEWISE, "لكنه", "لكنها", "لكنهم"))
_HE, _BUT = frozenset(("انه", "انها", "انهم", "انهما")), frozenset(("غير", "الا", "بيد"))
_TRIMMED = " \t\n\r\u00a0\u200f\u200e،,؛;.:…-–—_«»\"“”„‟〝〞＂‹›'؟!"
_TRIMMED_BEHIND = _TRIMMED + "("
_KEPT_AT_END = "؟!"  # of a question or call: part of what was said
_LONGEST = 600  # tokens of a content that no marks hold: no sentence of the press is as long


def content_stop(layers: Layers, opening: Opening, sentence_end: int, others: Mapping[int, Opening]) -> int:
    """Return the token behind the content; ``others`` are the openings of the report by the token of their cue."""
    first = opening.first
    sentence_end = min(sentence_end, opening.ends) if opening.ends else sentence_end
    if opening.quoted >= 0:
        quotation = layers.quotation_at[opening.quoted]
        if not quotation.closed:
            return _clause_stop(layers, first, max(sentence_end, quotation.stop), others, opening)
        short = opening.how == "clause" and quotation.stop - quotation.first <= _SHORT
        whole = quotation.stop >= layers.count or _closes(layers, quotation.stop, sentence_end, COMMA + POINT if short else _EDGE)
        whole = whole or _participle_behind(layers, quotation.stop + 1, others)
        if whole or (opening.how == "speech" and quotation.stop - quotation.first > _SHORT):
            return _reporter_inside(layers, opening, quotation.stop, others) if opening.how == "clause" else quotation.stop
        first = quotation.stop + 1
    return _clause_stop(layers, first, sentence_end, others, opening)


def _reporter_inside(layers: Layers, opening: Opening, stop: int, others: Mapping[int, Opening]) -> int:
    """Return where the reporter goes on inside the marks («إنّ …، مشيراً إلى أنّ …»): at the next participle behind a comma, else ``stop``."""
    at = layers.letters.find(PARTICIPLE, opening.first, stop)
    while at >= 0:
        if at in others and layers.letters[at - 1] in COMMA and (others[at].how == "clause" or others[at].cue.number == 1):
            return _back(layers, at, opening.first)
        at = layers.letters.find(PARTICIPLE, at + 1, stop)
    return stop


def _participle_behind(layers: Layers, i: int, others: Mapping[int, Opening]) -> bool:
    """Tell whether the reporter goes on right behind the marks with a participle that opens something («…» داعيا إلى «…»)."""
    return i in others and layers.letters[i] == PARTICIPLE


def _closes(layers: Layers, mark: int, sentence_end: int, edge: str) -> bool:
    """Tell whether nothing of the same clause follows a closing mark."""
    following = mark + 1
    while following < sentence_end and layers.letters[following] == QUOTE:
        following += 1
    return following >= sentence_end or layers.letters[following] in edge or layers.key(following) == _LIKEWISE


def _clause_stop(layers: Layers, first: int, sentence_end: int, others: Mapping[int, Opening], opening: Opening) -> int:
    end, i = min(sentence_end, first + _LONGEST), first
    places, at = layers.turning, bisect_left(layers.turning, first)
    while at < len(places) and places[at] < end:
        i = max(i, places[at])
        at += 1
        if places[at - 1] < i:
            continue
        quotation = layers.quotation_at.get(i)
        if quotation is not None and quotation.closed:
            i = quotation.stop
            end = max(end, min(i + 1, layers.count))
            at = bisect_left(places, i + 1, at)
        elif (behind := layers.attributions.get(i, -1)) >= 0 and i > first:
            if not behind or not resumes(layers, i, behind, end):
                return _back(layers, i, first)
            i = behind
        elif (stop := _ended(layers, i, first, others, opening)) >= 0:
            return stop
    return max(end, first)


def _ended(layers: Layers, i: int, first: int, others: Mapping[int, Opening], opening: Opening) -> int:
    """Return the token behind the content where it ends at token i, -1 where it goes on."""
    letter = layers.letters[i]
    if letter in VERBAL and layers.key(i) in _CAME and layers.key(i + 1) == "ذلك":
        ends = i > first  # …جاء ذلك خلال لقائه: the reporter's
    elif i not in others and letter in VERBAL and _beside(layers, i):
        ends = i > opening.at and layers.enclosing[i] is None
    elif letter in VERBAL:
        ends = i in others and i > opening.at and _coordinate(layers, others[i], first, opening) and not _subject_inside(others[i], first)
        if not ends and i in others and (himself := _himself(layers, others[i], opening)) > first:
            return _back(layers, himself, first)
    elif letter == QUOTE:
        return i if i in layers.closing and layers.closing[i].open < opening.at else -1
    elif letter in COMMA:
        return i if i > first and (_ends_at_comma(layers, i, opening) or _more_words(layers, i, opening, others)) else -1
    else:
        ends = (letter == RETURN and i > first and _returns(layers, i)) or _remark(layers, i, opening)
    return _back(layers, i, first) if ends else -1


def _ends_at_comma(layers: Layers, i: int, opening: Opening) -> bool:
    """Tell whether a comma ends the content: of a verbal noun before a verb, of a phrase before an aside, of what another quotes before his own words."""
    if opening.cue.kind == NOUN and RELATIVE not in layers.letters[opening.first : i] and i + 1 < layers.count and layers.verbs[layers.tokens.forms[i + 1]]:
        return True
    if layers.enclosing[opening.at] is not None and layers.key(i + 1).startswith(("لكننا", "لكني", "متجاهل")):
        return True
    if layers.key(i + 1) in _REPORTS and (_untold(layers, i + 1) or _retold(layers, i + 1) or _concluded(layers, i + 1, opening)):
        return True
    return opening.how == "phrase" and (_leaves_phrase(layers, i + 1) or _relative(layers, opening))


def _more_words(layers: Layers, i: int, opening: Opening, others: Mapping[int, Opening]) -> bool:
    """Tell whether a comma parts one verbal noun of the same speaker from the next (تأكيد الوزير أن …، وتشديده على أن …)."""
    if opening.cue.kind != NOUN:
        return False
    other = others.get(i + 1 + (layers.letters[i + 1 : i + 2] == AND))
    return other is not None and other.cue.kind == NOUN and other.cue.possessed


def _untold(layers: Layers, i: int) -> bool:
    """Tell whether the reporter goes on with what was left out (، من دون ذكر تفاصيل; ، من دون أن يحدد موعدا)."""
    i += layers.key(i) == "من"
    if layers.key(i) != "دون":
        return False
    return layers.key(i + 1 + (layers.key(i + 1) == "ان")) in _UNTOLD


def _retold(layers: Layers, i: int) -> bool:
    """Tell whether the reporter goes on with what others say of it (، وهو ما نفته الوزارة; ، الأمر الذي تنفيه طهران)."""
    i += layers.letters[i : i + 1] == AND
    told = layers.key(i) in ("هو", "هي")  # وهو اتهام اعتبرته واشنطن سخيفا
    i += told or layers.key(i) == "الامر"
    return (told or layers.key(i) in ("ما", "الذي")) and layers.key(i + 1) in _RETOLD


def _concluded(layers: Layers, i: int, opening: Opening) -> bool:
    """Tell whether the reporter goes on behind a clause of his own that holds what was said (وإذا كان الوزير قد قال إن …، فإن الوقائع …)."""
    first = layers.sentences[layers.sentence[opening.at]][0]
    supposes = layers.key(first) in _SUPPOSING or layers.key(first + 1) in _SUPPOSING
    return supposes and layers.letters[i : i + 1] == AND and layers.key(i) == "ف" and layers.letters[i + 1 : i + 2] == THAT


def _relative(layers: Layers, opening: Opening) -> bool:
    """Tell whether a cue stands in a relative clause about its speaker (كرزاي، الذي تحدث عن كذا، …): a comma closes it."""
    behind = opening.speaker is not None and opening.speaker.first > opening.at
    return not behind and layers.letters[opening.at - 1 : opening.at] == RELATIVE


def _subject_inside(other: Opening, first: int) -> bool:
    """Tell whether a cue's speaker stands before it within the content: then it tells what he said, and ends nothing."""
    return other.speaker is not None and first <= other.speaker.first < other.speaker.stop <= other.at


def _himself(layers: Layers, other: Opening, opening: Opening) -> int:
    """Return the token at which a contrast tells more words of the same speaker (…، لكن فلانا أشار إلى), 0 where it does not."""
    one, two = opening.speaker, other.speaker
    if one is None or two is None or one.unnamed or one.entities != two.entities or two.stop > other.at:
        return 0
    at = two.first - 1 - (layers.key(two.first - 1) == "ان" and layers.key(two.first - 2) in ("غير", "الا", "بيد"))
    return at if layers.key(at) in ("لكن", "غير", "الا", "بيد") and layers.letters[at - 1] in COMMA else 0


def resumes(layers: Layers, at: int, behind: int, sentence_end: int) -> bool:
    """Tell whether what was said goes on behind its own aside (الوضع، على حد قوله، لا يحتمل)."""
    if behind + 1 >= sentence_end or not any(layers.letters[at - 1] in opens and layers.letters[behind] in closes for opens, closes in _AROUND):
        return False
    return not layers.time[behind + 1] and layers.letters[behind + 1] not in _EDGE + RELATIVE and layers.key(behind + 1) != _LIKEWISE


def _beside(layers: Layers, i: int) -> bool:
    """Tell whether a verb of saying that opens nothing goes on beside the content (…، كما انتقد فلان كذا)."""
    cue = layers.cue(i)
    if cue is None:
        return False
    if cue.kind == PARTICIPLE:
        return cue.verb in _ACTS and layers.letters[i - 1] in COMMA
    if cue.tense != "past" or layers.letters[i - 2] not in COMMA:
        return False
    return (not cue.weak and layers.key(i - 1) == _LIKEWISE) or (
        cue.verb in _STOPS and layers.key(i - 1) in _LEADING and layers.key(i + 1) in _UNTOLD
    )  # …، لكنه رفض الخوض في


def _coordinate(layers: Layers, other: Opening, first: int, opening: Opening) -> bool:
    """Tell whether a cue goes on beside the content and is no part of it."""
    i = other.at
    if i <= first:
        return False
    before = layers.letters[i - 1]
    if layers.letters[i] == PARTICIPLE:
        return before != RELATIVE
    cue = layers.cue(i)
    if cue is not None and cue.tense == "past" and layers.key(i - 1) == _LIKEWISE and layers.letters[i - 2] in COMMA:
        return True  # …، كما أمرت النيابة بكذا
    if cue is None or (cue.weak and cue.act and not cue.object):
        return False
    if before in COMMA and _set_against(layers, opening):
        return True
    if cue.tense != "past" and (opening.cue.tense == "past" or opening.cue.kind == PARTICIPLE):
        return False  # what was said goes on in the present: …، يطالبون بكذا
    if before in COMMA and opening.how == "clause" and other.speaker is not None:
        return False  # في إطار كذا، طلبت تركيا: the clause itself begins behind its adverbial
    if before == THAT and layers.key(i - 1) in _HE and layers.key(i - 2) in _BUT and layers.letters[i - 3] in COMMA:
        return cue.tense == "past"  # …، غير أنه شدد على
    return before in _JOINED or layers.key(i - 1) in _LEADING or (before == QUOTE and i - 1 in layers.closing)


def _set_against(layers: Layers, opening: Opening) -> bool:
    """Tell whether a cue heads a clause that another is set against (بينما تؤكد أنقرة أن …، تتهمها دمشق بـ): the next cue behind a comma begins that one."""
    first, at = layers.sentences[layers.sentence[opening.at]][0], opening.at - 1
    return first <= at <= first + _HEAD and layers.key(at) in _SET_AGAINST and opening.how != "speech"


def _returns(layers: Layers, i: int) -> bool:
    """Tell whether بينما or فيما is the reporter's (فيما يتعلق is not)."""
    following = layers.key(i + 1) if i + 1 < layers.count else ""
    if (
        layers.key(i) == "فيما"
        and (following.startswith(("ي", "ت")) or following.endswith(("ه", "ها")))
        and layers.letters[i - 1] not in COMMA + QUOTE + CLOSE + POINT
    ):
        return False  # الدقة فيما يتم نشره
    return not following.startswith(("يتعلق", "تتعلق", "يخص", "تخص", "يلي", "بعد", "بينه", "بين", "يعني", "يبدو", "اذا"))


def _remark(layers: Layers, i: int, opening: Opening) -> bool:
    """Tell whether the reporter's remark begins: وذلك, في حين, دون أن, في محاولة."""
    key = layers.key(i)
    if key == "ذلك":
        return i > 0 and layers.letters[i - 1] == AND and i + 1 < layers.count and layers.letters[i + 1] in _ADVERBIAL
    if key in ("في", "علي") and i + 1 < layers.count:
        following = layers.key(i + 1)
        if following == "الوقت" and opening.how == "phrase":
            return layers.letters[i + 2 : i + 3] == RELATIVE
        if following == "اشاره" and layers.key(i + 2) in ("الي", "منه", "منها", "واضحه"):
            return True
        return following == "حين" or (following in ("محاوله", "خطوه", "وقت") and layers.letters[i - 1] in COMMA)
    return key == "دون" and layers.letters[i - 1] in COMMA and i + 1 < layers.count and layers.key(i + 1) == "ان"


def _leaves_phrase(layers: Layers, i: int) -> bool:
    """Tell whether what follows a comma is no part of a noun phrase: a relative aside, a contrast."""
    if i + 1 >= layers.count:
        return True
    if layers.letters[i] == AND and confronting(layers, i):
        return True  # وبسؤال المدير قال
    if layers.letters[i] == AND and layers.key(i) == "ف" and layers.verbs[layers.tokens.forms[i + 1]] and layers.letters[i + 1] != THAT:
        return True  # فتم تحرير محضر
    if layers.letters[i] == AND:
        return layers.key(i + 1).startswith(("لكن", "انما")) or layers.letters[i + 1] == BE
    return layers.letters[i] == RELATIVE or layers.key(i) in _CIRCUMSTANCES


def _back(layers: Layers, i: int, first: int) -> int:
    if i - 3 > first and layers.key(i - 1) in _HE and layers.key(i - 2) in _BUT:
        i -= 2
    while i > first and (layers.letters[i - 1] in _LEADS or layers.key(i - 1) in _LEADING):
        i -= 1
    return i


def trimmed(layers: Layers, first: int, stop: int) -> Span | None:
    """Return the characters of the tokens without blanks, marks and points at their edges; None where nothing is left."""
    if first >= stop or stop > layers.count:
        return None
    text = layers.tokens.text
    start, end = layers.tokens.starts[first], layers.tokens.ends[stop - 1]
    while start < end and (text[start] in _TRIMMED or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1].isspace() or (text[end - 1] in _TRIMMED_BEHIND and text[end - 1] not in _KEPT_AT_END)):
        end -= 1
    return Span(start, end) if start < end else None


def kind(layers: Layers, opening: Opening, stop: int, span: Span) -> str:
    """Return direct, mixed or indirect: all, part or nothing of the content stands between quotation marks that are no name's."""
    tokens = layers.tokens
    mixed = False
    for quotation in layers.quotations_over(opening.first, stop):
        start = tokens.starts[quotation.open]
        end = tokens.starts[quotation.stop] if quotation.stop < len(tokens) else len(tokens.text)
        begun = quotation.open > opening.at or opening.how in ("before", "quoted") or layers.letters[opening.at] == PARTICIPLE
        if start <= span.start and begun and end >= span.end:
            return "direct"
        if start < span.end and (start >= span.start or begun) and not layers.is_name(quotation) and not _a_model(layers, quotation):
            mixed = True
    return "mixed" if mixed or _stray_mark(layers, opening.first, span) else "indirect"


def _a_model(layers: Layers, quotation: Quotation) -> bool:
    """Tell whether a quotation holds what something is called: a few words that end in a number, or behind طراز (من طراز «إم كيو 9»)."""
    first, stop = quotation.first, quotation.stop
    if stop - first > _SHORT:
        return False
    before = quotation.open - 1
    before -= layers.light(before).startswith("ال") and layers.letters[before] == OTHER  # كتابه الجديد «…»
    return layers.key(stop - 1).isdecimal() or layers.key(before) in _MODELS


def _stray_mark(layers: Layers, first: int, span: Span) -> bool:
    """Tell whether a content holds a quotation mark that pairs with none: a part of it was quoted."""
    at = layers.letters.find(QUOTE, first)
    while at >= 0 and layers.tokens.starts[at] < span.end:
        if at not in layers.quotation_at and at not in layers.closing and layers.tokens.starts[at] > span.start:
            return True
        at = layers.letters.find(QUOTE, at + 1)
    return False
