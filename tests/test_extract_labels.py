"""Who calls whom what, and words withheld."""

from functools import cache

import pytest

from khabar.extract.statements import Said, StatementReader
from khabar.model import Entity
from khabar.vocabulary import Vocabulary, press_vocabulary
from marked import marked


@cache
def _tools() -> tuple[Vocabulary, StatementReader]:
    vocabulary = press_vocabulary()
    return vocabulary, StatementReader(vocabulary)


def _said(text: str) -> Said:
    vocabulary, reader = _tools()
    return reader.said(marked(text, vocabulary))


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("هاجمت الجماعات الإرهابية القرية.", [("الجماعات الإرهابية", None, None)]),
        ("انسحب تنظيم «O[داعش]» الإرهابي من البلدة.", [("تنظيم «داعش» الإرهابي", None, "داعش")]),
        ("قال P[سمير]: «لن نحاور الإرهابيين».", [("الإرهابيين", "سمير", None)]),
        ("قال P[سمير] إن المرتزقة انسحبوا.", [("المرتزقة", None, None)]),
        ("قصفت ميليشيا O[الحزب] المدينة.", [("ميليشيا الحزب", None, "الحزب")]),
        ("اقتحمت قوات الاحتلال المخيم.", [("قوات الاحتلال", None, None)]),
        ("يتمسك محور المقاومة بموقفه.", [("محور المقاومة", None, None)]),
        ("ردت الفصائل على «ميليشيات النظام».", [("ميليشيات النظام", None, None)]),
        ("وفيما تسميهم O[الحكومة] «الميليشيا الانقلابية»، انسحبوا.", [("الميليشيا الانقلابية", "الحكومة", None)]),
        ("يصف P[سمير] O[الحزب] بأنه «منظمة إرهابية».", [("منظمة إرهابية", "سمير", None)]),
        ("دعا الرئيس المخلوع P[سمير] أنصاره إلى الصمود.", [("المخلوع", None, "سمير")]),
        ("أطلقت الميليشيا الحوثية صاروخا.", [("الميليشيا الحوثية", None, None)]),
        ("انسحب الدواعش من البلدة.", [("الدواعش", None, None)]),
        ("أعلن النظام الداخلي للجمعية.", []),
        ("افتتح الوزير مدرسة جديدة.", []),
    ],
)
def test_labels(text: str, labels: list[tuple[str, str | None, str | None]]) -> None:
    assert [(label.text, label.namer, label.named) for label in _said(text).labels] == labels


def test_a_label_that_always_means_one_place_names_it_where_the_report_knows_it() -> None:
    vocabulary, reader = _tools()
    reading = marked("أدانت O[الحركة] ممارسات الكيان الصهيوني.", vocabulary)
    assert [label.named for label in reader.said(reading).labels] == [None]
    reading.entities = [Entity("loc-israel", "LOC", "إسرائيل")]
    assert [label.named for label in reader.said(reading).labels] == ["loc-israel"]


@pytest.mark.parametrize(
    ("text", "withheld"),
    [
        ("رفض P[سمير] التعليق على الأنباء.", [("رفض سمير التعليق", ("سمير",))]),
        ("ولم يعلق P[سمير] على القرار.", [("لم يعلق", ("سمير",))]),
        ("ولم يصدر أي تعليق من O[الوزارة].", [("لم يصدر أي تعليق", ("الوزارة",))]),
        ("ولم يصدر عن O[الوزارة] أي رد فعل.", [("لم يصدر عن الوزارة أي رد", ("الوزارة",))]),
        ("ولم يتسن لـO[رويترز] الحصول على تعليق فوري من O[الجيش].", [("لم يتسن لـرويترز الحصول على تعليق", ("الجيش",))]),
        ("وتعذر الحصول على تعليق.", [("تعذر الحصول على تعليق", ())]),
        ("ولم ترد O[الوزارة] على اتصالات متكررة.", [("لم ترد الوزارة على اتصالات", ("الوزارة",))]),
        ("قال P[سمير] إن الخطة جاهزة، لكنه رفض الخوض في التفاصيل.", [("رفض الخوض", ("سمير",))]),
        ("أعلن P[سمير] أن الخطة جاهزة. ولم يرد على أسئلة الصحافيين.", [("لم يرد على أسئلة", ("سمير",))]),
        ("ولم يؤكد O[الجيش] ذلك ولم ينفه.", [("لم يؤكد الجيش ذلك ولم ينفه", ("الجيش",))]),
        ("أما P[سمير] فلم يدل بأي تصريح.", [("لم يدل بأي تصريح", ("سمير",))]),
        ("والتزمت O[الحكومة] الصمت حيال الاتهامات.", [("التزمت الحكومة الصمت", ("الحكومة",))]),
        ("قال مسؤول رفض الكشف عن هويته إن الاتفاق قريب.", []),
        ("امتنعت O[الوزارة] عن الإدلاء بأي تصريح.", [("امتنعت الوزارة عن الإدلاء", ("الوزارة",))]),
        ("رفض P[سمير] القرار وواصل الرد على الأسئلة.", []),
    ],
)
def test_words_withheld(text: str, withheld: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(declined.text, declined.source) for declined in _said(text).declined] == withheld
