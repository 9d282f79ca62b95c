"""One person in all reports: spellings joined, namesakes apart, whatever the order, and what analysts judge."""

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import khabar
from khabar.errors import ConfigError
from khabar.link.entities import Linker, linked
from khabar.link.judgements import Judgement, Judgements, checked, exported, imported
from khabar.link.renaming import renamed
from khabar.link.written import full_name, well_written
from khabar.model import Document, Record
from khabar.query.entities import entities
from khabar.store.database import Database
from khabar.store.judging import Judging
from khabar.store.reading import record
from khabar.store.writing import Writer, kept
from link_records import report


def people(records: Iterable[Record]) -> list[str]:
    return [entity.id for found in records for entity in found.entities if entity.type == "PER"]


TEN = ("سيرغي مالينوف|سيرجي مالينوف|سيرغي مالنوف|سيرجى مالينوف|سيرغيي مالينوف|سيرقي مالينوف|سِيرغي مالينوف|سرغي مالينوف|سيرغي ماليينوف|سيرجي مالنوف").split("|")


def test_one_person_in_ten_spellings() -> None:
    records = [report(f"r{number}", name, "وزير الخارجية الروسي", "loc-russia") for number, name in enumerate(TEN)]
    assert len(set(people(linked(records)))) == 1


def test_two_people_who_share_a_name_stay_apart() -> None:
    minister = [report(f"a{n}", "محمد الكرخي", "وزير الداخلية العراقي", "loc-iraq") for n in range(3)]
    governor = [report(f"b{n}", "محمد الكرخي", "السفير السوداني", "loc-sudan") for n in range(2)]
    player = [report("c", "محمد الكرخي", "لاعب الفريق", None)]
    ids = people(linked([*minister, *governor, *player]))
    assert len(set(ids[:3])) == 1
    assert len(set(ids[3:5])) == 1
    assert len(set(ids)) == 3


def test_who_has_no_title_is_the_one_most_reported() -> None:
    known = [report(f"a{n}", "محمد الكرخي", "وزير الداخلية العراقي", "loc-iraq") for n in range(3)]
    ids = people(linked([*known, report("b", "محمد الكرخي", None, None)]))
    assert len(set(ids)) == 1


def test_people_named_together_outweigh_titles_of_two_countries() -> None:
    friends = ("ليث الحمداني", "نور الدين فارس")
    records = [
        report("a", "هنري ستون", "السفير الأمريكي", "loc-united-states", friends),
        report("b", "هنري ستون", "المبعوث البريطاني", "loc-united-kingdom", friends),
    ]
    assert len({people([found])[0] for found in linked(records)}) == 1


def test_a_last_name_alone_means_whom_the_reports_know() -> None:
    full = [report(f"a{n}", "جابر المنصوراني", "الوزير العراقي", "loc-iraq") for n in range(3)]
    alone = report("b", "المنصوراني", None, None)
    assert len(set(people(linked([*full, alone])))) == 1


def test_a_last_name_alone_is_not_one_that_only_sounds_like_it() -> None:
    full = [report(f"a{n}", "جون كيرمي", "الوزير الأمريكي", "loc-united-states") for n in range(3)]
    ids = people(linked([*full, report("b", "كرمان", None, None), report("c", "كيرمى", None, None)]))
    assert ids[3] != ids[0] == ids[4]


def test_a_common_last_name_alone_means_whom_everybody_knows() -> None:
    home = ("ليث الحمداني",)
    full = [report(f"a{n}", "حسني مبارك", "الرئيس المصري", "loc-egypt", home) for n in range(3)]
    others = [report("b", "جمال مبارك", None, None), report("c", "سالم الكريم", None, None)]
    alone = khabar.annotate("القاهرة في مصر: نقل الرئيس المخلوع مبارك إلى مستشفى في القاهرة، وقال مبارك إنه بخير.", id="d")
    ids = {entity.name: entity.id for found in linked([*full, *others, alone]) for entity in found.entities if entity.type == "PER"}
    assert ids["مبارك"] == ids["حسني مبارك"]


def test_a_bishop_is_not_the_politician_of_that_name() -> None:
    full = [report(f"a{n}", "عمرو موسى", "الوزير المصري", "loc-egypt") for n in range(3)]
    bishop = khabar.annotate("القاهرة في مصر: قال الأنبا موسى أسقف الشباب في مصر إن اللقاء ناجح. وأضاف الأنبا موسى ذلك.", id="d")
    ids = people(linked([*full, bishop]))
    assert ids[-1] != ids[0]


