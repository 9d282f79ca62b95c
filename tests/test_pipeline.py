import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import khabar
from khabar import knowledge
from khabar.model import Document, Record, Span
from khabar.pipeline import annotate, begun, finished
from khabar.workers import read_together

NEWS = (
    "قال وقال وأضاف أن إن إنّ أكد وأكد نفى زعم مؤكدا مشيرا إلى أنه بحسب وفقا لـ حسبما ذكرت نقلت عن وكالة سانا رويترز المتحدث "
    "باسم وزير الخارجية الروسي سيرغي لافروف الرئيس بشار الأسد الوزير مصدر عسكري مصادر أمنية في من على دمشق حلب وحلب العراق "
    'بغداد و ، . : « » " “ ” ( ) - .. ؟ ! قتل مقتل 12 شخصا وإصابة عشرات آخرين بجروح قصف غارات هجوم اجتماع لقاء مباحثات زيارة '
    "اتفاق هدنة وقف إطلاق النار أمس الأحد الخميس الماضي 5 آذار 2017 صباح يوم شهر سنة ثلاثة آلاف وخمسمئة مليون دولار لم لن لا "
    "قد سوف التي الذي هذا جولة أستانا 7 جنيف مؤتمر القرار 2254 حزب الله حركة تنظيم داعش الجيش السوري الحر قوات محافظة مدينة "
    "رئيس مجلس الأمن الأمم المتحدة ـ بـ لـ أبو محمد عبد \n"
).split(" ")
SENTENCES = st.lists(st.sampled_from(NEWS), max_size=40).map(" ".join)
ARABIC = st.text(alphabet='وقال إن أن الرئيس: «»"لا.،0123٤٥ بتثجحخدذرزسشصضطظعغفقكلمنهي\n', max_size=300)


def marked(record: Record, *parts: str) -> list[tuple[int, int, str]]:
    plain = record.to_dict()
    return [(row["start"], row["end"], row["text"]) for part in parts for row in plain[part]]


def unmarked(record: Record) -> list[Span]:
    found = [*record.boilerplate, *(e.trigger for e in record.events)]
    for statement in record.statements:
        found += [*statement.content, *statement.cue]
    return found


@example("وأكد مصدر ل")  # a text cut short behind a preposition
@given(st.text(max_size=300) | ARABIC | SENTENCES)
def test_every_line_of_a_record_points_into_its_text(text: str) -> None:
    record = khabar.annotate(text, published="2017-10-20")
    assert record.text == text
    assert all(0 <= span.start < span.end <= len(text) for span in unmarked(record))
    assert all(start < end and text[start:end] == words for start, end, words in marked(record, "mentions", "roles", "times", "quantities"))


@given(ARABIC | SENTENCES)
def test_references_inside_a_record_lead_somewhere(text: str) -> None:
    record = khabar.annotate(text, published="2017-10-20")
    statements, events = {s.id for s in record.statements}, {e.id for e in record.events}
    entities, times = {e.id for e in record.entities}, {t.id for t in record.times}
    assert all(m.entity in entities for m in record.mentions)
    assert all(e.inside is None or e.inside in statements for e in record.events)
    assert all(e.same_as is None or e.same_as in events for e in record.events)
    assert all(e.time is None or e.time in times for e in record.events)
    assert all(s.content and all(c.start < c.end for c in s.content) for s in record.statements)


def test_the_same_report_gives_the_same_record_whatever_was_read_before() -> None:
    text = "أعلن محافظ نينوى، الأحد 5 آذار، مقتل 12 مدنيا في قصف على الموصل. وأضاف أن «الوضع خطير»."
    fresh, used = knowledge.load(), knowledge.load()
    for other in ("وصل وفد روسي إلى دمشق", "x" * 1000, "قال قال قال"):
        annotate(Document("other", other), used)
    assert annotate(Document("a", text, published="2017-03-06"), fresh) == annotate(Document("a", text, published="2017-03-06"), used)


def test_importing_khabar_loads_nothing_heavy() -> None:
    script = "import sys, khabar; print(sorted({'numpy', 'pyarrow', 'fastapi', 'trafilatura', 'rich', 'typer'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_a_record_shows_itself_in_a_notebook_and_escapes_what_it_shows() -> None:
    record = khabar.annotate('قال <script>alert(1)</script> الوزير: "سنعود"', title="<b>عنوان</b>")
    assert "&lt;b&gt;" in record._repr_html_()
    assert "<script>" not in record._repr_html_()


