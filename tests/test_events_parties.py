"""Who acts in an event and who is met: the weights, the choice over several tellings, and sentences whose parties stand clauses away."""

from pathlib import Path

import pytest

from khabar import annotate
from khabar.extract.events_parties import ACTS, FRAMED, LONE, MEETS, PAIRS, UNNAMED, Parties, chosen, pooled
from khabar.extract.events_slots import SLOTS, Marks
from khabar.tables import rows

PARTIES = Parties()
FEWEST_WHOLE = 0.95  # of the sentences of the table, whose names may be found otherwise one day
UNKNOWN: Marks = tuple(codes["no such value"] for codes in PARTIES.codes)


def marks(**told: str) -> Marks:
    """Return marks that tell a few things and nothing else."""
    return tuple(codes[told.get(slot, "-")] for slot, codes in zip(SLOTS, PARTIES.codes, strict=True))


def actors(text: str, kind: str) -> list[list[str]]:
    """Return the names of the actors of each event of a type."""
    record = annotate(text, published="2019-05-01")
    names = {entity.id: entity.name for entity in record.entities}
    return [[names.get(who, who) for who in event.actors] for event in record.events if event.type == kind]


def test_rows_name_slots_and_couples() -> None:
    couples = {(SLOTS[one], SLOTS[other]) for one, other in PAIRS}
    for row in rows("events_parties.tsv"):
        assert not row["slot"] or row["slot"] in SLOTS
        assert not row["slot2"] or (row["slot"], row["slot2"]) in couples


def test_a_value_without_weights_changes_nothing() -> None:
    """The chances of a candidate of whom nothing is known are those of the first row alone, and weigh the same beside others."""
    alone = PARTIES.chances([UNKNOWN])
    both = PARTIES.chances([UNKNOWN, marks(rule="A", kind="ORG", type="ASSAULT")])
    assert both[0] == pytest.approx(alone[0])
    assert both[1][0] > both[0][0]
    assert PARTIES.chances([]) == []


def test_whom_the_frame_takes_for_actor_is_likelier_to_act() -> None:
    (acts, is_met), (does, meets) = PARTIES.chances([marks(rule=rule, kind="ORG", type="ASSAULT") for rule in "AR"])
    assert acts > does
    assert meets > is_met


def test_several_tellings_are_weighed_together() -> None:
    sure, likely, unlikely = (0.9, 0.0), (ACTS + 0.01, 0.0), (0.0, 0.0)
    assert chosen(pooled([{"one": sure}, {"one": unlikely}])) == (("one",), ())
    assert chosen({"one": sure, "other": likely}) == (("one", "other"), ())
    assert chosen(pooled([{"one": sure, "other": likely}, {"one": sure, "other": unlikely}])) == (("one",), ())
    assert chosen({"one": sure, "other": (FRAMED, 0.0)}) == (("one",), ())
    assert chosen({"one": sure, "other": (FRAMED, 0.0)}, {"other"}) == (("one", "other"), ())
    assert chosen({}) == ((), ())


def test_a_telling_that_nobody_stands_around_speaks_against_him_a_little() -> None:
    sure, both = {"one": (0.9, 0.0)}, {"one": (0.9, 0.0), "other": (ACTS + 0.2, 0.0)}
    assert chosen(pooled([both, sure])) == (("one", "other"), ())
    assert chosen(pooled([both, *[sure] * 9])) == (("one",), ())
    assert chosen(pooled([sure, *[{}] * 9])) == (("one",), ())


def test_most_events_have_an_actor() -> None:
    """Where nobody is sure to act the likeliest does, but nobody who is not likely at all."""
    assert chosen({"one": (LONE, 0.0), "other": (ACTS - 0.01, 0.0), "third": (LONE - 0.01, 0.0)}) == (("other",), ())
    assert chosen({"one": (LONE - 0.01, 0.0)}) == ((), ())
    assert chosen({"one": (ACTS - 0.01, ACTS)}) == ((), ("one",))


def test_people_without_a_name_must_be_likelier_unless_a_frame_gives_them() -> None:
    likely, sure = ({"one": (0.9, 0.0), "<protesters>": (acts, 0.0)} for acts in (UNNAMED - 0.01, UNNAMED))
    assert chosen(likely) == (("one",), ())
    assert chosen(likely, ["<protesters>"]) == (("one", "<protesters>"), ()) == chosen(sure)
    assert chosen({"<protesters>": (LONE, 0.0)}) == (("<protesters>",), ())
    assert chosen({"<protesters>": (LONE - 0.01, 0.0)}) == ((), ())
    assert chosen({"<protesters>": (0.0, MEETS)}) == ((), ())
    assert chosen({"<protesters>": (0.0, MEETS)}, (), ["<protesters>"]) == ((), ("<protesters>",))


