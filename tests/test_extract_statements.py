"""Statements: constructed sentences of all kinds, and laws that hold for any text."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import khabar
from khabar.extract.statements import Said, StatementReader
from khabar.model import Document, Statement
from khabar.reading import Reading
from khabar.segment import tokens_of
from khabar.vocabulary import Vocabulary, press_vocabulary
from marked import marked

_LINES = (Path(__file__).parent / "cases" / "statements.tsv").read_text(encoding="utf-8").splitlines()
CASES = [line.split("\t") for line in _LINES if line and not line.startswith("#")]


@cache
def _tools() -> tuple[Vocabulary, StatementReader]:
    vocabulary = press_vocabulary()
    return vocabulary, StatementReader(vocabulary)


def _said(reading: Reading) -> Said:
    return _tools()[1].said(reading)


def _speaker(reading: Reading, statement: Statement) -> str:
    if not statement.source:
        return "-"
    if not statement.source[0].startswith("<"):
        return "+".join(statement.source)
    span = statement.source_span
    return "<" + (reading.document.text[span.start : span.end] if span else "")


def _row(reading: Reading, statement: Statement, *, chained: bool) -> str:
    text = reading.document.text
    content = text[statement.content[0].start : statement.content[-1].end].replace("\n", "¶")
    cells = [statement.kind, _speaker(reading, statement), content]
    if chained:
        cells.append(">".join(link.entity or "<>" for link in statement.chain if link.role != "outlet"))
    return "; ".join(cells)


@pytest.mark.parametrize(("text", "expected"), [(case[0], case[1]) for case in CASES], ids=[str(n) for n in range(len(CASES))])
def test_constructed_sentences(text: str, expected: str) -> None:
    reading = marked(text, _tools()[0])
    wanted = [] if expected == "-" else expected.split(" || ")
    found = _said(reading).statements
    rows = [_row(reading, s, chained=n < len(wanted) and wanted[n].count("; ") == 3) for n, s in enumerate(found)]
    assert rows == wanted


_WORDS = st.sampled_from(
    'قال أكد وأضاف إن أن أنّ إلى على عن بأن « » " “ ” : ، . مصدر الوزير الحكومة بحسب وفق لم نقلت وكالة الذي كان و دعا مؤكدا في لافروف لن نقبل \n'.split(" ")
)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("وقال عميد بلدية مصراتة إن العمل مستمر.", "<mayor of Misrata>"),
        ("وقال عميد في الشرطة إن العمل مستمر.", "<brigadier (Police)>"),
        ("وأعلن الإعلام الحربي، صباح اليوم، تدمير آليتين.", "<unidentified speaker>"),
    ],
)
def test_who_speaks_without_a_name(text: str, source: str) -> None:
    assert [statement.source for statement in khabar.annotate(khabar.Document("r1", text)).statements] == [(source,)]


@settings(deadline=None)  # the first example loads the vocabulary
@given(st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=60).map(" ".join)))
def test_spans_lie_inside_the_report_and_no_content_is_empty(text: str) -> None:
    reading = Reading(Document("t", text), tokens_of(text, _tools()[0]))
    for statement in _said(reading).statements:
        assert statement.content
        for span in (*statement.content, *statement.cue):
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end].strip()
        assert statement.chain[-1].role == "outlet"


@pytest.mark.parametrize("unit", ['" ', "« ", "» ", "قال إن ", "«قال أن ", "قتل رجل بحسب مصادر، "])
def test_a_report_of_nothing_but_marks_or_cues_is_read(unit: str) -> None:
    text = unit * 5000
    reading = Reading(Document("t", text), tokens_of(text, _tools()[0]))
    assert all(statement.content for statement in _said(reading).statements)
