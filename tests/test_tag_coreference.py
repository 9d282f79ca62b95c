"""Who is who inside one report: short names, spellings, bodies of states, places by context."""

import math
from collections import Counter
from pathlib import Path

import pytest

from khabar.knowledge import shared
from khabar.model import Document, Entity, Mention, Role
from khabar.reading import Reading
from khabar.segment import tokens_of

CASES = Path(__file__).parent / "cases"
KNOWN = shared()
PLACES = [line.split("\t") for line in (CASES / "places.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


BODIES = [line.split("\t") for line in (CASES / "bodies.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def resolved(text: str, names: str, outlet: str | None = None, document: str = "r", roles: tuple[Role, ...] = ()) -> tuple[list[str], dict[str, Entity]]:
    """Return the entities of the names (TYPE:name, in order) and all entities by id."""
    found, at = [], 0
    for number, name in enumerate(names.split("|"), 1):
        kind, _, words = name.partition(":")
        start = text.index(words, at)
        at = start + len(words)
        found.append(Mention(f"m{number}", start, start + len(words), words, kind))
    reading = Reading(Document(document, text, outlet=outlet), tokens_of(text, KNOWN.vocabulary), mentions=found, roles=list(roles))
    result = KNOWN.resolver.resolved(reading)
    return [mention.entity for mention in result.mentions], {entity.id: entity for entity in result.entities}


def test_a_last_name_means_the_full_name_before_it() -> None:
    ids, entities = resolved("قال سعد الكناني إن الأمر انتهى. وأضاف الكناني ذلك.", "PER:سعد الكناني|PER:الكناني")
    assert ids[0] == ids[1]
    assert entities[ids[0]].name == "سعد الكناني"
    assert entities[ids[0]].aliases == ("الكناني",)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("قتل مشتاق طالب السعدي «أبو تقوى» في الغارة. وكان أبو تقوى قائداً.", "PER:مشتاق طالب السعدي|PER:أبو تقوى|PER:أبو تقوى"),
        ("اعتقل سامي رزق الله الملقب بـأبي علي مساءً.", "PER:سامي رزق الله|PER:أبي علي"),
        ("نقلت وكالة أنباء الساحل الأخضر (ساف) الخبر. وقالت ساف إنه صحيح.", "ORG:وكالة أنباء الساحل الأخضر|ORG:ساف|ORG:ساف"),
        ("انسحبت هيئة تحرير الوادي من البلدة. وقالت «الهيئة» إنها عادت.", "ORG:هيئة تحرير الوادي|ORG:الهيئة"),
        ("قال حزب «الفجر» إنه فاز. وشكر «الفجر» ناخبيه.", "ORG:حزب «الفجر»|ORG:الفجر"),
    ],
)
def test_another_name_beside_a_name_is_the_same_one(text: str, names: str) -> None:
    ids, _ = resolved(text, names)
    assert len(set(ids)) == 1


def test_the_father_in_a_name_is_not_the_son() -> None:
    ids, _ = resolved("استقبل الأمير محمد بن سلمان بن فايز ضيفه. ونقل تحيات الملك سلمان بن فايز.", "PER:محمد بن سلمان بن فايز|PER:سلمان بن فايز")
    assert ids[0] != ids[1]


def test_the_occupation_is_the_country_that_a_report_of_palestine_means() -> None:
    ids, _ = resolved("اعتقلت قوات الاحتلال شاباً من رام الله في الضفة الغربية.", "LOC:الاحتلال|LOC:رام الله|LOC:الضفة الغربية")
    assert ids[0] == "loc-israel"


def test_a_last_name_means_the_nearest_of_two_families() -> None:
    text = "التقى نوري الحمداني أمس رياض الحمداني. وقال الحمداني إنه راض."
    ids, _ = resolved(text, "PER:نوري الحمداني|PER:رياض الحمداني|PER:الحمداني")
    assert ids[0] != ids[1]
    assert ids[2] == ids[1]


@pytest.mark.parametrize(
    ("one", "other"), [("سيرغي مالينوف", "سيرجي مالينوف"), ("أبو محمد العراقي", "ابو محمد العراقي"), ("عبد الرحمن القاسم", "عبدالرحمن القاسم")]
)
def test_spellings_of_one_person(one: str, other: str) -> None:
    ids, _ = resolved(f"وصل {one} أمس. وقال {other} ذلك.", f"PER:{one}|PER:{other}")
    assert ids[0] == ids[1]


@pytest.mark.parametrize(("one", "other"), [("حسن الجبوري", "حسين الجبوري"), ("سالم العلي", "سليم العلي"), ("عبد الكريم الناصر", "عبد الرحيم الناصر")])
def test_two_people_stay_two(one: str, other: str) -> None:
    ids, _ = resolved(f"وصل {one} أمس. وقال {other} ذلك.", f"PER:{one}|PER:{other}")
    assert ids[0] != ids[1]


def test_a_short_form_may_leave_out_the_sort_of_body() -> None:
    text = "نظم حزب العهد الشعبي الاشتراكي مسيرة. وقال العهد الشعبي ذلك."
    ids, _ = resolved(text, "ORG:حزب العهد الشعبي الاشتراكي|ORG:العهد الشعبي")
    assert ids[0] == ids[1]


def test_a_short_form_of_two_bodies_means_neither() -> None:
    text = "اجتمع حزب العهد الشعبي مع حركة العهد الوطني. وقال العهد ذلك."
    ids, _ = resolved(text, "ORG:حزب العهد الشعبي|ORG:حركة العهد الوطني|ORG:العهد")
    assert len(set(ids)) == len(ids)


def test_a_body_of_a_state_gets_its_country() -> None:
    ids, entities = resolved("قالت الحكومة العراقية إن الأمر انتهى. وأضافت الحكومة ذلك.", "ORG:الحكومة العراقية|ORG:الحكومة")
    assert ids[0] == ids[1]
    assert entities[ids[0]].country == "IQ"


def test_a_body_without_a_country_is_of_the_country_spoken_of() -> None:
    ids, entities = resolved("في الجزائر قال الجيش إن الحدود الجزائرية آمنة.", "ORG:الجيش")
    assert entities[ids[0]].country == "DZ"


def test_two_armies_stay_two() -> None:
    ids, _ = resolved("قال الجيش السوري ذلك ونفى الجيش التركي.", "ORG:الجيش السوري|ORG:الجيش التركي")
    assert ids[0] != ids[1]


def test_a_longer_name_explains_a_shorter_one() -> None:
    ids, _ = resolved("قالت لجنة متابعة شؤون النازحين ذلك. وأضافت لجنة متابعة أمراً.", "ORG:لجنة متابعة شؤون النازحين|ORG:لجنة متابعة")
    assert ids[0] == ids[1]


def test_a_country_is_one_entity_under_all_its_names() -> None:
    ids, entities = resolved("سورية وسوريا والجمهورية العربية السورية", "LOC:سورية|LOC:سوريا|LOC:الجمهورية العربية السورية")
    assert set(ids) == {"loc-syria"}
    assert entities["loc-syria"].country == "SY"


def test_a_country_that_begins_with_the_particle_has_no_article() -> None:
    assert set(resolved("وصل إلى لبنان أمس وقدم للبنان مساعدات.", "LOC:لبنان|LOC:لبنان")[0]) == {"loc-lebanon"}


def test_the_article_that_a_particle_swallows_is_given_back() -> None:
    ids, entities = resolved("دعا الجامعة العربية ثم عاد للجامعة العربية.", "ORG:الجامعة العربية|ORG:لجامعة العربية")
    assert ids[0] == ids[1]
    assert all(not alias.startswith("لج") for alias in entities[ids[0]].aliases)


def _distance(entity: Entity, lat: float, lon: float) -> float:
    """Return kilometres between an entity and a point, infinite where nobody knows where it is."""
    if entity.lat is None or entity.lon is None:
        return math.inf
    return math.hypot((entity.lat - lat) * 111, (entity.lon - lon) * 111 * math.cos(math.radians(lat)))


def test_places_of_the_region() -> None:
    wrong = []
    for name, context, country, lat, lon in PLACES:
        ids, entities = resolved(f"وقع الحادث في {name} في {context} أمس", f"LOC:{name}")
        entity = entities[ids[0]]
        if entity.country != country or _distance(entity, float(lat), float(lon)) > 25:
            wrong.append((name, entity.id))
    assert len(PLACES) >= 100
    assert len(wrong) <= 0.05 * len(PLACES), wrong


def test_one_place_two_names_whatever_was_read_before() -> None:
    for name in ("ساحل سليم", "الساحل"):
        ids, entities = resolved(f"وصل الوفد إلى {name} في مصر", f"LOC:{name}|LOC:مصر")
        assert (ids[0], entities[ids[0]].name) == ("loc-gn-359892", name)


def test_one_name_two_places() -> None:
    cities = {country: resolved(f"قتل جنديان في طرابلس شمال {country}", "LOC:طرابلس")[1].popitem()[1].country for country in ("لبنان", "ليبيا")}
    assert cities == {"لبنان": "LB", "ليبيا": "LY"}


def test_an_unknown_place_has_an_id_from_its_name() -> None:
    ids, entities = resolved("في تل الزعرورة انفجار", "LOC:تل الزعرورة")
    assert ids[0].startswith("loc-")
    assert Counter(entity.lat for entity in entities.values()) == {None: 1}


def test_a_country_and_the_capital_of_another() -> None:
    ids, entities = resolved("قال الملك الأردني في عمّان إن الأردن بخير", "LOC:عمّان|LOC:الأردن")
    assert entities[ids[0]].country == "JO"
    assert ids[0] != ids[1]
    assert resolved("وصل الوفد إلى عمّان أمس. وغادر عمان اليوم", "LOC:عمّان|LOC:عمان")[0] == ["loc-amman", "loc-amman"]
    assert resolved("وصل وفد عماني إلى سلطنة عمان", "LOC:سلطنة عمان")[0] == ["loc-oman"]


def _of_body(text: str, name: str, others: str, outlet: str) -> Entity:
    """Return what a body is read as beside the other names of a sentence."""
    named = [f"ORG:{name}", *(other for other in others.split(";") if other != "-")]
    at: dict[str, int] = {}
    placed = []
    for one in named:
        words = one.partition(":")[2]
        at[words] = text.index(words, at.get(words, -1) + 1)
        placed.append((at[words], one))
    placed.sort()
    ids, entities = resolved(text, "|".join(one for _, one in placed), None if outlet == "-" else outlet)
    return entities[ids[[one for _, one in placed].index(named[0])]]


@pytest.mark.parametrize(("text", "name", "others", "outlet", "country"), BODIES)
def test_whose_a_body_is(text: str, name: str, others: str, outlet: str, country: str) -> None:
    assert _of_body(text, name, others, outlet).country == (None if country == "-" else country)


def test_a_body_of_no_known_state_is_another_in_every_report() -> None:
    text = "قالت الشرطة إنها أوقفت رجلين."
    one, other = (resolved(text, "ORG:الشرطة", document=document) for document in ("r1", "r2"))
    assert one[0] != other[0]
    assert one[1][one[0][0]].name_en == "Police"


def test_elections_of_two_countries_are_two() -> None:
    ids = [
        resolved(f"تستعد {place} للاقتراع. وتبدأ الانتخابات الرئاسية غدا في {place}.", f"LOC:{place}|PROC:الانتخابات الرئاسية")[0][1]
        for place in ("كينيا", "فنزويلا")
    ]
    assert ids[0] != ids[1]


def test_what_a_report_calls_alike_is_one_body() -> None:
    ids, _ = resolved("قالت الشرطة إنها أوقفت رجلين. وأضافت الشرطة أنهما مسلحان.", "ORG:الشرطة|ORG:الشرطة")
    assert ids[0] == ids[1]


def test_an_interim_government_is_not_the_government() -> None:
    ids, _ = resolved("رفضت الحكومة السورية الحوار مع الحكومة المؤقتة في سوريا.", "ORG:الحكومة السورية|ORG:الحكومة المؤقتة")
    assert ids[0] != ids[1]


def test_a_body_in_the_title_of_a_known_person_is_of_that_persons_country() -> None:
    text = "تابع السياسيون في لبنان التهديدات الإسرائيلية. وأكد رئيس مجلس النواب نبيه بري أن إسرائيل لا تخيف أحدا في لبنان."
    start = text.index("رئيس")
    role = Role(start, start + len("رئيس مجلس النواب"), "رئيس مجلس النواب", "m3")
    ids, entities = resolved(text, "LOC:لبنان|ORG:مجلس النواب|PER:نبيه بري|LOC:إسرائيل", roles=(role,))
    assert entities[ids[1]].country == "LB"


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("الوكالة الدولية للطاقة الذرية", "org-iaea"),
        ("الاتحاد العام التونسي للشغل", "org-ugtt"),
        ("المفوضية السامية للأمم المتحدة لشؤون اللاجئين", "org-unhcr"),
        ("القاعدة في اليمن", "org-aqap"),
    ],
)
def test_a_listed_body_is_known_by_its_name(name: str, number: str) -> None:
    assert resolved(f"أعلنت {name} أمس موقفها.", f"ORG:{name}")[0] == [number]


