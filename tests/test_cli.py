"""The command line as a user runs it: what it prints where, and how it ends."""

import contextlib
import io
import json
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import typer

from khabar.cli import app, main
from khabar.errors import StoreError
from khabar.store.database import Database

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples" / "reports.jsonl"
DOCS = Path(__file__).parent.parent / "docs" / "commands.md"


@dataclass(frozen=True)
class Done:
    """How a command ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def khabar(*arguments: object, cwd: Path) -> Done:
    """Run a command in this process, as the installed script runs it."""
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    before = sys.argv
    sys.argv = ["khabar", *map(str, arguments)]
    try:
        with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
    except SystemExit as end:
        code = end.code
    finally:
        sys.argv = before
    return Done(int(str(code or 0)), out.getvalue(), err.getvalue())


def process(*arguments: object, cwd: Path, stdin: str | None = None) -> Done:
    """Run a command in a process of its own."""
    command = [sys.executable, "-c", "from khabar.cli import main; main()", *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, text=True, check=False, timeout=120)
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a store of the sample reports."""
    made = tmp_path_factory.mktemp("samples")
    done = khabar("add", SAMPLES, cwd=made)
    assert done.returncode == 0, done.stderr
    return made


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def sample_ids() -> list[str]:
    return [json.loads(line)["id"] for line in SAMPLES.read_text(encoding="utf-8").splitlines()]


def commands() -> list[str]:
    """Return the commands that the command line has."""
    found = typer.main.get_command(app)
    return sorted(found.commands)  # type: ignore[attr-defined]


