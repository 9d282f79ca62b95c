"""People without a name who act in events: the words for them, their forms in construct, and titles that mean whoever was named by them."""

import pytest

from khabar import annotate

PEOPLE = [
    ("تظاهر مودعون أمام المصارف في بيروت.", "depositors"),
    ("تظاهر أولياء الأمور أمام مديرية التربية.", "parents"),
    ("تظاهر ذوو المعتقلين في الرباط.", "relatives"),
    ("تظاهر أصحاب المخابز احتجاجا على رفع الأسعار.", "owners"),
    ("تظاهر المعطلون عن العمل في قفصة.", "unemployed"),
    ("تظاهر مشجعو النادي أمام مقر الاتحاد.", "football supporters"),
    ("تظاهر متطوعو الحملة في الكويت.", "volunteers in Kuwait"),
    ("تظاهر أبناء القرية احتجاجا على انقطاع المياه.", "people"),
    ("ألقت المباحث القبض على عاطل بحوزته سلاح.", "detectives"),
    ("تظاهر أعضاء في الحزب أمام مقره.", "members"),
    ("تظاهر الشعب ضد الحكومة.", "people"),
    ("هاجمت عناصر مجهولة أنبوب النفط في مأرب.", "members of groups"),
]


@pytest.mark.parametrize(("text", "who"), PEOPLE)
def test_people_are_told_by_words_of_all_regions(text: str, who: str) -> None:
    event = annotate(text, published="2019-05-01").events[0]
    assert event.actors == (f"<{who}>",)


def test_a_bare_title_means_the_only_one_who_bears_it() -> None:
    record = annotate("زار محافظ البصرة كاظم الساعدي القضاء. ودعا المحافظ الأهالي إلى الهدوء.", published="2019-05-01")
    (governor,) = (entity.id for entity in record.entities if entity.type == "PER")
    assert [event.actors for event in record.events if event.type == "REQUEST"] == [(governor,)]
