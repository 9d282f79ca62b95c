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


def test_people_told_again_with_the_article_are_those_told_before() -> None:
    record = annotate("أضرب عمال في صفاقس أمس. ورفض العمال عرض الإدارة.", published="2019-05-01")
    assert {who for event in record.events for who in event.actors} == {"<workers in Sfax>"}
    apart = "تظاهر طلاب في صفاقس وتظاهر طلاب في سوسة. ورفض الطلاب العرض."
    assert ("<students>",) in [event.actors for event in annotate(apart, published="2019-05-01").events]


def test_a_number_of_things_is_no_number_of_people() -> None:
    record = annotate("أحرق مسلحون عشرات أشجار الزيتون في قرية بورين.", published="2019-05-01")
    assert not any("people" in who for event in record.events for who in (*event.actors, *event.recipients))
    (event,) = annotate("اعتقلت الشرطة عشرات المحتجين.", published="2019-05-01").events[:1]
    assert event.recipients == ("<protesters>",)


def test_a_collective_behind_its_vehicles_acts() -> None:
    event = annotate("توغلت آليات الاحتلال شرق خان يونس.", published="2019-05-01").events[0]
    assert event.actors == ("loc-israel",)


def test_a_source_without_a_name_makes_the_demand_that_it_voices() -> None:
    event = annotate("طالب مصدر أمني الأهالي بالتعاون مع الشرطة.", published="2019-05-01").events[0]
    assert event.actors == ("<security source>",)
