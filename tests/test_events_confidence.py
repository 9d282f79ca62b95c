"""How sure a telling is: learned weights, told with each event, by which lists and exports narrow."""

from pathlib import Path

import pytest

from khabar import annotate
from khabar.errors import ConfigError
from khabar.extract.events_confidence import SLOTS, Choice, Confidence, choice
from khabar.query.api import open_store
from khabar.tables import rows

CONFIDENCE = Confidence()
PLAIN = ["التقى وزير الخارجية المصري سامح شكري نظيره الأردني أيمن الصفدي في القاهرة.", "اعتقلت الشرطة العراقية ثلاثة متهمين في البصرة."]
VAGUE = ["وتناول الحديث المحادثات والاتفاق.", "وجاء ذلك بعد توقيع الاتفاق بشأن التعاون."]


def test_how_actors_were_chosen_is_told_in_tenths() -> None:
    chances = {"one": (0.92, 0.0), "<workers>": (0.65, 0.1), "other": (0.31, 0.4)}
    assert choice(chances, ("one", "<workers>"), {"one"}) == Choice(joint="4", least="6", next="3", actors="2", unnamed="1", framed="some")
    assert choice(chances, ("one",), {"one", "other"}) == Choice(joint="2", least="9", next="6", actors="1", unnamed="0", framed="all")
    assert choice({}, (), ()) == Choice(joint="10", least="-", next="0", actors="0", unnamed="0", framed="none")


def test_the_weights_are_of_slots_that_there_are() -> None:
    assert {row["slot"] for row in rows("events_confidence.tsv")} == {"", *SLOTS}


def test_the_surer_the_actors_the_surer_the_telling() -> None:
    doubtful, sure = (choice({"one": (acts, 0.0), "other": (0.3, 0.0)}, ("one",), {"one"}) for acts in (0.25, 0.95))
    for frame in ("arrest", "talk", "a frame without weights"):
        assert 0 < CONFIDENCE[frame, "v", doubtful, "9"] < CONFIDENCE[frame, "v", sure, "9"] < 1


def test_plain_sentences_are_surer_than_vague_ones() -> None:
    plain, vague = ([event.confidence or 0 for text in texts for event in annotate(text, published="2019-05-01").events] for texts in (PLAIN, VAGUE))
    assert plain
    assert vague
    assert min(plain) > 0.7
    assert max(vague) < 0.5
    assert all(round(confidence, 2) == confidence for confidence in plain + vague)


def test_a_list_is_narrowed_to_the_surer(tmp_path: Path) -> None:
    with open_store(tmp_path / "khabar.db") as store:
        store.add_records([annotate("\n".join(PLAIN + VAGUE), published="2019-05-01")])
        everything = list(store.events())
        surer = list(store.events(confidence=0.7))
        assert [line for line in everything if (line.confidence or 0) >= 0.7] == surer
        assert 0 < len(surer) < len(everything)
        for given in (1.5, "0.7"):
            with pytest.raises(ConfigError, match=r"cannot narrow by confidence .*expected a number from 0 to 1"):
                store.events(confidence=given)