def test_every_command_of_the_readme_answers_on_the_samples(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [shlex.split(line, comments=True) for line in readme.splitlines() if line.startswith("khabar ")]
    assert {line[1] for line in lines} >= {"extract", "add", "search", "said", "show", "process", "times", "serve"}
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    for _, command, *arguments in lines:
        if command != "serve":
            done = khabar(command, *(argument for argument in arguments if argument not in {">", "records.jsonl"}), cwd=tmp_path)
            assert done.returncode == 0, done.stderr
            assert done.stdout or command == "add", command


def test_extract_prints_a_record_a_line_and_nothing_else(folder: Path) -> None:
    done = process("extract", SAMPLES, "--jsonl", cwd=folder)
    assert done.returncode == 0
    assert [row["id"] for row in rows(done.stdout)] == sample_ids()
    assert done.stderr == f"{len(sample_ids())} reports read, 0 rejected\n"


def test_extract_prints_records_for_people(folder: Path) -> None:
    done = khabar("extract", SAMPLES, cwd=folder)
    assert done.returncode == 0
    assert all(identity in done.stdout for identity in sample_ids())
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("option", ["--since", "--until"])
@pytest.mark.parametrize("written", ["20/10/2017", "2017-13-01", "2017-10", "20171020"])
def test_a_limit_that_is_no_day_is_wrong_use(folder: Path, option: str, written: str) -> None:
    for command in (("search", "هدنة"), ("said", "الهادي بن عمران"), ("export", "events")):
        done = khabar(*command, option, written, cwd=folder)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"'{written}' is no day" in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("said", "لا أحد"),
        ("said", "الهادي بن عمران", "--through", "لا أحد"),
        ("search", "هدنة", "--person", "لا أحد"),
        ("export", "events", "--entity", "لا أحد"),
        ("search", "هدنة", "--outlet", "لا أحد"),
        ("said", "الهادي بن عمران", "--outlet", "لا أحد"),
        ("export", "events", "--outlet", "لا أحد"),
    ],
)
def test_a_name_that_nobody_bears_is_told_and_not_answered_with_nothing(folder: Path, command: tuple[str, ...]) -> None:
    done = khabar(*command, cwd=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert "cannot find 'لا أحد'" in done.stderr


def test_a_report_without_a_title_is_headed_by_its_first_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\nعنوان الخبر\nقال الوزير إن الهدنة صامدة في المدينة، وأكد أن الحوار مستمر.", encoding="utf-8")
    done = khabar("extract", "a.txt", cwd=tmp_path)
    assert done.stdout.splitlines()[0] == "عنوان الخبر"
    assert done.stderr == "1 report read, 0 rejected\n"


def test_an_export_takes_a_name_as_well_as_an_id(folder: Path) -> None:
    by_name = khabar("export", "statements", "--entity", "الهادي بن عمران", cwd=folder)
    assert len(rows(by_name.stdout)) > 1
    assert khabar("export", "statements", "--entity", rows(by_name.stdout)[0]["source"][0], cwd=folder).stdout == by_name.stdout


@pytest.mark.parametrize(("name", "reason"), [("x.foo", "cannot tell the format of x.foo"), ("none/x.csv", "cannot write none/x.csv: No such file")])
def test_an_export_that_cannot_be_written_says_so(folder: Path, name: str, reason: str) -> None:
    done = khabar("export", "statements", "-o", name, cwd=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert reason in done.stderr


def test_extract_prints_one_json_value(folder: Path) -> None:
    assert len(json.loads(khabar("extract", SAMPLES, "--json", cwd=folder).stdout)) == len(sample_ids())


def test_extract_reads_standard_input(folder: Path) -> None:
    done = process("extract", "-", "--jsonl", cwd=folder, stdin='{"id": "a", "text": "قال الوزير إن الهدنة صامدة في المدينة"}\n')
    assert [row["id"] for row in rows(done.stdout)] == ["a"]


def test_rejects_are_written_counted_and_told_by_the_exit_code(tmp_path: Path) -> None:
    (tmp_path / "mixed.jsonl").write_text('{"id": "a", "text": "قال الوزير إن الهدنة صامدة في المدينة"}\n{broken\n{"id": "b", "text": ""}\n', encoding="utf-8")
    done = process("extract", "mixed.jsonl", "--jsonl", "--rejects", "bad.jsonl", cwd=tmp_path)
    assert done.returncode == 3
    assert [row["id"] for row in rows(done.stdout)] == ["a"]
    assert done.stderr.splitlines()[-1] == "1 report read, 2 rejected (reasons in bad.jsonl)"
    rejects = rows((tmp_path / "bad.jsonl").read_text(encoding="utf-8"))
    assert [set(row) >= {"path", "stage", "reason"} for row in rejects] == [True, True]


def test_a_folder_of_bad_and_good_files_loses_neither_the_good_nor_the_reasons(tmp_path: Path) -> None:
    good = "قال الوزير إن الهدنة صامدة في المدينة منذ يوم الخميس، وأكد أن الحوار مستمر مع جميع الأطراف."
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "good.txt").write_text(good, encoding="utf-8")
    (folder / "quotes.txt").write_text(good + '«»"' * 100_000, encoding="utf-8")
    (folder / "cp1256.txt").write_bytes((good + " ثانية").encode("cp1256"))
    (folder / "binary.bin").write_bytes(bytes(range(256)) * 20)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "english.txt").write_text("The minister said that the truce was holding in the city.", encoding="utf-8")
    (folder / "lines.jsonl").write_text(
        '{"text": "قال \\ud800 الوزير"}\n{broken\n' + json.dumps({"id": "line", "text": good + " ثالثة"}) + "\n", encoding="utf-8"
    )
    done = khabar("add", folder, cwd=tmp_path)
    assert done.returncode == 3
    assert "4 new" in done.stderr
    rejects = rows((tmp_path / "rejects.jsonl").read_text(encoding="utf-8"))
    assert {Path(row["path"]).name for row in rejects} == {"binary.bin", "empty.txt", "english.txt", "lines.jsonl"}
    assert all(row["reason"] and row["stage"] for row in rejects)
    assert json.loads(khabar("status", "--json", cwd=tmp_path).stdout)["n_reports"] == 4


