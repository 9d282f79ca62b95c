"""Whom the statements of a report name as their speakers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khabar.extract.events_scene import Scene
    from khabar.model import Statement

NOBODY = frozenset(("<unidentified speaker>", "<statement>", "<document>"))  # speakers that are nobody


def named_sources(statement: Statement) -> list[str]:
    """Return the sources of a statement that have a name."""
    return [source for source in statement.source if not source.startswith("<")]


def speakers(scene: Scene) -> dict[int, str]:
    """Return whom the statements of a report call their speaker, by the token with which the words for him begin."""
    told = ((statement.source_span, statement.source) for statement in scene.reading.statements)
    return {scene.tokens.range(span.start, span.end)[0]: source[0] for span, source in told if span and len(source) == 1 and source[0] not in NOBODY}