def test_a_given_name_alone_is_somebody_else_in_every_report() -> None:
    texts = ["قالت الشرطة إن محمد أصيب في الحادث.", "وأضاف محمد أن الطريق مغلق. وقال محمد ذلك."]
    ids = people(linked([khabar.annotate(text, id=f"r{number}") for number, text in enumerate(texts)]))
    assert len(ids) == len(set(ids)) == 2


def test_a_misspelling_keeps_no_name_from_its_fuller_one() -> None:
    names = ["خالد سعيد حسين الشيشني", "خالد الشيشيني", "خالد الشيشني"]
    assert len(set(people(linked([report(f"r{number}", name, None, None) for number, name in enumerate(names)])))) == 1


def test_who_signs_with_a_common_name_is_not_who_is_reported_of() -> None:
    signed = [khabar.annotate(f"كتب - محمد سعيد:\nأعلن حزب {word} مقاطعة الانتخابات.", id=word) for word in ("الغد", "الشعب")]
    accused = khabar.annotate("قررت المحكمة حبس محمد سعيد أربعة أيام بتهمة السرقة. وقال الدفاع إن محمد سعيد بريء.", id="c")
    ids = people(linked([*signed, accused]))
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize(
    ("best", "others"),
    [
        ("أحمد فهمي", ["احمد فهمي", "أحمد فهمى", "احمد فهمى"]),
        ("السيد البدوي", ["سيد البدوي", "السيد البدوى"]),
        ("عمرو موسى", ["عمرو موسي"]),
        ("عبد المنعم أبو الفتوح", ["عبدالمنعم أبوالفتوح", "عبد المنعم أبوالفتوح", "عبد المنعم ابو الفتوح"]),
        ("باسم عودة", ["باسم عوده"]),
        ("نزيه الحسن", ["نزية الحسن", "نزيه الحسـن", "نزيه الحُسن"]),
    ],
)
def test_a_person_is_shown_by_the_best_spelling(best: str, others: list[str]) -> None:
    assert max([*others, best], key=well_written) == best


@pytest.mark.parametrize(
    ("best", "others"),
    [
        ("مديرية أمن بورسعيد", ["أمن بورسعيد", "مديريه أمن بورسعيد", "مديرية امن بورسعيد", "«مديرية أمن بورسعيد»"]),
        ("الشرطة المصرية", ["هيئة الشرطة", "الشرطة"]),
        ("النيابة العامة", ["النيابة", "النيابـة العامة", "النيابه العامه"]),
        ("مستشفى الشرطة المصري", ["مستشفي الشرطة المصري", "مستشفى الشرطة المصرى"]),
    ],
)
def test_a_body_is_shown_by_its_fullest_name(best: str, others: list[str]) -> None:
    assert max([*others, best], key=full_name) == best


def test_a_fathers_name_more_is_the_same_a_first_name_more_is_not() -> None:
    ids = people(linked([report("a", "بشير الراوي", None, None), report("b", "بشير حافظ الراوي", None, None), report("c", "ماهر بشير الراوي", None, None)]))
    assert ids[0] == ids[1] != ids[2]


@settings(deadline=None, max_examples=25)
@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(chance: random.Random) -> None:
    records = list(_mixed())
    wanted = {found.id: people([found]) for found in linked(records)}
    chance.shuffle(records)
    assert {found.id: people([found]) for found in linked(records)} == wanted


def _mixed() -> Iterator[Record]:
    for number, name in enumerate(TEN[:4]):
        yield report(f"t{number}", name, "وزير الخارجية الروسي", "loc-russia")
    for number, (title, country) in enumerate([("وزير الداخلية العراقي", "loc-iraq"), ("السفير السوداني", "loc-sudan"), (None, None)]):
        yield report(f"k{number}", "محمد الكرخي", title, country)
    yield report("s", "مالينوف", None, None)
    yield report("m", "محمد علي الكرخي", None, None)


def test_ids_of_a_steady_run_never_change() -> None:
    linker = Linker(steady=True)
    first = [people([linker.linked(found)])[0] for found in _mixed()]
    again = [people([linker.linked(found)])[0] for found in _mixed()]
    assert first[:4] == again[:4]


