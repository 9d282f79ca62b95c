import csv
import gzip
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import khabar
from counting import calls
from khabar.cli import main
from khabar.errors import ReadError
from khabar.knowledge import shared
from khabar.model import Document
from khabar.pipeline import annotate
from khabar.read import Reject, documents
from khabar.read.checks import LONGEST_REPORT
from khabar.read.lines import LONGEST_LINE

TEXT = "قال الوزير إن المحادثات مع الوفد ستستأنف بعد غد في العاصمة، وأضاف أن النتائج ستعلن في بيان."
GOOD = json.dumps({"id": "good", "text": TEXT})


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode()


FILES = [
    ("a.txt", b"", "read", "the file is empty"),
    ("a.txt", b" \n\t ", "check", "the text is empty"),
    ("a.txt", "،؛!؟«»".encode(), "check", "the text is empty"),
    ("a.txt", b"The minister met his counterpart on Monday.", "language", "not Arabic"),
    ("a.txt", "وزیر امور خارجه ایران روز شنبه با همتای عراقی خود در بغداد دیدار کرد.".encode(), "language", "Persian"),
    ("a.txt", bytes(range(256)) * 8, "decode", "binary data"),
    ("a.txt", TEXT.encode()[:-2], "decode", "damaged utf-8 at byte"),
    ("a.txt", b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x41", "decode", "damaged utf-16"),
    ("a.txt", b"PK\x03\x04" + bytes(100), "read", "a zip file or office document"),
    ("a.txt", b"%PDF-1.7\n" + bytes(100), "read", "a PDF file"),
    ("a.txt", TEXT.encode() * 400_000, "read", "more than 16,777,216 bytes"),
    ("a.docx", b"PK\x03\x04" + bytes(100), "read", "a zip file or office document"),
    ("a.md", TEXT.encode(), "read", "not a kind of file"),
    ("a.jsonl", b'{"text": "' + TEXT.encode() + b'"', "read", "broken JSON"),
    ("a.jsonl", b"[1, 2]", "read", "expected a JSON object, found list"),
    ("a.jsonl", b"[" * 100_000, "read", "nested too deeply|broken JSON"),
    ("a.jsonl", line(body=TEXT), "read", r"no column 'text' \(found: body\)\. Map it: --column text=body"),
    ("a.jsonl", line(text=["a"]), "check", r"the text is no string \(list\)"),
    ("a.jsonl", line(text=None), "check", "the text is empty"),
    ("a.jsonl", line(text=TEXT + "\ud800"), "check", "half a character"),
    ("a.jsonl", line(text=TEXT, title="\udfff"), "check", "the title is longer than"),
    ("a.jsonl", line(text=TEXT + "\0"), "check", "NUL characters"),
    ("a.jsonl", line(text=TEXT, published="05/03/2024"), "check", r"published '05/03/2024' is no day, or could be two \(expected YYYY-MM-DD\)"),
    ("a.jsonl", line(text=TEXT, published="2024-02-30"), "check", "is no day"),
    ("a.jsonl", line(text=TEXT, id="x" * 20_000), "check", "the id is longer than"),
    ("a.jsonl", line(text="خ" * (LONGEST_REPORT + 1)), "check", "2,000,001 characters"),
    ("a.jsonl", b'{"text": "' + TEXT.encode("windows-1256") + b'"}', "decode", "not UTF-8"),
    ("a.jsonl", b'{"text": 1' + b"0" * 5000 + b"}", "read", "broken JSON"),
    ("a.json", b'[{"text": "a"}, ', "read", "broken JSON"),
    ("a.csv", b"id,text\n1\n", "read", "1 cells, the header has 2"),
    ("a.csv", b"id,text\n1," + b"x" * 2_100_000 + b"\n", "read", "broken CSV: field larger"),
    ("a.csv", b"id,text\n1," + TEXT.encode() + b"\xff\n", "check", "half a character"),
    ("a.csv", b'id,text\n1,"' + TEXT.encode() + b"\n2," + TEXT.encode() + b"\n", "read", "a quotation mark without its pair"),
    ("a.csv", b"id,text,url\n1," + TEXT.encode() + b"\0,\n", "check", "NUL characters"),
    ("a.html", b"<html><body>" + b"<p>" * 100_001, "read", "more than 100,000 tags"),
    ("a.parquet", b"PAR1 and no more", "read", "not a whole Parquet file"),
    ("a.jsonl.gz", gzip.compress(line(text=TEXT) * 200)[:-9], "read", "not a whole gzip file|broken JSON"),
    ("a.txt.gz", b"\x1f\x8b\x08\x00 and no more", "read", "gzip"),
    ("a.warc", b"not a web archive at all\n", "read", "not a whole web archive"),
    ("a.html", b"<html><body></body></html>", "read", "no main text"),
    ("a.html", b" ", "read", "the page is empty"),
    ("a.xml", b"<catalog><book/></catalog>", "read", "no RSS or Atom feed"),
    ("a.rss", b'<rss version="2.0"><channel></channel></rss>', "read", "no entries"),
]


def parquet_of(path: Path, columns: list[pa.Array], names: list[str]) -> None:
    pq.write_table(pa.Table.from_arrays(columns, names=names), path)


@pytest.fixture(autouse=True)
def usual_csv_limit() -> Iterator[None]:
    """The limit of the csv module is one for the process, and a library that checks our exports raises it when it is imported."""
    raised = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(raised)


def test_a_table_with_a_long_report_and_with_a_line_past_all_bounds(tmp_path: Path) -> None:
    long = TEXT * (300_000 // len(TEXT))
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerows([("id", "text"), ("1", TEXT), ("2", f"{long}\n{long}"), ("3", "و " * 20_000_000), ("4", TEXT)])
    found = list(documents([tmp_path]))
    assert [item.id if isinstance(item, Document) else item.where for item in found] == ["1", "2", "line 5", "4"]


@pytest.mark.parametrize(("name", "data", "stage", "reason"), FILES, ids=[f"{name}: {reason[:40]}" for name, _, _, reason in FILES])
def test_each_bad_file_is_a_reject_and_the_next_file_is_read(name: str, data: bytes, stage: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.jsonl").write_text(GOOD, encoding="utf-8")
    *bad, good = documents([tmp_path])
    assert isinstance(good, Document)
    assert [item.stage for item in bad if isinstance(item, Reject)] == [stage]
    assert str(bad[0]).startswith(f"cannot read {tmp_path / name}")
    assert re.search(reason, str(bad[0]))


def test_a_bad_line_does_not_touch_its_neighbours(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join([line(id="1", text=TEXT), b"{", line(id="2", text="\ud800"), b"", line(id="3", text=TEXT)]))
    found = list(documents([path]))
    assert [item.id if isinstance(item, Document) else item.where for item in found] == ["1", "line 2", "line 3", "3"]


def test_fifty_megabytes_in_one_line_are_passed_over_and_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "' + "خبر ".encode() * 7_500_000 + b'"}\n' + GOOD.encode() + b"\n")
    reject, good = documents([path])
    assert str(reject) == f"cannot read {path}, line 1: the line is longer than {LONGEST_LINE:,} bytes"
    assert isinstance(good, Document)


def test_damage_in_the_middle_of_a_parquet_file_costs_its_own_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = [f"{TEXT} {os.urandom(200).hex()}" for _ in range(3000)]
    pq.write_table(pa.table({"text": texts}), path, row_group_size=1000, compression="zstd", use_dictionary=False)
    start = pq.ParquetFile(path).metadata.row_group(1).column(0).data_page_offset
    data = bytearray(path.read_bytes())
    data[start + 10 : start + 60_000] = bytes(59_990)
    path.write_bytes(data)
    found = list(documents([path]))
    assert len([item for item in found if isinstance(item, Document)]) == 2000
    assert [item.where for item in found if isinstance(item, Reject)] == ["rows 1001 to 2000"]


def test_a_column_that_is_there_twice_and_a_time_zone_that_is_none(tmp_path: Path) -> None:
    parquet_of(tmp_path / "a.parquet", [pa.array([TEXT]), pa.array([TEXT])], ["text", "text"])
    days = pa.array([1_709_600_000_000_000, None], pa.timestamp("us", "Nowhere/Town"))
    parquet_of(tmp_path / "b.parquet", [pa.array([TEXT, TEXT]), days], ["text", "published"])
    twice, zone, good = documents([tmp_path])
    assert isinstance(twice, Reject)
    assert twice.reason == "the column 'text' is there 2 times"
    assert isinstance(zone, Reject)
    assert (zone.where, zone.reason) == ("row 1", "no such time zone: 'Nowhere/Town'")
    assert isinstance(good, Document)


def test_a_parser_that_fails_costs_its_own_page_and_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        message = "an odd tree"
        raise AttributeError(message)

    monkeypatch.setattr("trafilatura.bare_extraction", failing)
    monkeypatch.setattr("feedparser.parse", failing)
    monkeypatch.setattr("khabar.read.csv_rows", failing)
    (tmp_path / "a.html").write_text(f"<html><body><p>{TEXT}</p></body></html>", encoding="utf-8")
    (tmp_path / "b.rss").write_text("<rss></rss>", encoding="utf-8")
    (tmp_path / "c.csv").write_text(f"text\n{TEXT}\n", encoding="utf-8")
    (tmp_path / "z.jsonl").write_text(GOOD, encoding="utf-8")
    page, feed, table, good = documents([tmp_path])
    assert [item.reason for item in (page, feed, table) if isinstance(item, Reject)] == [
        "the page cannot be taken apart (AttributeError: an odd tree)",
        "the feed cannot be taken apart (AttributeError: an odd tree)",
        "reading it broke off (AttributeError: an odd tree)",
    ]
    assert isinstance(good, Document)


def test_a_file_whose_name_is_no_text_is_kept_by_a_name_that_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xce\xc8.txt")
    path.write_text(TEXT, encoding="utf-8")
    with khabar.open_store(tmp_path / "s.db") as store:
        assert store.add(path).added.new == 1
        (record,) = store.records()
    assert record.source.path == str(tmp_path) + r"/\xce\xc8.txt"


def test_an_empty_path_is_not_the_current_folder() -> None:
    with pytest.raises(ReadError, match=r"^cannot read '': expected a file"):
        documents([""])


def test_a_parquet_file_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [TEXT] * 100}), path)
    path.write_bytes(path.read_bytes()[:-100])
    (reject,) = documents([path])
    assert str(reject).startswith(f"cannot read {path}: not a whole Parquet file: ")


