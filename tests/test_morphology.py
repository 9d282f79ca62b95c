import pytest

from khabar.morphology import bases, conjugated

FORMS = [
    ("قال", "يقول", "قالت", "past f1"),
    ("قال", "يقول", "يقل", "present m1"),
    ("قال", "يقول", "سيقولون", "future m3"),
    ("أجرى", "يجري", "أجرت", "past f1"),
    ("أجرى", "يجري", "أجروا", "past m3"),
    ("أجرى", "يجري", "يجرون", "present m3"),
    ("دعا", "يدعو", "دعت", "past f1"),
    ("دعا", "يدعو", "يدعون", "present m3"),
    ("التقى", "يلتقي", "التقيا", "past m2"),
    ("التقى", "يلتقي", "يلتق", "present m1"),
    ("أكّد", "يؤكّد", "أكدا", "past m2"),
    ("أكّد", "يؤكّد", "تؤكد", "present f1"),
    ("أعلن", "يعلن", "سيعلن", "future m1"),
]


@pytest.mark.parametrize(("past", "present", "form", "tells"), FORMS)
def test_forms_of_verbs(past: str, present: str, form: str, tells: str) -> None:
    found = conjugated(past, present)[form]
    assert f"{found.tense} {found.gender}{found.number}" == tells


def test_short_first_persons_are_other_words() -> None:
    assert {"نقل", "أقل"}.isdisjoint(conjugated("قال", "يقول"))


@pytest.mark.parametrize(
    ("form", "base"),
    [("مباحثاته", "مباحثات"), ("لقائه", "لقاء"), ("الهجمات", "هجمات"), ("تحاصره", "تحاصر"), ("زيارته", "زيارة"), ("مؤكدا", "مؤكد"), ("التقاه", "التقى")],
)
def test_bases_of_a_form(form: str, base: str) -> None:
    assert base in bases(form)
    assert bases(form)[0] == form