def test_a_name_that_many_bodies_have_means_the_one_named_in_full() -> None:
    text = "طالب الاتحاد العام التونسي للشغل بزيادة الأجور. وأضاف الاتحاد أن الحوار مستمر."
    assert resolved(text, "ORG:الاتحاد العام التونسي للشغل|ORG:الاتحاد")[0] == ["org-ugtt", "org-ugtt"]


def test_peacekeepers_are_one_with_or_without_the_word_international() -> None:
    text = "عادت قوات حفظ السلام في الجولان إلى مواقعها. وقالت قوات حفظ السلام الدولية إنها آمنة."
    ids, _ = resolved(text, "ORG:قوات حفظ السلام في الجولان|ORG:قوات حفظ السلام الدولية")
    assert ids[0] == ids[1]


def test_a_fathers_name_is_not_the_sons() -> None:
    ids, _ = resolved("قال الرئيس حامد سالم إن نجله أنس حامد سالم عاد. وأضاف حامد سالم ذلك.", "PER:حامد سالم|PER:أنس حامد سالم|PER:حامد سالم")
    assert ids[0] == ids[2] != ids[1]


def test_a_name_may_leave_out_muhammad() -> None:
    assert len(set(resolved("وصل محمد جمال الدين رشوان. وقال جمال الدين رشوان ذلك.", "PER:محمد جمال الدين رشوان|PER:جمال الدين رشوان")[0])) == 1


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("شيع الآلاف جثمان الشيخ ياسين الدباغ. وقال نجله كمال الدباغ إنهم صابرون. وكان الدباغ خطيب الجامع.", 0),  # not the son
        ("قال الدكتور كمال الدباغ ذلك بعد لقاء الشيخ ياسين الدباغ. وأضاف الدكتور الدباغ أن الأمر انتهى.", 0),  # whom it calls so
        ("قال كمال الدباغ إن التحقيق في اغتيال ياسين الدباغ مستمر. وأضاف الدباغ أنه متفائل.", 0),  # not the dead
    ],
)
def test_of_two_of_one_family_a_last_name_means_the_one_spoken_of(text: str, meant: int) -> None:
    names = [name for name in ("ياسين الدباغ", "كمال الدباغ") if name in text]
    names.sort(key=text.index)
    ids, _ = resolved(text, "|".join(f"PER:{name}" for name in (*names, "الدباغ")))
    assert ids[2] == ids[meant]