def test_what_is_not_there_is_an_error_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ReadError, match=r"^cannot read .*b\.txt: no such file or directory$"):
        documents([tmp_path / "a.txt", tmp_path / "b.txt"])


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    assert [str(item) for item in documents([tmp_path])] == [f"cannot read {tmp_path / 'a.txt'}: Permission denied"]


def test_a_link_into_nothing_and_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "b.txt")
    assert [item.reason for item in documents([tmp_path]) if isinstance(item, Reject)] == [
        "a link into nothing",
        "a pipe or a device; give JSON Lines to khabar on standard input, as -",
    ]


def test_a_folder_that_may_not_be_read_is_a_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "closed").mkdir()
    opened = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", path)
        return opened(path)

    monkeypatch.setattr(os, "scandir", refuse)
    good, closed = documents([tmp_path])
    assert isinstance(good, Document)
    assert str(closed) == f"cannot read {tmp_path / 'closed'}: the folder cannot be read: Permission denied"
    assert [str(item) for item in documents([tmp_path / "closed"])] == [str(closed)]


def test_what_the_run_itself_writes_is_no_report(tmp_path: Path) -> None:
    for name in ("a.jsonl", "rejects.jsonl", "records.jsonl"):
        (tmp_path / name).write_bytes(GOOD.encode())
    own = tmp_path / "rejects.jsonl"
    with (tmp_path / "records.jsonl").open("rb") as answer:
        found = list(documents([tmp_path], own=(own, answer.fileno(), tmp_path / "not-yet.db")))
    assert [Path(item.path or "").name for item in found] == ["a.jsonl"]
    with pytest.raises(ReadError, match=r"rejects\.jsonl: this command writes into it\. Let it write into another file$"):
        documents([tmp_path, own], own=(own,))


