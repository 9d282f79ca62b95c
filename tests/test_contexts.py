"""What an event is about, by the words around it, who takes part and how it is done."""

from pathlib import Path

import pytest

from khabar.export.contexts import contexts
from khabar.model import Event, Span
from khabar.tables import rows

PLOVER = (
    "military intelligence executive legislative election political-institutions pro-democracy pro-autocracy economic legal reparations human-rights "
    "rights-freedoms repression human-security gender lgbt religion-ethnicity inequality diplomatic territory peacekeeping health asylum migration disasters "
    "natural-resource environment technology terrorism cbrn cyber misinformation crime corruption illegal-drugs trafficking"
).split()


def cases() -> list[list[str]]:
    lines = (Path(__file__).parent / "cases" / "event_contexts.tsv").read_text(encoding="utf-8").splitlines()
    return [[*line.split("\t"), ""][:4] for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("text", "trigger", "has", "lacks"), cases())
def test_contexts_of_a_sentence(text: str, trigger: str, has: str, lacks: str) -> None:
    start = text.index(trigger)
    found = set(contexts(text, Event("e1", "CONSULT", None, Span(start, start + len(trigger)))))
    assert set(filter(None, has.split(";"))) <= found
    assert not found & set(filter(None, lacks.split(";")))


def test_the_table_holds_the_contexts_of_plover_once() -> None:
    assert [row["context"] for row in rows("events_contexts.tsv")] == PLOVER


def test_sectors_and_modes_tell_a_context_where_no_word_does() -> None:
    assert contexts("وقع ذلك أمس", Event("e1", "COERCE", "curfew", Span(0, 3), ("org-a",), sectors={"org-a": "JUD"})) == ("legal", "repression")


def test_the_words_of_another_sentence_tell_nothing() -> None:
    text = "ضرب زلزال البلاد.\nالتقى الرجلان.\nارتفعت أسعار النفط."
    assert contexts(text, Event("e1", "CONSULT", "meet", Span(text.index("التقى"), text.index("التقى") + 5))) == ()


def test_a_long_sentence_is_read_around_the_trigger_alone() -> None:
    text = "الزلزال " + "كلمة " * 2000 + "التقى " + "كلمة " * 2000 + "النفط"
    start = text.index("التقى")
    assert contexts(text, Event("e1", "CONSULT", None, Span(start, start + 5))) == ()