def test_two_embassies_stay_two_in_all_reports() -> None:
    text = "أغلقت السفارة الليبية أبوابها، ونفت السفارة المصرية ذلك. وقالت السفارة بتونس إنها تعمل."
    ids, entities = resolved(text, "ORG:السفارة الليبية|ORG:السفارة المصرية|ORG:السفارة بتونس")
    assert len(set(ids)) == 3
    assert [entities[number].country for number in ids[:2]] == ["LY", "EG"]
    assert resolved("قالت السفارة الليبية ذلك.", "ORG:السفارة الليبية", document="other")[0] == ids[:1]


def test_the_kingdom_is_the_one_spoken_of() -> None:
    for text, wanted in [
        ("قال وزير أردني في العقبة إن المملكة مستقرة.", "loc-jordan"),
        ("قال وزير مغربي في طنجة إن المملكة مستقرة.", "loc-morocco"),
        ("قال وزير سعودي في جدة إن المملكة مستقرة.", "loc-saudi-arabia"),
    ]:
        assert resolved(text, "LOC:المملكة")[0] == [wanted]
    assert resolved("قال الوزير إن المملكة مستقرة.", "LOC:المملكة")[1].popitem()[1].country is None


def test_a_common_word_is_a_place_only_where_its_country_is_spoken_of() -> None:
    assert resolved("القرار يفتح الباب أمام الحوار بين النقابات.", "LOC:الباب")[0] == []
    assert resolved("سيطرت فصائل سورية على الباب أمس.", "LOC:الباب")[0] == ["loc-al-bab"]
    assert resolved("قصفت المدفعية الباب ومنبج أمس.", "LOC:الباب|LOC:منبج")[0][0] == "loc-al-bab"
    assert resolved("أصيب أربعة من الشبان في الإسكندرية.", "LOC:الإسكندرية")[1].popitem()[1].country == "EG"


