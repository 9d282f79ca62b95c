"""Subjects and objects of verbs: verb first or subject first, relative clauses, passives, subjects carried from the verb before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.events_clause import MARKERS, REACH, SENTENCE, Arguments, Clause, Reach
from khabar.extract.events_scene import GROUP, KNOWN, PHRASES, UNKNOWN
from khabar.extract.events_words import NAMES

if TYPE_CHECKING:
    from khabar.extract.events_scene import Scene
    from khabar.extract.events_triggers import Trigger

VERBS = frozenset("vVLEU")
_STARTS = frozenset(".QC")
# frames whose verb, with one phrase and no object, is passive: قُتل جندي
_PASSIVE = frozenset(
    "kill arrest target shell murder abduct release destroy hit free execute expel dismiss interrogate transfer disperse seizething besiege deport "
    "convict censor demolish liberate storm attack".split()
)


_OBJECT_NEEDED = frozenset(("accuse",))  # frames whose verb has an object always: واتهمت الجماعة بالسعي


# heads of bodies and offices that want a verb in the masculine
_MASCULINE = frozenset(
    "مجلس حزب جيش تحالف اتحاد مكتب بنك نظام برلمان ائتلاف تنظيم جهاز صندوق رئيس وزير مدير أمين قائد مبعوث محافظ سفير نائب المجلس الحزب الجيش التحالف الاتحاد "
    "المكتب البرلمان الائتلاف التنظيم الرئيس الوزير المدير الأمين القائد المبعوث المحافظ السفير النائب الملك".split()
)
_AUXILIARIES = frozenset("كان كانت كانوا يكون تكون ظل ظلت بات باتت اصبح اصبحت صار مازال مازالت يزال تزال".split())


class Verbs(Clause):
    """Finds the arguments of verbs."""

    def __init__(self, scene: Scene, by_piece: dict[int, Trigger]) -> None:
        super().__init__(scene, by_piece)
        self._subjects: dict[int, list[int]] = {}

    def _of_verb(self, at: int, trigger: Trigger) -> Arguments:
        found = Arguments()
        reach = self._reach(at)
        subject, rest = self._subject(at, trigger, reach, found)
        frame = trigger.sense.frame
        if subject:
            self._subjects[at] = subject
            self._put(found, frame.subject, subject)
        for group in rest[:1]:
            self._put(found, frame.object, group)
        if reach.freed:
            found.recipients += reach.freed
        self._put_marked(at, found, trigger, reach)
        return found

    def _subject(self, at: int, trigger: Trigger, reach: Reach, found: Arguments) -> tuple[list[int], list[list[int]]]:
        """Return the subject of a verb and the bare phrases left to be its object."""
        verb, bare = trigger.verb, reach.bare
        if verb is not None and verb.person == 1:
            found.speaker = True
            return [], bare
        before = self._kinds[at - 1]
        if before == "Y":
            return self._in_relative(at, trigger, reach, found)
        if self._means_the_speaker(at, reach) and (speaking := self._carried(at, found)):
            return self._active(trigger, speaking, reach)
        subject, anchor = self._before(at) if before not in ("W", ",", ".", "Q", "C") else ([], before)
        if subject and trigger.pronoun and bare and self._is_actor(bare[0]):
            return bare[0], [subject]  # الشحنات مولتها السعودية
        if subject and (anchor in _STARTS or anchor in ("W", ",", "S") or self._is_auxiliary(subject[0] - 1) or (verb is not None and verb.number > 1)):
            return self._active(trigger, subject, reach)
        if self._kinds[at - 1] == "C" and self._is_topic(at - 2):
            return self._active(trigger, [at - 2], reach)
        if before in (",", "t") and not subject:
            subject = self._past_clause(at)
            if subject:
                return self._active(trigger, subject, reach)
        if verb is not None and verb.number > 1:
            near = [at - 1] if anchor == "T" and self._kinds[at - 1] in (KNOWN, GROUP) else []  # لتفريق متظاهرين رشقوا
            return self._active(trigger, near or self._carried(at, found), reach)
        return self._behind(at, trigger, reach, found)

    def _means_the_speaker(self, at: int, reach: Reach) -> bool:
        """Tell whether a pronoun at the that before a verb is its subject: أعلن الجيش أنه استعاد المدينة, not أعلن أنه قتل الجنود."""
        key = self._key(at - 1) if self._kinds[at - 1] == "Q" else ""
        return key.endswith(("نها", "نهم", "نهما")) or (key.endswith("نه") and not (reach.bare and self._is_actor(reach.bare[0])))

    def _is_topic(self, at: int) -> bool:
        """Tell whether a phrase before when is the subject of both clauses: أكد أن النيابة عندما داهمت المقر لم تجد."""
        when = self._key(at + 1) in ("عندما", "حين", "حينما", "بعدما")
        return when and self._kinds[at] in (KNOWN, GROUP) and self._kinds[at - 1] in _STARTS

    def _is_auxiliary(self, at: int) -> bool:
        """Tell whether a piece is a verb that another one follows with its subject between them: كانت الحكومة طلبت."""
        return self._kinds[at] == "v" and self._key(at) in _AUXILIARIES

    def _active(self, trigger: Trigger, subject: list[int], reach: Reach) -> tuple[list[int], list[list[int]]]:
        """Return subject and objects of a verb that stands behind its subject: without an object it may be passive (العشرات قتلوا)."""
        passive = bool(subject) and trigger.sense.frame.name in _PASSIVE and not reach.bare and not trigger.pronoun and not reach.freed
        if passive and not any(marker in ("o", "e") for marker, _ in reach.marked):
            return [], [subject]
        return subject, reach.bare

    def _past_clause(self, at: int) -> list[int]:
        """Return the phrase before a relative clause that ends right before a verb: الرئيس، الذي وصل أمس، عقد."""
        for j in range(at - 1, max(-1, at - REACH), -1):
            kind = self._kinds[j]
            if kind == "Y":
                before = j - 1 - (self._kinds[j - 1] == ",")
                if self._kinds[before] in (KNOWN, GROUP) and self._kinds[before - 1] not in MARKERS:
                    return [before]
                return []
            if kind in ".QC":
                return []
        return []

    def _behind(self, at: int, trigger: Trigger, reach: Reach, found: Arguments) -> tuple[list[int], list[list[int]]]:
        """Return subject and objects where the verb comes first: subject behind it, none at all, or a passive."""
        frame, bare = trigger.sense.frame, reach.bare
        if not bare or (trigger.pronoun and not self._is_actor(bare[0]) and self._kinds[bare[0][0]] != KNOWN):
            return self._carried(at, found), bare
        if self._is_oblique(bare[0]):
            return self._carried(at, found), bare
        if self._kinds[at - 1] == "W" and self._owned(bare[0]) and (carried := self._carried(at, found)):
            return carried, bare
        if frame.symmetric and frame.object == "A" and len(bare) == 1 and self._kinds[at - 1] in ("W", "C") and (carried := self._carried(at, found)):
            return carried, bare  # سافر الوزير والتقى نظيره
        wants_object = frame.object in ("R", "RP", "P") and not trigger.pronoun
        if len(bare) == 1 and wants_object:
            goes_on = self._kinds[at - 1] == "W" or (self._kinds[at - 1] == "Q" and self._scene.tokens.light(self._firsts[at - 1]) == "أن")
            carried = self._carried(at, found) if goes_on else []
            if (goes_on and frame.name in _OBJECT_NEEDED) or (
                carried and (not self._is_actor(bare[0]) or (frame.name in _PASSIVE and self._is_counted(bare[0])) or self._of_other_gender(trigger, bare[0]))
            ):
                return carried, bare
            marked = any(frame.prepositions.get(NAMES.get(marker, "")) == "R" for marker, _ in reach.marked)
            if frame.name in _PASSIVE and not marked and not (frame.name == "convict" and self._is_body(bare[0])):
                found.carried = False
                return [], bare
        found.carried = False
        return bare[0], bare[1:]

    def _of_other_gender(self, trigger: Trigger, group: list[int]) -> bool:
        """Tell whether the head of a body or an office right behind a verb is not of its gender, and so its object: وطالبت مجلس الأمن."""
        first = self._firsts[group[0]]
        mention = self._scene.mention_at.get(first)
        if trigger.verb is None or trigger.verb.number > 1 or not (self._scene.letters[first] == "R" or (mention is not None and mention.type == "ORG")):
            return False
        head = self._scene.tokens.light(first)
        if trigger.verb.gender == "f":
            return head in _MASCULINE
        return head.endswith("ة") and group[0] == self._scene.piece_at.get(trigger.token, -2) + 1

    def _is_body(self, group: list[int]) -> bool:
        """Tell whether a phrase names a body: a court convicts, with nobody named behind it (قضت المحكمة بسجن)."""
        return any(mention.type == "ORG" for mention in self._held(group[0]))

    def _is_oblique(self, group: list[int]) -> bool:
        """Tell whether people right behind a verb bear the ending of objects, so that its subject was told before: وحثت المسؤولين على."""
        first = self._firsts[group[0]]
        return self._scene.letters[first] == "a" or (self._names_people(group[0]) and self._scene.tokens.keys[first].endswith("ين"))

    def _owned(self, group: list[int]) -> bool:
        """Tell whether a phrase is one word with a pronoun: who was told of before meets or moves his own (ويلتقي مسؤوليها)."""
        first, stop = self._firsts[group[0]], self._stops[group[0]]
        light = self._scene.tokens.light(first)
        return stop - first == 1 and not light.startswith("ال") and light.endswith(("ها", "هم", "ه")) and self._scene.letters[first] in "GX"

    def _in_relative(self, at: int, trigger: Trigger, reach: Reach, found: Arguments) -> tuple[list[int], list[list[int]]]:
        """Return subject and objects of a verb behind who or which."""
        bare = reach.bare
        ahead = at - 2 - (self._kinds[at - 2] == "," and self._kinds[at - 3] == KNOWN)  # دي ميستورا، الذي يزور
        antecedent = [ahead] if self._kinds[ahead] in PHRASES else []
        if trigger.pronoun:
            self._put(found, trigger.sense.frame.object or trigger.sense.frame.genitive, antecedent)
            return (bare[0], bare[1:]) if bare else ([], [])
        if bare and (self._kinds[at - 2] == "T" or (self._kinds[ahead] == UNKNOWN and self._is_person(bare[0]))) and self._is_actor(bare[0]):
            return bare[0], bare[1:]
        if trigger.verb is not None and trigger.verb.gender == "f" and self._key(at - 1) == "الذي":
            return (bare[0], bare[1:]) if bare and self._is_actor(bare[0]) else (self._carried(at, found), bare)  # الرئيس الذي تطالب برحيله
        return self._active(trigger, antecedent, reach)

    def _carried(self, at: int, found: Arguments) -> list[int]:
        """Return the subject of the nearest verb before in the same sentence that has one, else of the first verb of the sentence before.

        A verb takes only the subject of one of its own gender.
        """
        found.carried = True
        j = at - 1
        while j >= max(0, at - SENTENCE) and self._kinds[j] != ".":
            subject = self.subject_of(j) if self._kinds[j] in VERBS and self._agree(at, j) else []
            a_thing = self._kinds[j - 1] == "Y" and subject and self._kinds[subject[0]] == UNKNOWN  # الجريمة التي أودت بحياته، مطالبا
            if subject and not a_thing:
                return subject
            j -= 1
        first: list[int] = []
        for k in range(j - 1, max(-1, j - 1 - SENTENCE), -1):
            if self._kinds[k] == ".":
                break
            if self._kinds[k] in VERBS and self.subject_of(k):
                first = self.subject_of(k) if self._agree(at, k) else []
        return first

    def _agree(self, at: int, other: int) -> bool:
        trigger = self._triggers.get(at)
        if trigger is None or trigger.verb is None or trigger.verb.person == 1 or trigger.verb.number > 1:
            return True
        key = self._key(other)
        stem = key
        for enclitic in ("هما", "هم", "ها", "ه"):
            stem = key.removesuffix(enclitic) if key.endswith(enclitic) else stem
        feminine = stem.endswith("ت") or stem.removeprefix("س").startswith("ت")
        return feminine == (trigger.verb.gender == "f")

    def _ahead(self, at: int) -> list[int]:
        """Return the subject of the next verb of the sentence: a pronoun may stand before its noun (خلال لقائه بنظيره، قال الوزير)."""
        for j in range(at + 1, min(len(self._firsts), at + REACH)):
            kind = self._kinds[j]
            if kind == ".":
                break
            if kind in "vL" and self._plain_subject(j):
                return self._plain_subject(j)
        return []

    def subject_of(self, at: int) -> list[int]:
        """Return the subject of any verb; of one that tells no event by the order of the words alone."""
        if at not in self._subjects:
            self._subjects[at] = self._plain_subject(at)
        return self._subjects[at]

    def _plain_subject(self, at: int) -> list[int]:
        if at in self._triggers:
            return []  # its arguments are known or it has none
        key = self._key(at)
        subject, anchor = self._before(at) if self._kinds[at - 1] not in ("W", ",", ".", "Q", "C") else ([], ".")
        if self._kinds[at - 1] == "Y" and self._kinds[at - 2] in PHRASES:
            return [at - 2]
        if self._kinds[at - 1] == "," and (earlier := self._past_clause(at)):
            return earlier
        if subject and (anchor in _STARTS or anchor in ("W", ",") or key.endswith(("وا", "ون"))):
            return subject
        if anchor == "T" and key.endswith(("وا", "ون")) and self._kinds[at - 1] in (KNOWN, GROUP):
            return [at - 1]  # لتفريق متظاهرين حاولوا
        j = at + 1
        while self._kinds[j] == "t":
            j += 1
        return self._joined(j) if self._kinds[j] in (KNOWN, GROUP) and self._is_actor([j]) else []
