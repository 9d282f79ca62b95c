"""What only tells more of a protest: who protests, against what, and what is asked for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.extract.events_scene import Scene
    from khabar.extract.events_triggers import Trigger

# frames of what a protest is about: the PLOVER manual codes the topic of a protest as no REQUEST
_TOPICS = frozenset(("request", "press", "ask", "condemn", "reject", "support", "side", "backing", "blame"))
_TOPIC_WITHIN = 10
_NAMES, _JOINED_NAMES = ("متظاهرو", "احتجاجي"), frozenset(("محتجو", "معتصمو"))


def without_topics(scene: Scene, found: Sequence[Trigger]) -> list[Trigger]:
    """Return the triggers without those that only tell more of a protest of the same sentence.

    A word that merely names those who protest is kept where no word before it in the report tells a protest.
    """
    if not any(trigger.sense.types[0] == "PROTEST" for trigger in found):
        return list(found)
    sentence_of = scene.tokens.sentence_of
    protests: defaultdict[int, list[int]] = defaultdict(list)
    for trigger in found:
        if trigger.sense.types[0] == "PROTEST" and not _in_passing(scene, trigger):
            protests[sentence_of(trigger.token)].append(trigger.token)
    boycotts = {trigger.token for trigger in found if trigger.sense.frame.name == "boycott"}  # they have no topic
    acts = {trigger.token for trigger in found if not trigger.sense.passing}
    kept = []
    for trigger in found:
        here = protests.get(sentence_of(trigger.token), [])
        if trigger.sense.types[0] != "PROTEST":
            if not _is_topic(scene, trigger, [token for token in here if token not in boycotts]):
                kept.append(trigger)
        elif trigger.token in here:
            kept.append(trigger)
        elif not here and not (_only_names(scene, trigger) and (_told(protests, trigger) or not acts.isdisjoint(_beside(scene, trigger.token)))):
            kept.append(trigger)
            protests[sentence_of(trigger.token)].append(trigger.token)
    return kept


def _beside(scene: Scene, token: int) -> tuple[int, ...]:
    """Return the tokens where stands what people do themselves: right before or behind them, or behind the preposition there (قام المحتجون بالاعتداء)."""
    return token - 1, token + 1, token + 1 + (scene.letters[token + 1 : token + 2] == ["b"])


def _told(protests: dict[int, list[int]], trigger: Trigger) -> bool:
    return any(tokens and tokens[0] < trigger.token for tokens in protests.values())


def _in_passing(scene: Scene, trigger: Trigger) -> bool:
    """Tell whether a word tells of a protest only by who takes part or why something is done: المحتجون، رفع متظاهرون، احتجاجا على."""
    if trigger.part == "v":
        return trigger.sense.passing
    return trigger.sense.passing or _only_names(scene, trigger) or scene.tokens.key(trigger.token) == "احتجاجا"


def _only_names(scene: Scene, trigger: Trigger) -> bool:
    """Tell whether a word names those who protest, or calls something a protest: المحتجون، احتجاجية."""
    key = scene.tokens.key(trigger.token)
    if key in _JOINED_NAMES:
        return True
    return trigger.part != "v" and (key.removeprefix("ال").startswith(_NAMES) or (trigger.part == "a" and key.startswith("ال") and key.endswith("ون")))


def _is_topic(scene: Scene, trigger: Trigger, protests: Sequence[int]) -> bool:
    """Tell whether a demand or reproach is what a protest before it is about: مظاهرة للمطالبة بالإفراج، محتجون يطالبون."""
    if trigger.sense.frame.name not in _TOPICS or not any(0 < trigger.token - token <= _TOPIC_WITHIN for token in protests):
        return False
    if trigger.part == "v":
        return trigger.verb is not None and trigger.verb.tense == "present"
    return trigger.part == "a" or scene.tokens.key(trigger.token).endswith("ا") or scene.letters[trigger.token - 1] == "l"