def test_a_quarter_is_in_the_country_of_the_outlet() -> None:
    assert resolved("اندلع حريق في المرج أمس.", "LOC:المرج", outlet="youm7.com")[1].popitem()[1].country == "EG"
    assert resolved("اندلع حريق في المرج شرق ليبيا أمس.", "LOC:المرج")[1].popitem()[1].country == "LY"


def test_a_common_given_name_is_nobody_whom_everybody_knows() -> None:
    ids, _ = resolved("حاكم القضاة محمد مرسي. وقالت أسرة الطفل محمد إنه تغيب.", "PER:محمد مرسي|PER:محمد")
    assert ids[0] != ids[1]
    ids, _ = resolved("قال رافد الكناني إنه راض، وأضاف رافد ذلك.", "PER:رافد الكناني|PER:رافد")
    assert ids[0] == ids[1]


def test_a_paper_named_behind_its_head_is_no_party() -> None:
    ids, _ = resolved("قالت جريدة الوفد إن حزب الوفد في القاهرة سيشارك.", "ORG:الوفد|ORG:حزب الوفد|LOC:القاهرة")
    assert ids[:2] == ["org-wafd-news", "org-wafd-party"]


def test_a_name_with_initials_is_nobody_named_in_full() -> None:
    ids, _ = resolved("تلقى اللواء سامر الحوراني بلاغا ضد سامر. ع، عاطل. وقال سامر إنه بريء.", "PER:سامر الحوراني|PER:سامر|PER:سامر")
    assert ids[0] != ids[1]
    assert ids[0] == ids[2]


