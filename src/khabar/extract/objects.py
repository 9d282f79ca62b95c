"""The bare object of a cue, and the adverbials that stand before it (أكد، خلال لقائه …، دعم بلاده)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.cues import (
    ADVERB,
    AND,
    BE,
    CLOSE,
    COLON,
    COMMA,
    DASH,
    FINITE,
    OPEN,
    POINT,
    PREPOSITION,
    QUOTE,
    RELATIVE,
    RETURN,
    SOURCE,
    THAT,
    VERBAL,
    words,
)
from khabar.tag.person_words import is_given

if TYPE_CHECKING:
    from khabar.extract.layers import Layers
    from khabar.extract.sources import Speaker

NAMED_QUOTE = 6  # a quotation no longer than this on the way to the content is a name or a scare quote
HEADS = words("head")
_ENCOUNTERS = words("encounter")
_MANNER, _DEGREE, _SELF = words("manner"), words("degree"), words("self")
_AS_WELL, AS_HE = frozenset(("ايضا", "كذلك", "مجددا")), frozenset(("هو", "هي", "هم"))
_AGED, _YEARS = frozenset(("البالغ", "البالغه")), frozenset(("عاما", "عام", "سنه", "ربيعا", "اعوام", "سنوات"))
_CONFRONTING = ("مواجه", "سوال", "مناقش", "استجواب")
_AHEAD = 14  # tokens behind a preposition within which a complementiser shows what it belongs to
_IN = frozenset(("في", "ب"))
_ADJECTIVES = 5  # words that describe a speaker
_ASIDE = 30  # tokens between two dashes
_RELATIONAL = 6  # letters of a definite adjective in ي; shorter words are nouns (السعي)
_WORD = 4  # letters of a noun; shorter ones may be particles
_ENDS = VERBAL + THAT + COLON + AND + BE + RETURN + POINT
_OCCASIONS, _MEDIA, _ACCOMPANIED, _PLACES = words("occasion"), words("medium"), words("accompanied"), words("where")
_ON_HIS_PART = ("قبل", "جهه", "جانب", "جهته", "جانبه", "هناك", "هنا")
_ALL, _ASKED = frozenset(("جميع", "كل", "كافه")), QUOTE + SOURCE
_ADVERBIAL, _CONTENT = ADVERB + PREPOSITION, THAT + COLON + QUOTE
_APPOSITION = 16  # tokens of an apposition that no list knows


def possessed(layers: Layers, i: int) -> bool:
    """Tell whether a noun bears the pronoun of its speaker (دعمه, رفضها, تأكيدهم)."""
    if i >= layers.count:
        return False
    light = layers.light(i)
    return len(light) > 4 and light.endswith(("ه", "ها", "هم", "هما")) and layers.letters[i] in ".N"


def confronted(layers: Layers, first: int) -> bool:
    """Tell whether a sentence begins with how somebody was brought to speak (وبمواجهته اعترف بـ, وبسؤالها قالت)."""
    first += layers.letters[first] == AND
    first += layers.key(first) == "ب"
    return layers.key(first).removeprefix("و").removeprefix("ب").startswith(_CONFRONTING) and possessed(layers, first)


def confronting(layers: Layers, first: int) -> int:
    """Return the token of whom a sentence begins to tell that he was brought to speak (وبمواجهة المتهمين أقروا), 0 where it does not."""
    first += layers.letters[first] == AND
    at = first + (layers.key(first) == "ب")
    if not layers.key(at).removeprefix("و").removeprefix("ب").startswith(_CONFRONTING) or at == first:
        return 0
    return at + 1 if layers.letters[at + 1 : at + 2] == SOURCE or layers.covered(at + 1) else 0


def idle(layers: Layers, i: int) -> bool:
    """Tell whether a preposition belongs to an adverbial (من قبل, في بيان, ب for a place or time)."""
    key, following = layers.key(i), layers.key(i + 1)
    if key == "من":
        return following in _ON_HIS_PART or layers.time[i + 1]
    if key in ("في", "علي"):
        return layers.time[i + 1] or following in _OCCASIONS
    if key == "ل":
        return layers.covered(i + 1) or following in _MEDIA
    if key == "ب" and (following == "اسم" or (following in _ACCOMPANIED and layers.letters[i - 1] in COMMA)):
        return True  # ندد المتحدث باسم الحركة بكذا
    number = layers.name[i + 1] if key == "ب" else -1
    if number < 0 or layers.mentions[number].type != "LOC":
        return False
    behind = layers.end_of_cover(i + 1)
    return layers.letters[behind : behind + 1] in (COMMA[0], THAT) or layers.key(behind) == "ب"  # أمرت النيابة بالإسكندرية بحبس


def behind_adjectives(layers: Layers, bare: int, limit: int) -> int:
    """Return the object behind words that describe the speaker still (أكد المسؤول الإقليمي دعمه), ``bare`` where they are the object."""
    for i in range(bare, min(bare + _ADJECTIVES, limit)):
        if possessed(layers, i) or layers.key(i) in HEADS:
            return i
        if not layers.light(i).startswith("ال"):
            break
    return bare


def names_his_body(layers: Layers, i: int, limit: int) -> bool:
    """Tell whether ب right behind a speaker names the body that he belongs to (أوصت الهيئة بمجلس الدولة، اليوم، بإصدار كذا): a comma and another ب follow."""
    if layers.name[i + 1] < 0 or layers.mentions[layers.name[i + 1]].type != "ORG":
        return False
    near = range(layers.end_of_cover(i + 1), min(limit, i + _ASIDE))
    return any(layers.key(k) == "ب" and layers.letters[k - 1] in COMMA for k in near)


def asked_further(layers: Layers, i: int, limit: int) -> bool:
    """Tell whether what is called for stands behind a later إلى, so that ل belongs to whom somebody is (دعا المرشح للرئاسة إلى كذا)."""
    for k in range(i + 1, min(limit, i + _ASIDE)):
        if layers.key(k) == "الي":
            return True
        if layers.letters[k] in COMMA + VERBAL + AND or layers.letters[k] in _ENDS:
            return False
    return False


def clause_behind(layers: Layers, i: int, limit: int) -> bool:
    """Tell whether a complementiser behind a comma, or a place, shows that a preposition belongs to an adverbial (بثته على موقعها، أن; بالعاصمة طرابلس أن)."""
    for k in range(i, min(limit, i + _AHEAD)):
        if layers.letters[k] == THAT:
            return layers.letters[k - 1] in COMMA or layers.key(i).removeprefix("ال") in _PLACES
        if layers.letters[k] in VERBAL + POINT:
            return False
    return False


def behind_asked(layers: Layers, i: int, limit: int) -> int:
    """Return the token behind those of whom something is asked, from token ``i`` on (أهاب بالشباب والإعلاميين الالتزام بكذا)."""
    while i < limit:
        if layers.covered(i):
            i = layers.end_of_cover(i)
        elif layers.letters[i] in _ASKED or layers.key(i) in _ALL or _more_asked(layers, i):
            i += 1
        else:
            break
    return i


def _more_asked(layers: Layers, i: int) -> bool:
    """Tell whether a word still belongs to those who are asked: what describes or joins them (والإعلاميين), not what is asked (الالتزام بـ)."""
    if layers.letters[i] == AND:
        return layers.light(i + 1).startswith("ال") or layers.letters[i + 1 : i + 2] == SOURCE or layers.covered(i + 1)
    return layers.light(i).startswith("ال") and layers.letters[i + 1 : i + 2] != PREPOSITION


def bare_object(layers: Layers, start: int, limit: int, speaker: Speaker | None) -> int | None:
    """Return the first noun behind the subject that no adverbial holds; None where there is none before ``limit``."""
    i, limit = _past_apposition(layers, start, limit, speaker), min(limit, layers.count)
    while i < limit:
        letter = layers.letters[i]
        if letter in COMMA or layers.time[i] or layers.key(i) in _AS_WELL or (letter == ADVERB and layers.light(i).endswith("ا")):
            i += 1  # لاحقا governs nothing
        elif letter == DASH:
            i = max(i, layers.letters.find(DASH, i + 1, min(limit, i + _ASIDE))) + 1
        elif letter in OPEN:
            i = _past_brackets(layers, i, limit)
        elif layers.key(i) == "جمله" and layers.key(i + 2) == "تفصيلا":
            i += 3
        elif letter == PREPOSITION and layers.key(i) == "من" and layers.letters[i + 1 : i + 2] == FINITE:
            return i  # من وصفهم: those whom
        elif letter == PREPOSITION and layers.key(i) == "ل" and i + 1 < limit and (layers.covered(i + 1) or layers.letters[i + 1] == SOURCE):
            i = layers.end_of_cover(i + 1)
        elif letter == PREPOSITION and layers.key(i) == "ل" and i < layers.behind_quotation(i + 1) - 1 <= i + NAMED_QUOTE:
            i = layers.behind_quotation(i + 1)  # لـ«العربي الجديد»
        elif letter == PREPOSITION and layers.key(i) == "ب" and i + 1 < limit and layers.key(i + 1) in _MANNER:
            i += 3 if i + 2 < limit and layers.key(i + 2) in _DEGREE else 2
        elif (letter in _ADVERBIAL and not layers.covered(i)) or letter == RELATIVE:
            i = _past_adverbial(layers, i, limit)
        elif letter in _ENDS:
            return i if letter == FINITE and i == start and layers.key(i) in HEADS else None  # أعلن فلان رفض كذا
        elif letter == QUOTE and i not in layers.quotation_at:
            i += 1
        else:
            return i
    return None


def _past_brackets(layers: Layers, i: int, limit: int) -> int:
    while i < limit and layers.letters[i] not in CLOSE:
        i += 1
    return i + 1


def _past_apposition(layers: Layers, i: int, limit: int, speaker: Speaker | None) -> int:
    """Return the token behind an apposition that no list knows (علاء صادق، الناقد الرياضي، …; الجبهة، إحدى الفصائل التي …، …)."""
    if speaker is None or speaker.type not in ("PER", "ORG"):
        return i
    if layers.key(i) in _AGED:
        i = next((k + 1 for k in range(i, min(i + _APPOSITION, limit)) if layers.key(k) in _YEARS), i)
    while (behind := _behind_one(layers, i, limit)) > i:
        i = behind - 1
    return i


def _behind_one(layers: Layers, i: int, limit: int) -> int:
    """Return the token behind the apposition between the comma at token i and the next one, i where none stands there."""
    if i + 2 >= limit or layers.letters[i] not in COMMA:
        return i
    described = layers.letters[i + 1] == SOURCE or (layers.letters[i + 1] == AND and layers.key(i + 2) in AS_HE)  # فلان، وهو نائب سابق، …
    if not layers.light(i + 1).startswith("ال") and not described:
        return i
    relative = governed = False
    for k in range(i + 2, min(i + _APPOSITION, limit)):
        letter = layers.letters[k]
        if letter in COMMA and layers.letters[k + 1 : k + 2] == AND and layers.light(k + 2).startswith("ال"):
            governed = True  # الحاكم العسكري للمدينة، والقائم بتأمينها، …
        elif letter in COMMA:
            # what ends the clause, not the apposition, is followed by another clause; a thing with what governs it is told from one by what follows
            ends = k + 1 >= limit or layers.letters[k + 1] in _ENDS or ((governed or relative) and not _opens_object(layers, k + 1))
            return i if ends else k + 1
        relative = relative or letter == RELATIVE
        governed = governed or letter == PREPOSITION
        if letter in _CONTENT or (letter in VERBAL and not relative):
            break
    return i


def _opens_object(layers: Layers, i: int) -> bool:
    """Tell whether a word begins an object (وجود, رفضه, ما), or another apposition of the one before it."""
    return layers.key(i) in HEADS or possessed(layers, i) or (layers.letters[i] == "." and not layers.light(i).startswith("ال"))


def _past_adverbial(layers: Layers, i: int, limit: int) -> int:
    """Return the token behind an adverbial: behind its comma or time, or at a noun or quotation that opens a content."""
    j, whole = i + 1, _behind_place(layers, i, limit)
    while j < limit:
        if layers.letters[j] in COMMA:
            if j + 1 == limit or not layers.time[j + 1] or _ENCOUNTERS.isdisjoint((layers.key(j - 1), layers.key(j - 2))):
                return j + 1
            return _past_guest(layers, _past_time(layers, j + 1, limit) + 1, limit)  # خلال لقائه، أمس، السفير فلان
        if j > i + 1 and layers.key(j) in HEADS:
            return j
        if layers.letters[j] == QUOTE and j in layers.quotation_at and not layers.is_name(layers.quotation_at[j]):
            quotation = layers.quotation_at[j]
            if quotation.stop - quotation.first > NAMED_QUOTE or layers.letters[j - 1] in COMMA:
                return j
            j = quotation.stop
        elif layers.time[j]:
            j = _past_time(layers, j, limit)
            if j == limit or _ENCOUNTERS.isdisjoint((layers.key(i + 1), layers.key(i + 2))):
                return j
            continue  # خلال لقائه أمس السفير: whom he met belongs to the adverbial
        elif j == i + 1 and layers.key(j).endswith(("ها", "هم", "هما")):
            return _behind_relational(layers, behind_adjectives(layers, j + 1, limit), limit)  # في بيانهم الختامي دعمهم
        elif layers.covered(j - 1) and (possessed(layers, j) or (layers.letters[j] == SOURCE and not layers.covered(j) and layers.light(j).startswith("ال"))):
            return j  # أكدت الجبهة بشمال سيناء اعتزامها, اتهم المجلس في بلدة كذا الفصائل بـ
        elif (j == whole or (j == i + 2 and layers.light(i + 1).startswith("ال"))) and _bare_noun(layers, j):
            return j
        j += 1
    return limit


def _behind_relational(layers: Layers, i: int, limit: int) -> int:
    """Return the token behind definite adjectives of relation (بعد اجتماعها الأسبوعي برئاسة فلان); verbal nouns like التصدي are none."""
    while i < limit and layers.letters[i] == "." and layers.light(i).startswith("ال") and layers.key(i).endswith(("ي", "يه")):
        if len(layers.light(i)) < _RELATIONAL or layers.light(i).startswith("الت"):
            break
        i += 1
    return i


def _behind_place(layers: Layers, i: int, limit: int) -> int:
    """Return the token behind the place that a preposition governs (في غزة, في إقليم كردستان), 0 where it governs none."""
    first = i + 1 + (layers.key(i + 1).removeprefix("ال") in _PLACES)
    number = layers.name[first] if first < limit and layers.key(i) in _IN else -1
    return layers.end_of_cover(first) if number >= 0 and layers.mentions[number].type == "LOC" else 0


def _bare_noun(layers: Layers, i: int) -> bool:
    """Tell whether a word can only be an object behind a whole adverbial (المضربون عن العمل تهديد …): no adjective, name, time or accusative."""
    light = layers.light(i)
    plain = layers.letters[i] == "." and not layers.covered(i) and not layers.time[i] and light.isalpha() and layers.key(i) not in _SELF
    if not plain or len(light) < _WORD or light.startswith("ال") or light.endswith("ا"):
        return False
    return not is_given(layers.key(i))  # السفير في عمان ألكسندر …: a person whom the names did not find


def _past_guest(layers: Layers, i: int, limit: int) -> int:
    """Return the token behind the one who was met, and behind the comma there."""
    while i < limit and (layers.covered(i) or layers.letters[i] == SOURCE):
        i = layers.end_of_cover(i)
    return i + (i < limit and layers.letters[i] in COMMA)


def _past_time(layers: Layers, i: int, limit: int) -> int:
    """Return the token behind a time."""
    while i < limit and layers.time[i]:
        i += 1
    return i