def test_long_texts_of_a_table_are_not_held_all_at_once(tmp_path: Path) -> None:
    long, rows = TEXT * 2000, 300
    pq.write_table(pa.table({"text": [long] * rows}), tmp_path / "a.parquet", compression="zstd")
    before = pa.total_allocated_bytes()
    most = max(pa.total_allocated_bytes() - before for _ in documents([tmp_path]))
    assert (tmp_path / "a.parquet").stat().st_size < 100_000
    assert most < rows * len(long.encode()) / 3


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr("sys.argv", ["khabar", *map(str, arguments)])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(stopped.value.code or 0)


def test_the_command_line_tells_rejects_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(line(id="1", text="\ud800\udfff \udc00 " + TEXT) + b"\n" + line(id="2", text=TEXT, title="\udcff") + b"\n" + GOOD.encode())
    assert run(monkeypatch, "extract", path, "--jsonl", "--rejects", tmp_path / "rejects.jsonl") == 3
    out, err = capsys.readouterr()
    assert [json.loads(row)["id"] for row in out.splitlines()] == ["good"]
    assert "2 rejected" in err
    assert [json.loads(row)["where"] for row in (tmp_path / "rejects.jsonl").read_text(encoding="utf-8").splitlines()] == ["line 1", "line 2"]