def test_a_body_that_every_place_has_is_another_in_every_report() -> None:
    ids = {resolved("قال شهود في حلب بسوريا إن الحريق شب في كلية الهندسة.", "LOC:حلب|LOC:سوريا|ORG:كلية الهندسة", document=name)[0][2] for name in ("a", "b")}
    assert len(ids) == 2


def test_a_body_that_every_place_has_is_the_one_named_in_full() -> None:
    ids, _ = resolved("احترق مبنى مديرية أمن بورسعيد. وقالت مديرية الأمن إن الحريق أخمد.", "ORG:مديرية أمن بورسعيد|ORG:مديرية الأمن")
    assert ids[0] == ids[1]
    ids, _ = resolved("مديرية أمن حلب ومديرية أمن حمص، وقالت مديرية الأمن", "ORG:مديرية أمن حلب|ORG:مديرية أمن حمص|ORG:مديرية الأمن")
    assert len(set(ids)) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("مديرية أمن بورسعيد", "أمن بورسعيد"),
        ("قسم شرطة كرموز", "شرطة كرموز"),
        ("الأناضول للأنباء", "الأناضول"),
        ("أولتراس أهلاوي", "ألتراس أهلاوي"),
        ("رابطة أولتراس الجنوب", "رابطة ألتراس الجنوب"),
    ],
)
def test_a_body_is_one_however_papers_write_it(one: str, other: str) -> None:
    assert resolved(f"قالت {one} ذلك.", f"ORG:{one}")[0] == resolved(f"وقالت {other} أمس.", f"ORG:{other}", document="s")[0]


def test_a_round_is_one_however_its_town_is_spelt() -> None:
    assert len({resolved(f"قبل {name} في", f"PROC:{name}")[0][0] for name in ("أستانة 7", "أستانا 7", "آستانة 7")}) == 1


def test_a_committee_behind_a_particle_is_no_paradise() -> None:
    for text, name, whole in (
        ("عضو للجنة حقوق الإنسان", "لجنة حقوق الإنسان", "لجنة حقوق الإنسان"),
        ("عضو للجنة العليا للانتخابات", "لجنة العليا للانتخابات", "اللجنة العليا للانتخابات"),
        ("عضو للجنة القضائية", "لجنة القضائية", "اللجنة القضائية"),
    ):
        ids, entities = resolved(text, f"ORG:{name}")
        assert whole in {entities[ids[0]].name, *entities[ids[0]].aliases}


def test_a_name_over_two_lines_is_shown_on_one() -> None:
    ids, entities = resolved("قال الرئيس كمال\nالجندي إن", "PER:كمال\nالجندي")
    assert entities[ids[0]].name == "كمال الجندي"


def test_where_somebody_was_born_is_not_muscat() -> None:
    ids, _ = resolved("زار القرية مسقط رأس الرئيس ثم وصل إلى مسقط في عمان", "LOC:مسقط|LOC:مسقط|LOC:عمان")
    assert len(ids) == 2


def test_a_word_for_a_sort_of_place_is_another_place_in_every_report() -> None:
    assert len({resolved("تجمعوا أمام المسجد أمس", "LOC:المسجد", document=name)[0][0] for name in ("a", "b")}) == 2
