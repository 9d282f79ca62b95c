"""Titles: where they are, who holds them, which office they name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.knowledge import shared
from khabar.model import Document, Mention
from khabar.reading import Reading
from khabar.segment import tokens_of

CASES = Path(__file__).parent / "cases"
KNOWN = shared()


def rows(name: str) -> list[list[str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def mentions_of(text: str, names: str) -> Iterator[Mention]:
    at = 0
    for number, name in enumerate(filter(None, names.split("|")), 1):
        kind, _, words = name.partition(":")
        start = text.index(words, at)
        at = start + len(words)
        yield Mention(f"m{number}", start, at, words, kind)


def read(text: str, names: str) -> Reading:
    reading = Reading(Document("r", text), tokens_of(text, KNOWN.vocabulary))
    reading.mentions = list(mentions_of(text, names))
    reading.roles = KNOWN.roles.roles(reading)
    resolved = KNOWN.resolver.resolved(reading)
    reading.mentions, reading.entities, reading.roles = resolved.mentions, resolved.entities, resolved.roles
    return reading


@pytest.mark.parametrize(("text", "names", "wanted", "note"), rows("roles.tsv"), ids=lambda cell: cell if cell.isascii() and len(cell) > 2 else "")
def test_titles_and_holders(text: str, names: str, wanted: str, note: str) -> None:
    reading = read(text, names)
    held_by = {mention.id: mention.text for mention in reading.mentions}
    found = [f"{role.text} > {held_by.get(role.holder or '', '-')}" for role in reading.roles]
    assert found == [title for title in wanted.split("|") if title], note


@pytest.mark.parametrize(("title", "office", "of"), [([*row, "", ""])[:3] for row in rows("offices.tsv")])
def test_offices(title: str, office: str, of: str) -> None:
    text = f"قال {title} منير الصافي إن الأمر انتهى."
    reading = read(text, "PER:منير الصافي")
    assert [role.text for role in reading.roles] == [title]
    assert reading.roles[0].office == office
    if of != "loc-jordan":  # the country of that title is a name, which only the names part finds
        assert (reading.roles[0].of or "") == of


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80), st.data())
def test_any_text_and_any_names(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    names = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if text[a:b].strip()]
    kinds = st.sampled_from(["PER", "ORG", "LOC", "PROC"])
    reading = Reading(Document("r", text), tokens_of(text, KNOWN.vocabulary))
    reading.mentions = [Mention(f"m{i}", a, b, text[a:b], data.draw(kinds)) for i, (a, b) in enumerate(names)]
    reading.roles = KNOWN.roles.roles(reading)
    resolved = KNOWN.resolver.resolved(reading)
    assert all(text[role.start : role.end] == role.text for role in resolved.roles)
    assert all(mention.entity for mention in resolved.mentions)
    assert {mention.entity for mention in resolved.mentions} == {entity.id for entity in resolved.entities}


def test_time_grows_with_the_text_only() -> None:
    """Counts what is done, not how long it takes: the titles of a text twice as long are twice as many, none read twice."""
    text = "قال وزير الخارجية العراقي سعد الكناني إن الرئيس العراقي وافق. " * 40
    once, twice = (read(part, "") for part in (text, text * 2))
    assert len(twice.roles) == 2 * len(once.roles)