def test_nobody_is_actor_and_recipient_of_one_event() -> None:
    assert chosen({"one": (0.9, 0.8), "other": (0.1, MEETS)}) == (("one",), ("other",))


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        ("تمكن الجيش العراقي بعد قتال عنيف استمر أياما من استعادة السيطرة على بلدة تلعفر.", "ASSAULT", "الجيش العراقي"),
        ("أعلنت وزارة الداخلية المغربية تفكيك خلية إرهابية وتوقيف خمسة أشخاص في طنجة.", "COERCE", "وزارة الداخلية المغربية"),
        ("استقبل الملك محمد السادس بالرباط الرئيس الفرنسي إيمانويل ماكرون، وبحثا ملف الهجرة.", "CONSULT", "محمد السادس"),
        ("ناقشت الحكومة الأردنية ملف الأسعار، وحثت المحتجين على العودة إلى منازلهم.", "REQUEST", "الحكومة الأردنية"),
        ("أعلن الجيش السوداني أنه استعاد السيطرة على مدينة ود مدني.", "ASSAULT", "الجيش السوداني"),
        ("استدعت تركيا السفير الأمريكي في أنقرة احتجاجا على التصريحات.", "ACCUSE", "تركيا"),
        ("اتهمت إيران رئيس الوزراء الإسرائيلي بالكذب.", "ACCUSE", "إيران"),
        ("زار وزير الخارجية التركي مصر أمس.", "CONSULT", "<minister of foreign affairs of Turkey>"),
        ("اتهم رئيس الوزراء حماس بخرق الهدنة.", "ACCUSE", "<prime minister>"),
        ("واصلت قوات التحالف العربي، بحسب مصادر محلية في مأرب، شن غارات على مواقع الحوثيين.", "ASSAULT", "التحالف العربي"),
    ],
)
def test_actors_clauses_away(text: str, kind: str, actor: str) -> None:
    acting = actors(text, kind)
    assert acting
    assert all(any(actor in name or name in actor for name in found) for found in acting)


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        ("قال المتحدث باسم الجيش الوطني الليبي أحمد المسماري إن قواته سيطرت على مطار طرابلس.", "ASSAULT", "الجيش الوطني الليبي"),
        ("أكد وزير الدفاع التركي خلوصي أكار أن بلاده ترفض الانسحاب من إدلب.", "REJECT", "تركيا"),
        ("أعلنت حركة حماس أن مقاتليها استهدفوا آلية إسرائيلية في رفح.", "ASSAULT", "حماس"),
    ],
)
def test_what_a_speaker_calls_his_own(text: str, kind: str, actor: str) -> None:
    (acting,) = actors(text, kind)
    assert acting == [actor]


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        ("عرضت وزارة العدل التونسية خطتها. وأوضح المتحدث أن الوزارة أجرت مشاورات مكثفة مع القضاة.", "CONSULT", "وزارة العدل"),
        ("اجتمعت قيادة حركة حماس في غزة. ونقل موقع محلي أن الحركة ترفض الاقتراح المصري.", "REJECT", "حماس"),
        ("ناقش مجلس الأمن الوضع في مالي. ودعا المجلس المتمردين إلى الانسحاب من كيدال.", "REQUEST", "مجلس الأمن"),
    ],
)
def test_a_word_with_the_article_means_the_body_named_before(text: str, kind: str, actor: str) -> None:
    acting = actors(text, kind)
    assert acting
    assert all(any(actor in name for name in found) for found in acting)


def test_a_word_that_an_adjective_narrows_down_or_that_nothing_before_begins_with_means_nobody_named() -> None:
    assert actors("ناقش مجلس الأمن الوضع. ورفض المجلس العسكري في الخرطوم الاقتراح.", "REJECT") != [["مجلس الأمن"]]
    assert not any("حماس" in name for found in actors("زار وفد حركة حماس القاهرة. ورفضت النقابة الاقتراح.", "REJECT") for name in found)


def test_whole_sentences_tell_type_status_and_all_parties() -> None:
    lines = (Path(__file__).parent / "cases" / "event_parties.tsv").read_text(encoding="utf-8").splitlines()
    cases = [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
    wrong = [(case, found) for case in cases if case[2:] not in (found := told(*case[:2]))]
    assert len(wrong) <= len(cases) * (1 - FEWEST_WHOLE), wrong


def told(sentence: str, word: str) -> set[tuple[str, ...]]:
    """Return type, status, actors and recipients of what a word tells."""
    record = annotate(sentence, published="2019-05-01")
    names = {entity.id: entity.name for entity in record.entities if not entity.id.startswith("loc-")}

    def listed(who: tuple[str, ...]) -> str:
        return ", ".join(sorted(names.get(one, one) for one in who)) or "-"

    events = [event for event in record.events if sentence[event.trigger.start : event.trigger.end] == word]
    return {(event.type, event.status, listed(event.actors), listed(event.recipients)) for event in events}