def test_the_command_line_fails_with_a_reason_where_nothing_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "extract", tmp_path / "nothing.txt") == 1
    assert capsys.readouterr().err.strip() == f"khabar: cannot read {tmp_path / 'nothing.txt'}: no such file or directory"


def test_a_million_quotation_marks() -> None:
    record = annotate(Document("q", '"' * 1_000_000 + " " + TEXT), shared())
    assert record.text[-1] == "."
    assert all(0 <= s.start <= s.end <= len(record.text) for statement in record.statements for s in statement.content)


HARD = [
    '"',
    "ال",
    "«",
    "« »",
    '" قال ',
    "قال الوزير إن ",
    "وأضاف أن ",
    "نقلت وكالة رويترز عن ",
    "أعلن اتفاق هدنة مع ",
    "قصف ",
    "دمشق و",
    "محمد بن ",
    "رئيس وزير ",
    "مئة وخمسة و",
    "من 3 إلى ",
    "يوم الأحد ",
    "12/3 ",
    "ا ",
    "د ا ع ش ",
    "ـ",
    "َ",
    "& ",
    "&",
    "(",
    ". ",
    "…",
    "\n",
    "اقرأ أيضا\n",
    "السابق\n",
    "http://a.b/c? ",
    "\ud800",
    "😀",
    "ﷺ",
]


@pytest.mark.parametrize("piece", HARD)
def test_work_grows_with_the_length_of_the_text_alone(piece: str) -> None:
    knowledge = shared()
    count = 1 + 1200 // max(1, len(piece.split()))  # beyond the bounds on sentences and gaps
    small, large = (Document("h", piece * n, published="2024-03-05") for n in (count, 2 * count))
    annotate(large, knowledge)
    assert calls(lambda: annotate(large, knowledge)) < 2.4 * calls(lambda: annotate(small, knowledge))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from([*HARD, "إن ", "قال: «", "» ", "\n\n", "أمس ", "200 قتيل ", "الرئيس "]), st.text(max_size=8)), max_size=40))
def test_no_text_makes_it_raise(pieces: list[str]) -> None:
    text = "".join(pieces)
    record = khabar.annotate(text, published="2024-03-05")
    assert record.text == text
    spans = [(item.start, item.end, item.text) for items in (record.mentions, record.times, record.quantities, record.roles) for item in items]
    for start, end, words in spans:
        assert text[start:end] == words
        assert start < end
    for statement in record.statements:
        assert all(0 <= span.start < span.end <= len(text) for span in (*statement.content, *statement.cue))
