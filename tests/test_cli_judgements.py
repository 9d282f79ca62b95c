"""``khabar same`` and its kin at the command line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from khabar.cli import app
from khabar.errors import ConfigError
from khabar.model import Document
from khabar.store.database import Database
from khabar.store.reading import record
from khabar.store.writing import Writer, kept
from link_records import report


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "k.db"
    records = (report("a", "بشير الراوي", "الوزير العراقي", "loc-iraq"), report("b", "لطيف الشمري", None, None), report("c", "بشير الراوي", None, None))
    with Database(path) as database:
        Writer(database).write(kept(found, Document(found.id, found.text)) for found in records)
    return path


def run(store: Path, *words: str) -> str:
    result = CliRunner().invoke(app, [*words, "--store", str(store)], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_judge_list_and_undo(store: Path) -> None:
    assert run(store, "same", "بشير الراوي", "لطيف الشمري", "--who", "ليلى").split("\t")[:2] == ["1", "same"]
    assert "ليلى" in run(store, "judgements")
    assert len(run(store, "why", "بشير الراوي").splitlines()) >= 2
    run(store, "judgements", "--undo", "1")
    assert "undone" in run(store, "judgements")


def test_export_and_import(store: Path, tmp_path: Path) -> None:
    run(store, "rename", "لطيف الشمري", "لطيف بن سعد الشمري", "--note", "full name")
    run(store, "retype", "لطيف الشمري", "ORG")
    run(store, "unsure", "بشير الراوي", "لطيف الشمري")
    log = tmp_path / "log.jsonl"
    log.write_text(run(store, "judgements", "--export"), encoding="utf-8")
    assert [json.loads(line)["kind"] for line in log.read_text(encoding="utf-8").splitlines()] == ["rename", "retype", "unsure"]
    with Database(tmp_path / "other.db"):
        pass
    run(tmp_path / "other.db", "judgements", "--import", str(log))
    assert json.loads(run(tmp_path / "other.db", "judgements", "--json"))[0]["value"] == "لطيف بن سعد الشمري"


def test_a_note_with_other_line_ends_is_one_line_of_the_log(store: Path, tmp_path: Path) -> None:
    note = "من سطرين\u2028أو \x85 ثلاثة\nأو أربعة"
    run(store, "rename", "لطيف الشمري", "لطيف بن سعد الشمري", "--note", note)
    log = tmp_path / "log.jsonl"
    log.write_text(run(store, "judgements", "--export"), encoding="utf-8-sig", newline="\r\n")
    run(store, "judgements", "--undo", "1")
    with Database(tmp_path / "other.db"):
        pass
    run(tmp_path / "other.db", "judgements", "--import", str(log))
    assert [line["note"] for line in json.loads(run(tmp_path / "other.db", "judgements", "--json"))] == [note]


@pytest.mark.parametrize("change", [{"one": 5}, {"value": 7}, {"number": "1"}, {"who": None}, {"extra": 1}])
def test_a_log_of_other_values_is_refused(change: dict[str, object], store: Path, tmp_path: Path) -> None:
    line = {"number": 1, "kind": "rename", "one": "per-x", "value": "اسم", "who": "ليلى", "at": "2024-01-01T00:00:00+00:00"}
    (tmp_path / "log.jsonl").write_text(json.dumps({**line, **change}), encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot read the judgement in line 1: it has other fields or values than a judgement"):
        run(store, "judgements", "--import", str(tmp_path / "log.jsonl"))


def test_different_parts_two_nodes(store: Path) -> None:
    nodes = [line.split("\t")[0] for line in run(store, "why", "بشير الراوي").splitlines()]
    run(store, "different", *nodes)
    assert len(run(store, "why", nodes[0]).splitlines()) == 1


def test_reject_and_date(store: Path) -> None:
    with Database(store, read_only=True) as database:
        found = record(database, "a")
        assert found is not None
        mention = found.mentions[0]
    place = f"a#mention:{mention.start}-{mention.end}"
    assert run(store, "reject", place, "--who", "ليلى").split("\t")[:3] == ["1", "reject", place]
    assert run(store, "date", "a", "2017-10-20").split("\t") == ["2", "date", "a", "2017-10-20\n"]
    with Database(store, read_only=True) as database:
        found = record(database, "a")
        assert found is not None
        assert mention not in found.mentions
        assert found.published.value == "2017-10-20"
    run(store, "judgements", "--undo", "1")
    assert [line.count("undone") for line in run(store, "judgements").splitlines()] == [1, 0]


@pytest.mark.parametrize(
    "words",
    [
        ("reject", "a#statement:1-2"),
        ("reject", "a"),
        ("reject", "zz#mention:1-2"),
        ("date", "zz", "2017-10-20"),
        ("date", "a", "20 Oct"),
        ("date", "a", "0204-05-08"),
    ],
)
def test_what_cannot_be_rejected_or_dated_is_told(store: Path, words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*words, "--store", str(store)])
    assert isinstance(result.exception, ConfigError)