def test_renaming_reaches_every_part_and_leaves_the_rest() -> None:
    found = report("a", "بشير الراوي", "الوزير العراقي", "loc-iraq")
    old = people([found])[0]
    assert renamed(found, {}) is found
    assert people([renamed(found, {old: "per-new"})]) == ["per-new"]
    assert {mention.entity for mention in renamed(found, {old: "per-new"}).mentions} >= {"per-new"}


@pytest.mark.parametrize(
    "wrong",
    [
        Judgement(0, "guess", "a"),
        Judgement(0, "same", "a"),
        Judgement(0, "different", "a", "a"),
        Judgement(0, "rename", "a", value=" "),
        Judgement(0, "retype", "a", value="DOG"),
    ],
)
def test_a_judgement_that_says_nothing_is_refused(wrong: Judgement) -> None:
    with pytest.raises(ConfigError, match="cannot"):
        checked(wrong)


def test_judgements_out_and_in() -> None:
    given_ones = [Judgement(1, "same", "a", "b", "اسم", "ليلى", "2024-01-01T00:00:00+00:00"), Judgement(2, "unsure", "a", "c", undone="2024-01-02")]
    assert imported(exported(given_ones).splitlines()) == given_ones
    with pytest.raises(ConfigError, match="line 1"):
        imported(["{}"])


def test_the_later_judgement_on_a_pair_holds() -> None:
    log = (Judgement(1, "same", "a", "b"), Judgement(2, "different", "b", "a"))
    assert [judgement.kind for judgement in Judgements(log).holding()] == ["different"]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "k.db") as found:
        Writer(found).write(
            kept(item, Document(item.id, item.text))
            for item in (
                report("a", "بشير الراوي", "الوزير العراقي", "loc-iraq"),
                report("b", "لطيف الشمري", "السفير العراقي", "loc-iraq"),
                report("c", "بشير الراوي", None, None),
            )
        )
        yield found


def _id(database: Database, report_id: str) -> str:
    found = record(database, report_id)
    assert found is not None
    return people([found])[0]


def test_same_joins_and_undo_parts_again(database: Database) -> None:
    judging = Judging(database, "ليلى")
    before = _id(database, "a"), _id(database, "b")
    judgement = judging.same("بشير الراوي", "لطيف الشمري", "one man, two papers")
    assert (judgement.who, judgement.note) == ("ليلى", "one man, two papers")
    assert _id(database, "b") == before[0]
    assert {line.name: line.n_reports for line in entities(database, "لطيف الشمري").lines} == {"بشير الراوي": 3}
    judging.undo(judgement.number)
    assert (_id(database, "a"), _id(database, "b")) == before
    assert judging.all()[0].undone is not None
    with pytest.raises(ConfigError, match="undone before"):
        judging.undo(judgement.number)


def test_different_parts_what_the_rules_joined(database: Database) -> None:
    judging = Judging(database, "ليلى")
    nodes = [reason.node for reason in judging.reasons("بشير الراوي")]
    assert len(nodes) == 2
    judging.different(*nodes)
    assert _id(database, "a") != _id(database, "c")


def test_judgements_survive_reports_read_anew(database: Database) -> None:
    judging = Judging(database, "ليلى")
    kept_id = _id(database, "a")
    judging.same("بشير الراوي", "لطيف الشمري")
    judging.rename(kept_id, "بشير بن حافظ الراوي")
    judging.retype(kept_id, "ORG")
    Writer(database).write([kept(report("b", "لطيف الشمري", "السفير العراقي", "loc-iraq", ("كريم وفا",)))])
    found = record(database, "b")
    assert found is not None
    assert {entity.id: (entity.name, entity.type) for entity in found.entities}[kept_id] == ("بشير بن حافظ الراوي", "ORG")


def test_judgements_taken_over_by_another_store(database: Database, tmp_path: Path) -> None:
    Judging(database, "ليلى").same("بشير الراوي", "لطيف الشمري")
    lines = exported(Judging(database, "").all()).splitlines()
    with Database(tmp_path / "other.db") as other:
        judging = Judging(other, "")
        assert (judging.add(imported(lines)), judging.add(imported(lines))) == (1, 0)
        Writer(other).write(kept(item) for item in (report("b", "لطيف الشمري", None, None), report("a", "بشير الراوي", None, None)))
        assert _id(other, "a") == _id(other, "b")


def test_nobody_of_that_name(database: Database) -> None:
    with pytest.raises(ConfigError, match="cannot find"):
        Judging(database, "ليلى").same("بشير الراوي", "لا أحد")
