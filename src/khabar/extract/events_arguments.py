"""What stands around a word that tells an event, and what of it has which role."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Arguments:
    """Pieces of the scene by their role; ``nations`` are tokens of adjectives that name the actor's country, ``speaker`` tells that the speaker acts."""

    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    nations: list[int] = field(default_factory=list)
    speaker: bool = False
    carried: bool = False  # the actor comes from another clause
    pronoun: bool = False  # the actor is what a pronoun stands for
    beside: list[int] = field(default_factory=list)  # with whom an actor not yet known does it: مع
    between: bool = False  # the sides are told together: بين
    apart: list[int] = field(default_factory=list)  # titles that are not those of the names they seem to belong to
    owned: dict[int, list[str]] = field(default_factory=dict)  # whom the speaker means by a piece that names his own (قواته)


@dataclass(slots=True)
class Reach:
    """What stands behind a trigger in its clause: bare phrases, phrases by preposition, and the freed."""

    bare: list[list[int]] = field(default_factory=list)
    marked: list[tuple[str, list[int]]] = field(default_factory=list)
    freed: list[int] = field(default_factory=list)

    def add(self, group: list[int], marker: str, *, freed: bool, owning: bool) -> None:
        """Add phrases behind a preposition or the freed, or bare ones; ``owning``: a thing behind a preposition is right before them."""
        if marker:
            self.marked.append((marker, group))
        elif freed:
            self.freed += group
        elif owning and self.marked:
            self.marked[-1][1].extend(group)  # what the thing belongs to
        else:
            self.bare.append(group)