@given(st.lists(SENTENCES | st.just(""), max_size=6))
def test_a_record_is_the_same_whatever_is_read_beside_it(texts: list[str]) -> None:
    known = knowledge.shared()
    together = [finished(reading, known) for reading in begun([Document(str(number), text) for number, text in enumerate(texts)], known)]
    assert together == [annotate(Document(str(number), text), known) for number, text in enumerate(texts)]


def test_a_bad_report_takes_none_beside_it_along() -> None:
    documents = [Document("a", "زار الوزير دمشق."), Document("b", None), Document("c", "قصف الجيش درعا.")]  # type: ignore[arg-type] # as a fault would
    first, bad, last = read_together(documents)
    assert isinstance(first, Record)
    assert isinstance(last, Record)
    assert isinstance(bad, str)


ODD = {
    "presentation forms": lambda text: text.translate({ord("ا"): "\ufe8e", ord("ل"): "\ufee0", ord("و"): "\ufeee"}),
    "zero-width characters": lambda text: text.replace("ا", "ا\u200c").replace("ر", "ر\u200d"),
    "bidi controls": lambda text: "\u202b" + text.replace(" ", " \u200f") + "\u202c",
    "tatweel and diacritics": lambda text: text.replace("ل", "لـ").replace("م", "مَّ"),
    "four-byte characters": lambda text: text.replace(" ", " 😀𝒜 ", 6),
    "Persian letters and digits": lambda text: text.translate(str.maketrans("يك0123456789", "یک۰۱۲۳۴۵۶۷۸۹")),
    "odd blanks": lambda text: text.replace(" ", "\u2003").replace(".", ".\x0b\x85"),
    "line ends": lambda text: text.replace(". ", ".\r\n"),
    "lone surrogates and controls": lambda text: text.replace("ن", "ن\ud800").replace("ت", "ت\x1b"),
    "another order": lambda text: text[::-1],
}
REPORT = (
    'قال محمد أنور السادات " رئيس حزب الإصلاح والتنمية " إن الحكومة فشلت في معالجة الأزمة. '
    "وأكد وزير الخارجية الفرنسي، أمس الخميس 19 أكتوبر 2017، أن المبعوث الأممي سيزور صنعاء، وأضاف: «قتل 12 شخصا في قصف على المدينة». "
)


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_spans_hold_their_words_and_references_hold_in_odd_spellings(odd: Callable[[str], str]) -> None:
    record = annotate(Document("x", odd(REPORT), published="2017-10-20"), knowledge.shared())
    for start, end, words in marked(record, "mentions", "roles", "times", "quantities", "labels"):
        assert record.text[start:end] == words
        assert start < end
    for span in unmarked(record):
        assert record.text[span.start : span.end] == record.text[span.start : span.end].strip() != ""
    entities = {entity.id for entity in record.entities}
    told = {role.of for role in record.roles} | {mention.entity for mention in record.mentions} | {s for one in record.statements for s in one.source}
    told |= {who for event in record.events for who in (*event.actors, *event.recipients, *event.places)}
    assert {one for one in told if one and not one.startswith("<")} <= entities


def test_the_country_of_an_office_and_the_united_nations_are_entities_of_the_record() -> None:
    record = annotate(Document("x", REPORT, published="2017-10-20"), knowledge.shared())
    names = {entity.id: entity.name_en for entity in record.entities}
    assert {names.get(role.of or "") for role in record.roles} >= {"France", "United Nations"}
    source = record.statements[0].source_span
    assert source is not None
    assert record.text[source.start : source.end] == 'محمد أنور السادات " رئيس حزب الإصلاح والتنمية'


def test_a_day_after_the_calendar_dates_no_report() -> None:
    assert khabar.annotate("أعلن أمس 31/12/9999 أن الجيش قصف المدينة").published.value is None


def test_sentences_cut_off_anywhere_are_read() -> None:
    """Feeds and pages end in the middle of a sentence; rules that look at the word behind must find none there."""
    cases = Path(__file__).parent / "cases"
    sentences = [line.split("\t")[0] for name in ("statements.tsv", "events.tsv") for line in (cases / name).read_text(encoding="utf-8").splitlines()]
    for sentence in sentences[::4]:
        words = re.sub(r"\b[PLOR](?:=\w+)?\[([^]]*)\]", r"\1", sentence).split(" ")
        for stop in range(1, len(words)):
            cut = " ".join(words[:stop])
            assert khabar.annotate(cut).text == cut