def test_rejects_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{broken\n", encoding="utf-8")
    done = khabar("extract", "a.jsonl", "--rejects", "none/rejects.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert "cannot write rejects to none/rejects.jsonl" in done.stderr


def test_a_table_without_the_column_is_told_with_those_it_has(tmp_path: Path) -> None:
    pq.write_table(pa.table({"body": ["نص"]}), tmp_path / "a.parquet")
    done = khabar("add", "a.parquet", cwd=tmp_path)
    assert done.returncode == 1
    assert "no column 'text'" in done.stderr
    assert "body" in done.stderr
    assert not (tmp_path / "khabar.db").exists()


def test_adding_twice_changes_nothing(folder: Path, tmp_path: Path) -> None:
    first = khabar("add", SAMPLES, "--store", tmp_path / "s.db", cwd=folder)
    again = khabar("add", SAMPLES, "--store", tmp_path / "s.db", cwd=folder)
    count = len(sample_ids())
    assert first.stderr.endswith(f"{count} new, 0 replaced, 0 unchanged, 0 rejected\n")
    assert again.stderr.endswith(f"0 new, 0 replaced, {count} unchanged, 0 rejected\n")
    assert first.stdout == again.stdout == ""


def test_add_tells_a_script_what_it_did(folder: Path, tmp_path: Path) -> None:
    done = khabar("add", SAMPLES, "--store", tmp_path / "s.db", "--json", cwd=folder)
    assert json.loads(done.stdout) == {"added": {"new": len(sample_ids()), "replaced": 0, "unchanged": 0}, "n_rejects": 0}


def test_a_changed_report_is_replaced_and_its_old_text_kept(tmp_path: Path) -> None:
    report = {"id": "a", "text": "قال الوزير إن الهدنة صامدة في المدينة", "published": "2017-10-20"}
    for text in (report["text"], report["text"] + " القديمة"):
        (tmp_path / "a.jsonl").write_text(json.dumps({**report, "text": text}), encoding="utf-8")
        done = khabar("add", "a.jsonl", cwd=tmp_path)
    assert "0 new, 1 replaced" in done.stderr
    with sqlite3.connect(tmp_path / "khabar.db") as connection:
        assert connection.execute("SELECT text FROM versions").fetchall() == [(report["text"],)]
    connection.close()


def test_add_again_reads_anew(folder: Path, tmp_path: Path) -> None:
    khabar("add", SAMPLES, "--store", tmp_path / "s.db", cwd=folder)
    done = khabar("add", SAMPLES, "--store", tmp_path / "s.db", "--again", cwd=folder)
    assert f"{len(sample_ids())} replaced" in done.stderr


def test_search_marks_words_in_any_spelling(folder: Path) -> None:
    plain = khabar("search", "الهدنة", cwd=folder).stdout
    assert plain == khabar("search", "هُدنه", cwd=folder).stdout
    assert "*" in plain
    assert "\x1b" not in plain


def test_search_hands_on_hits_and_a_cursor(folder: Path) -> None:
    first = json.loads(khabar("search", "قال", "-n", "2", "--json", cwd=folder).stdout)
    second = json.loads(khabar("search", "قال", "-n", "2", "--json", "--cursor", first["next"], cwd=folder).stdout)
    assert {line["key"] for line in first["lines"]}.isdisjoint(line["key"] for line in second["lines"])
    assert {hit["report"] for hit in rows(khabar("search", "قال", "--jsonl", cwd=folder).stdout)} <= set(sample_ids())


def test_search_narrows(folder: Path) -> None:
    outlet = json.loads(SAMPLES.read_text(encoding="utf-8").splitlines()[0])["outlet"]
    hits = rows(khabar("search", "في", "--outlet", outlet, "--jsonl", cwd=folder).stdout)
    assert {hit["outlet"] for hit in hits} == {outlet}


def test_an_outlet_that_is_written_wrongly_is_told_with_those_called_alike(folder: Path) -> None:
    outlet = json.loads(SAMPLES.read_text(encoding="utf-8").splitlines()[0])["outlet"]
    assert f"most like it: {outlet}" in khabar("search", "في", "--outlet", outlet + "x", cwd=folder).stderr


def test_a_type_of_event_is_taken_in_any_case(folder: Path) -> None:
    small, large = (khabar("search", "في", "--event", kind, "--jsonl", cwd=folder).stdout for kind in ("consult", "CONSULT"))
    assert small == large != ""


def test_search_narrows_to_somebody_by_name(folder: Path) -> None:
    said = rows(khabar("search", "في", "--kind", "statement", "--jsonl", "-n", "50", cwd=folder).stdout)
    speaker = next(source for hit in said for source in hit["sources"] if source["id"])
    found = rows(khabar("search", "في", "--source", speaker["name"], "--jsonl", "-n", "50", cwd=folder).stdout)
    assert found == [hit for hit in said if speaker in hit["sources"]]


def test_show_prints_a_report_with_its_record(folder: Path) -> None:
    first = json.loads(SAMPLES.read_text(encoding="utf-8").splitlines()[0])
    assert first["text"].split("\n")[0] in khabar("show", first["id"], cwd=folder).stdout
    assert json.loads(khabar("show", first["id"], "--json", cwd=folder).stdout)["text"] == first["text"]


def test_show_prints_a_person(folder: Path) -> None:
    records = rows(khabar("extract", SAMPLES, "--jsonl", cwd=folder).stdout)
    name = next(entity["name"] for record in records for entity in record["entities"] if entity["type"] == "PER" and " " in entity["name"])
    found = json.loads(khabar("show", name, "--json", cwd=folder).stdout)
    assert name in found["spellings"]
    assert name in khabar("show", name, cwd=folder).stdout


def test_status_counts(folder: Path) -> None:
    assert json.loads(khabar("status", "--json", cwd=folder).stdout)["n_reports"] == len(sample_ids())
    assert f"{len(sample_ids())} reports" in khabar("status", cwd=folder).stdout


def test_shards_and_rebuild_bring_a_store_back(folder: Path, tmp_path: Path) -> None:
    assert khabar("shards", tmp_path / "shards", cwd=folder).returncode == 0
    done = khabar("rebuild", tmp_path / "shards", "--store", tmp_path / "s.db", cwd=folder)
    assert f"{len(sample_ids())} new" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("extract", "none.txt"), 1, "cannot read none.txt"),
        (("add", "none.txt"), 1, "cannot read none.txt"),
        (("extract", "x", "--column", "text"), 1, "expected FIELD=COLUMN"),
        (("status",), 1, "no such store"),
        (("search", "قال"), 1, "no such store"),
        (("show", "d01"), 1, "no such store"),
        (("rebuild", "."), 1, "no records-*.parquet"),
        (("search",), 2, "no words to find. Give some, or a limit"),
        (("nothing",), 2, "No such command"),
        (("extract",), 2, "Missing argument"),
        (("search", "قال", "-n", "0"), 2, "--limit"),
        (("search", "قال", "--kind", "story"), 2, "'statement'"),
        (("search", "قال", "--order", "best"), 2, "'newest'"),
        (("search", "قال", "--event", "BATTLE"), 2, "'assault'"),
        (("search", "قال", "--status", "done"), 2, "'asserted'"),
        (("said", "قال", "--stance", "says"), 2, "'asserts'"),
    ],
)
def test_what_cannot_be_done_is_told_on_standard_error(tmp_path: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    done = khabar(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("*.db"))


def test_a_failure_ends_the_process_with_its_code(tmp_path: Path) -> None:
    done = process("status", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("khabar: cannot open khabar.db: no such store")


def test_nobody_of_a_name_is_told(folder: Path) -> None:
    done = khabar("show", "لا أحد بهذا الاسم", cwd=folder)
    assert done.returncode == 1
    assert "nobody of this name" in done.stderr


def test_steering_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    text = "قال الوزير إن الهدنة \x1b[31mصامدة\x07 في المدينة"
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": text}), encoding="utf-8")
    for arguments in (("extract", "a.jsonl"), ("add", "a.jsonl"), ("search", "الهدنة"), ("show", "a")):
        assert not {"\x1b", "\x07"} & set(khabar(*arguments, cwd=tmp_path).stdout)


def test_names_of_reports_in_a_message_do_not_steer_the_terminal_and_stay_on_their_line(tmp_path: Path) -> None:
    text = "قال الوزير إن الهدنة صامدة في المدينة"
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a\nb", "text": text, "outlet": "النهر\x1b[31m\nالجديد"}), encoding="utf-8")
    khabar("add", "a.jsonl", cwd=tmp_path)
    assert "\x1b" not in khabar("search", "الهدنة", "--outlet", "النهر", cwd=tmp_path).stderr
    assert "النهر�[31m الجديد · a b:s1" in khabar("search", "الهدنة", cwd=tmp_path).stdout


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
def test_a_text_is_shown_with_its_lines_whatever_ends_them(end: str, tmp_path: Path) -> None:
    lines = ["الهدنة صامدة", "", "قال الوزير إن الهدنة صامدة في المدينة."]
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": end.join(lines)}), encoding="utf-8")
    khabar("add", "a.jsonl", cwd=tmp_path)
    assert khabar("show", "a", cwd=tmp_path).stdout.splitlines()[:3] == lines
    assert "�" not in khabar("extract", "a.jsonl", cwd=tmp_path).stdout


def test_a_folder_that_the_store_and_the_rejects_lie_in_is_read_again_and_again(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": "قال الوزير إن الهدنة صامدة في المدينة"}) + "\n{broken\n", encoding="utf-8")
    ends = [khabar("add", ".", cwd=tmp_path).stderr.splitlines()[-1] for _ in range(3)]
    assert ends == [f"khabar.db: {new} new, 0 replaced, {1 - new} unchanged, 1 rejected (reasons in rejects.jsonl)" for new in (1, 0, 0)]


def test_what_would_destroy_the_store_is_refused(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "khabar.db", tmp_path / "khabar.db")
    for arguments in (("export", "events", "-f", "csv", "-o", "khabar.db"), ("add", SAMPLES, "--rejects", "khabar.db")):
        done = khabar(*arguments, cwd=tmp_path)
        assert (done.returncode, "it is the store" in done.stderr) == (1, True)
    assert khabar("status", cwd=tmp_path).returncode == 0


def test_a_process_tells_who_printed_each_sentence_when_and_who_said_it(folder: Path) -> None:
    done = khabar("process", "هدنة سبها", cwd=folder)
    assert "231, 2024-02-12, المنارة التونسية, said by " in done.stdout


def test_without_words_the_newest_of_what_the_limits_leave_is_found(folder: Path) -> None:
    done = khabar("search", "--since", "2024-05-01", "--kind", "statement", "--jsonl", "-n", "5", cwd=folder)
    days = [row["day"] for row in rows(done.stdout)]
    assert len(days) == 5
    assert days == sorted(days, reverse=True)
    assert min(days) >= "2024-05-01"


def test_a_store_that_may_only_be_read_tells_how_much_it_holds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare = Database._prepare  # noqa: SLF001 - root may write everything, so the refusal is made here

    def refuse(database: Database) -> None:
        if not database.read_only:
            message = "cannot open it: the file or its folder is read-only"
            raise StoreError(message)
        prepare(database)

    monkeypatch.setattr(Database, "_prepare", refuse)
    assert khabar("status", cwd=folder).stdout.startswith("khabar.db: ")


def test_a_reader_who_has_seen_enough_ends_it_quietly(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", "from khabar.cli import main; main()", "extract", SAMPLES, SAMPLES, SAMPLES, "--jsonl"],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()


@pytest.mark.parametrize("command", commands())
def test_every_command_has_help_and_is_documented(command: str, tmp_path: Path) -> None:
    done = khabar(command, "--help", cwd=tmp_path)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert len(lines) > 3
    assert lines[2].strip().endswith((".", ",", "…")) or lines[3].strip()
    assert f"`khabar {command}" in DOCS.read_text(encoding="utf-8")


def test_importing_khabar_loads_nothing_heavy() -> None:
    script = "import sys, khabar; print(*sys.modules)"
    loaded = set(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split())
    assert not loaded & {"pyarrow", "numpy", "fastapi", "typer", "rich", "sqlite3", "trafilatura"}


def test_help_loads_nothing_heavy() -> None:
    script = "import sys, khabar.cli; print(*sys.modules)"
    loaded = set(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split())
    assert not loaded & {"pyarrow", "numpy", "fastapi", "sqlite3", "trafilatura"}


def test_a_store_indexed_by_another_version_is_told_of_and_brought_up_to_date(folder: Path, tmp_path: Path) -> None:
    with sqlite3.connect(folder / "khabar.db") as whole, sqlite3.connect(tmp_path / "khabar.db") as old:
        whole.backup(old)
        old.execute("UPDATE facts SET value = 'old' WHERE name = 'analysis'")
    whole.close()
    old.close()
    assert "khabar status --store khabar.db" in khabar("search", "هدنة", cwd=tmp_path).stderr
    assert "indexed anew" in khabar("status", cwd=tmp_path).stderr
    done = khabar("search", "هدنة", cwd=tmp_path)
    assert "another version" not in done.stderr
    assert done.stdout == khabar("search", "هدنة", cwd=folder).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("process",),
        ("process", "هدنة سبها"),
        ("search", "الهدنة"),
        ("said", "منصور الغالي"),
        ("show", "منصور الغالي"),
        ("show", "border-lb"),
        ("status",),
        ("why", "منصور الغالي"),
        ("judgements",),
        ("times", "أمس", "--published", "2024-02-12"),
    ],
)
def test_json_is_one_value(arguments: tuple[str, ...], folder: Path) -> None:
    done = khabar(*arguments, "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) is not None


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("export", "events", "--through", "رويترز"), 1, "cannot narrow events by --through"),
        (("export", "places", "--since", "2024-01-01"), 1, "cannot narrow places by --since"),
        (("export", "statements", "--confidence", "0.7"), 1, "cannot narrow statements by --confidence: only events have it"),
        (("export", "events", "--report", "none-such"), 1, "cannot find 'none-such'"),
        (("search", "!!"), 1, "cannot search for '!!': it holds no word to find"),
        (("said", "منصور الغالي", "--about", "!!"), 1, "cannot search for '!!': it holds no word to find"),
        (("search", "الهدنة", "--cursor", "none"), 2, "'none' is no cursor"),
        (("said", "منصور الغالي", "--cursor", "none"), 2, "'none' is no cursor"),
    ],
)
def test_what_cannot_be_followed_is_told_and_not_passed_over(arguments: tuple[str, ...], code: int, told: str, folder: Path) -> None:
    done = khabar(*arguments, cwd=folder)
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr


def test_a_run_that_is_stopped_tells_that_it_goes_on(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from khabar.cli import main; main()", "add", "-"]
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)  # a test that runs in the background hands on that Ctrl-C is not heard
    try:
        running = subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, heard)
    while not (tmp_path / "khabar.db-wal").exists():
        assert running.poll() is None
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    told = running.communicate(timeout=60)[1]
    assert (told, running.returncode) == ("khabar.db: stopped; what was stored before is kept, the same command goes on from there\n", 130)
