import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.model import Span
from khabar.segment import Tokens, tokens_of
from khabar.vocabulary import Vocabulary, press_vocabulary

VOCABULARY = press_vocabulary()


def forms(text: str) -> list[str]:
    tokens = tokens_of(text, VOCABULARY)
    return [tokens.light(i) for i in range(len(tokens))]


def sentences(text: str) -> list[str]:
    tokens = tokens_of(text, VOCABULARY)
    return [tokens.string(*sentence) for sentence in tokens.sentences]


SPLITS = [
    ("ولسورية", "و ل سورية"),
    ("للكرملين", "ل الكرملين"),
    ("وبالعاصمة", "و ب العاصمة"),
    ("وليد", "وليد"),
    ("واشنطن", "واشنطن"),
    ("بغداد", "بغداد"),
    ("لبنان", "لبنان"),
    ("ولبنان", "و لبنان"),
    ("كركوك", "كركوك"),
    ("فلسطين", "فلسطين"),
    ("وقال", "و قال"),
    ("وأضاف", "و أضاف"),
    ("وتابع", "و تابع"),
    ("وكان", "و كان"),
    ("وكالة", "وكالة"),
    ("ووكالة", "و وكالة"),
    ("وزير", "وزير"),
    ("وفد", "وفد"),
    ("ولكن", "و لكن"),
    ("بأن", "ب أن"),
    ("فقال", "ف قال"),
    ("لجنة", "لجنة"),
    ("لبحث", "ل بحث"),
    ("بحث", "بحث"),
    ("سيعقد", "سيعقد"),
    ("لله", "لله"),
]


@pytest.mark.parametrize(("word", "segments"), SPLITS)
def test_particles_are_tokens_of_their_own(word: str, segments: str) -> None:
    assert forms(word) == segments.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("د ا ع ش تنسحب", ["داعش", "تنسحب"]),
        ("د_ا_ع_ش", ["داعش"]),
        ("(أ ف ب)", ["(", "أفب", ")"]),
        ("لـ«سانا»", ["ل", "«", "سانا", "»"]),
        ("1,200 و٤٫٥", ["1,200", "و", "٤٫٥"]),
        ("ـ \u200f", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


def test_spans_point_at_the_characters_as_printed() -> None:
    text = "أكّد \u202bلِسُوريّةَ\u202c ذلك"
    tokens = tokens_of(text, VOCABULARY)
    assert [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)] == ["أكّد", "لِ", "سُوريّةَ", "ذلك"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("وصل الوفد. وغادر في المساء.", 2),
        ("بلغت النسبة 4.5 في المئة.", 1),
        ("عنوان بلا نقطة\nثم نص الخبر", 2),
        ("هل انتهت الهدنة؟ لا.", 2),
        ("قال: «انتهى الأمر». وأضاف: «سنعود».", 2),
        ("", 0),
        ("\n\n\n", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_boilerplate_has_no_tokens() -> None:
    tokens = tokens_of("نص الخبر شارك المقال", VOCABULARY, [Span(9, 20)])
    assert [tokens.light(i) for i in range(len(tokens))] == ["نص", "الخبر"]


def test_ranges_and_characters_agree() -> None:
    tokens = tokens_of("زار الوفد دمشق وحلب", VOCABULARY)
    assert tokens.range(10, 19) == (2, 5)
    assert tokens.range(10, 16) == (2, 4)
    assert tokens.span(2, 3) == Span(10, 14)


def lawful(tokens: Tokens) -> bool:
    edges = [edge for pair in zip(tokens.starts, tokens.ends, strict=True) for edge in pair]
    covered = [i for first, stop in tokens.sentences for i in range(first, stop)]
    in_paragraphs = [i for first, stop in tokens.paragraphs for i in range(first, stop)]
    everything = list(range(len(tokens)))
    return (
        edges == sorted(edges) and covered == everything and in_paragraphs == everything and all(a < b for a, b in zip(tokens.starts, tokens.ends, strict=True))
    )


@given(st.text(alphabet=st.characters(codec=None), max_size=200))
def test_any_text_is_cut_lawfully(text: str) -> None:
    assert lawful(tokens_of(text, VOCABULARY))


@given(st.text(alphabet="ولبكفالسرية \u200f\u064bـ.«»\n5٥", max_size=60))
def test_arabic_is_cut_lawfully(text: str) -> None:
    assert lawful(tokens_of(text, VOCABULARY))


def test_a_vocabulary_that_forgot_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    vocabulary = Vocabulary({"سوريه": 9})
    before = tokens_of("زار الوفد سورية", vocabulary)
    lights = [before.light(i) for i in range(len(before))]
    monkeypatch.setattr("khabar.vocabulary.MOST_FORMS", 1)
    vocabulary.trim()
    assert len(vocabulary) == 0
    after = tokens_of("زار الوفد سورية", vocabulary)
    assert [after.light(i) for i in range(len(after))] == lights
