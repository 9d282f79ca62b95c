import datetime as dt
import gzip
import io
import json
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from khabar.errors import ConfigError, ReadError
from khabar.knowledge import shared
from khabar.model import Document
from khabar.pipeline import annotate
from khabar.read import Reject, documents
from khabar.read.checks import day
from khabar.read.decoding import decoded, encoding_of
from khabar.read.feeds import text_of
from khabar.read.html import LARGEST_PAGE
from khabar.store.records import document_of, published_with, record_of
from khabar.store.writing import digest_of

SAMPLES = Path(__file__).parents[1] / "samples"
TEXT = "قال الوزير إن المحادثات مع الوفد ستستأنف بعد غد في العاصمة، وأضاف أن النتائج ستعلن في بيان."
OTHER = "أعلنت البلدية عن إغلاق الطريق من يوم الأحد إلى يوم الثلاثاء بسبب الأمطار التي هطلت على المدينة."


def reports(*paths: Path, **columns: str) -> list[Document]:
    found = list(documents(paths, columns))
    assert not [str(item) for item in found if isinstance(item, Reject)]
    return [item for item in found if isinstance(item, Document)]


def rejects(*paths: Path, **columns: str) -> list[Reject]:
    return [item for item in documents(paths, columns) if isinstance(item, Reject)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1256", "iso8859-6"])
def test_plain_text_in_each_encoding(encoding: str, tmp_path: Path) -> None:
    text = TEXT.replace("،", "") if encoding == "iso8859-6" else TEXT
    (tmp_path / "a.txt").write_bytes(f"عنوان الخبر\r\n\r\n{text}".encode(encoding))
    assert reports(tmp_path)[0].text == f"عنوان الخبر\r\n\r\n{text}"


def test_the_same_text_has_the_same_id_wherever_it_stands(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(TEXT.encode("windows-1256"))
    (tmp_path / "c.txt").write_text(OTHER, encoding="utf-8")
    first, second, third = reports(tmp_path)
    assert first.id == second.id != third.id


def test_utf8_that_breaks_off_is_not_taken_for_another_encoding() -> None:
    with pytest.raises(ReadError, match="damaged utf-8 at byte"):
        decoded(TEXT.encode()[:-2])
    assert encoding_of(b"\x89\x00\x01\x02 binary \x00\x00") is None


def test_json_lines_with_a_column_map(tmp_path: Path) -> None:
    row = {"nr": 7, "headline": "عنوان", "body": TEXT, "day": "2024-03-05T10:00:00Z", "paper": "المرفأ"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n\n" + json.dumps(row | {"nr": 8}) + "\n", encoding="utf-8-sig")
    first, second = reports(tmp_path, id="nr", title="headline", text="body", published="day", outlet="paper")
    assert (first.id, first.title, first.text, first.published, first.outlet) == ("7", "عنوان", TEXT, "2024-03-05", "المرفأ")
    assert second.id == "8"


@pytest.mark.parametrize("body", ["[\n %s,\n %s\n]", "%s\n%s\n"])
def test_json_as_an_array_and_as_lines(body: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(body % (json.dumps({"text": TEXT}), json.dumps({"text": OTHER})), encoding="utf-8")
    assert [report.text for report in reports(tmp_path)] == [TEXT, OTHER]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "windows-1256", "utf-16"])
def test_csv(delimiter: str, encoding: str, tmp_path: Path) -> None:
    lines = [
        "id,title,text,published".replace(",", delimiter),
        delimiter.join(("1", "عنوان", f'"{TEXT}\n{OTHER}"', "2024/03/05")),
        delimiter.join(("2", "", OTHER, "")),
    ]
    (tmp_path / "a.csv").write_bytes("\r\n".join(lines).encode(encoding))
    first, second = reports(tmp_path)
    assert (first.text, first.published, second.title, second.published) == (f"{TEXT}\n{OTHER}", "2024-03-05", None, None)


def test_parquet_with_other_types(tmp_path: Path) -> None:
    columns = {
        "id": pa.array([1, 2]),
        "text": pa.array([TEXT, OTHER]).dictionary_encode(),
        "published": pa.array([dt.date(2024, 3, 5), None]),
        "outlet": pa.array(["المرفأ", None], pa.large_string()),
        "section": pa.array([1.5, 2.5]),
    }
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    first, second = reports(tmp_path)
    assert (first.id, first.text, first.published, first.outlet) == ("1", TEXT, "2024-03-05", "المرفأ")
    assert (second.text, second.published, second.outlet) == (OTHER, None, None)


def test_page_feed_and_windows_text_of_the_samples() -> None:
    (page,) = reports(SAMPLES / "oxmar-appeal.html")
    assert (page.title, page.published, page.outlet) == ("شركة «أوكسمار» تطعن في العقوبات الأوروبية أمام القضاء", "2024-11-04", "البيرق")
    assert "تقدمت شركة «أوكسمار» للملاحة" in page.text
    assert "الأكثر قراءة" not in page.text
    feed = reports(SAMPLES / "feed.xml")
    assert [(entry.id, entry.published) for entry in feed] == [
        ("al-wadi-2024-0141", "2024-08-05"),
        ("al-wadi-2024-0142", "2024-08-06"),
        ("al-wadi-2024-0143", "2024-08-06"),
    ]
    assert "\n" in feed[0].text
    assert "<p>" not in feed[0].text
    assert reports(SAMPLES / "amman-engineers.txt")[0].text.startswith("نقابة المهندسين الأردنيين تعلّق إضرابها")


PAGE = "<html><head><title>عنوان</title>{head}</head><body><article><p>{text}</p><p>{other}</p></article></body></html>"
JSON_LD = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-05T08:00:00Z", "headline": "عنوان"}</script>'


@pytest.mark.parametrize(
    ("head", "basis", "day_of_print"),
    [
        ('<meta property="article:published_time" content="2024-03-05T08:00:00+03:00">', "page", "2024-03-05"),
        (JSON_LD, "page", "2024-03-05"),
        ("", "none", None),
    ],
)
def test_a_day_that_the_page_gives_is_the_pages_in_the_record(head: str, basis: str, day_of_print: str | None, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE.format(head=head, text=TEXT, other=OTHER), encoding="utf-8")
    (found,) = reports(tmp_path)
    record = annotate(found, shared())
    assert (record.published.basis, record.published.value) == (basis, day_of_print)
    assert record_of(record.to_dict()) == record
    assert digest_of(document_of(record, published_with(record))) == digest_of(found)


def test_a_day_from_a_feed_is_the_pages_and_one_from_a_table_is_metadata(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TEXT, "published": "2024-03-05"}), encoding="utf-8")
    assert {report.basis for report in reports(SAMPLES / "feed.xml")} == {"page"}
    assert [report.basis for report in reports(tmp_path)] == ["metadata"]


def test_all_samples_can_be_read() -> None:
    assert len(reports(SAMPLES)) >= 20


def warc(url: str, body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-05T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{abs(hash(url)):032x}>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def test_web_archive(tmp_path: Path) -> None:
    page = (SAMPLES / "oxmar-appeal.html").read_bytes()
    records = [
        warc("https://a.example/1", page),
        warc("https://a.example/2.png", b"\x89PNG", "image/png"),
        warc("https://a.example/3", page, status="404 Not Found"),
    ]
    (tmp_path / "a.warc").write_bytes(b"".join(records))
    (tmp_path / "b.warc.gz").write_bytes(b"".join(gzip.compress(record) for record in records))
    found = list(documents([tmp_path]))
    assert [item.published if isinstance(item, Document) else item.reason for item in found] == [
        "2024-11-04",
        "the server answered 404 for https://a.example/3",
    ] * 2


def page_of(number: int, head: str = "") -> bytes:
    """Return a record of a page with its number in its address; ``head`` are further lines of the answer."""
    page = f"<html><head><title>{number}</title></head><body><article><p>{TEXT}</p><p>{OTHER}</p></article></body></html>".encode()
    return warc(f"https://n{number}.example/", page, f"text/html{head}")


def told(path: Path) -> list[str]:
    """Return the outlets of the reports of an archive, and the reasons of what was rejected."""
    return [str(item.outlet) if isinstance(item, Document) else item.reason for item in documents([path])]


DAMAGE = [
    (page_of(1, "\r\nTransfer-Encoding: chunked"), "the page is not packed as it says: Invalid chunk header"),
    (page_of(1, "\r\nContent-Encoding: gzip"), "the page is not packed as it says: Gzip"),
    (page_of(1, "\r\nContent-Encoding: br"), "the page is not packed as it says"),
    (page_of(1)[:400], "reaches into the next record"),
    (page_of(1).replace(b"Content-Length: ", b"Content-Length: 9", 1), "reaches into the next record"),
    (page_of(1).replace(b"Content-Length: ", b"Content-Length: x", 1), "does not tell its length"),
    (b"what is no record\r\n\r\n", "not a whole web archive"),
]


@pytest.mark.parametrize(("damaged", "reason"), DAMAGE, ids=[f"{number}: {reason}" for number, (_, reason) in enumerate(DAMAGE)])
def test_a_damaged_record_does_not_touch_the_next_ones(damaged: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(page_of(0) + damaged + page_of(2) + page_of(3))
    first, *rejected, second, third = told(path)
    assert (first, second, third) == ("n0.example", "n2.example", "n3.example")
    assert reason in rejected[0]


def test_a_damaged_part_of_a_packed_archive_does_not_touch_the_next_ones(tmp_path: Path) -> None:
    packed = [bytearray(gzip.compress(page_of(number))) for number in range(4)]
    packed[1][len(packed[1]) // 2] ^= 0xFF
    (tmp_path / "a.warc.gz").write_bytes(b"".join(packed))
    first, reason, second, third = told(tmp_path / "a.warc.gz")
    assert (first, second, third) == ("n0.example", "n2.example", "n3.example")
    assert "not a whole web archive" in reason


def test_a_page_in_an_archive_that_unpacks_without_end_is_left_at_the_bound(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<html>" + bytes(LARGEST_PAGE + 10))
    (tmp_path / "a.warc").write_bytes(warc("https://a.example/", bomb, "text/html\r\nContent-Encoding: gzip") + page_of(2))
    assert told(tmp_path / "a.warc") == ["the page has more than 16,777,216 bytes", "n2.example"]


MENU = "".join(f'<li class="item item-{n}"><a href="/section/{n}/index.html" title="menu {n}">x</a></li>' for n in range(2000))


@pytest.mark.parametrize("said", ["utf-8", "windows-1256", "iso-8859-1"])
@pytest.mark.parametrize("written", ["utf-8", "windows-1256"])
def test_a_page_of_much_markup_that_names_another_encoding_than_its_own(said: str, written: str, tmp_path: Path) -> None:
    page = f'<html><head><meta charset="{said}"><title>عنوان</title></head><body>{MENU}<article><p>{TEXT}</p><p>{OTHER}</p></article></body></html>'
    (tmp_path / "a.html").write_bytes(page.encode(written))
    assert TEXT in reports(tmp_path)[0].text


FEED = (
    '<?xml version="1.0" encoding="{said}"?><!-- {long} -->'
    '<rss version="2.0"><channel><title>المرفأ</title><item><description>{text}</description></item></channel></rss>'
)


@pytest.mark.parametrize(("said", "written"), [("utf-8", "windows-1256"), ("windows-1256", "utf-8"), ("windows-1256", "windows-1256"), ("utf-16", "utf-16")])
def test_a_feed_that_names_another_encoding_than_its_own(said: str, written: str, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(FEED.format(said=said, long="x" * 5000, text=TEXT).encode(written))
    (found,) = reports(tmp_path)
    assert (found.text, found.outlet) == (TEXT, "المرفأ")


def test_entries_of_two_papers_with_one_number_are_two_reports(tmp_path: Path) -> None:
    entry = "<item><title>ع</title><guid isPermaLink='false'>1001</guid>{}<description>{}</description></item>"
    for name, link in (("a", "<link>https://a.example/x</link>"), ("b", "<link>https://b.example/x</link>"), ("c", "")):
        (tmp_path / f"{name}.rss").write_text(f"<rss version='2.0'><channel><title>النهر</title>{entry.format(link, TEXT)}</channel></rss>", encoding="utf-8")
    assert [found.id for found in reports(tmp_path)] == ["a.example/1001", "b.example/1001", "النهر/1001"]


@pytest.mark.parametrize(("given", "day_of_print"), [("Tue Mar 05 10:00:00 2024", "2024-03-05"), ("2024-13-45", None), ("0000-00-00", None)])
def test_a_date_of_a_feed_is_one_that_stands_there(given: str, day_of_print: str | None, tmp_path: Path) -> None:
    feed = f"<rss version='2.0'><channel><item><pubDate>{given}</pubDate><description>{TEXT}</description></item></channel></rss>"
    (tmp_path / "a.xml").write_text(feed, encoding="utf-8")
    assert [item.published if isinstance(item, Document) else None for item in documents([tmp_path])] == [day_of_print]


def test_text_of_html_with_comments_of_office_programs_and_broken_tags() -> None:
    assert text_of(f"<!--[if gte mso 9]><xml>a</xml><![endif]--><![if !mso]><p title='a > b'>{TEXT}</p><![odd x>") == TEXT
    assert text_of(f"<![CDATA[{TEXT}]]>") == TEXT
    assert text_of("<script>var a = '<p>';</script>أ &lt; ب <b") == "أ < ب <b"


@pytest.mark.parametrize("piece", ["<!--", "<a ", "</", "<a b='", '<a b="', "<![", "<script>", "<"])
def test_time_for_broken_markup_grows_with_its_length_alone(piece: str) -> None:
    begun = time.process_time()
    text_of(piece * (400_000 // len(piece)))
    assert time.process_time() - begun < 2


def test_numbers_of_tables_with_gaps_are_whole_numbers(tmp_path: Path) -> None:
    columns = {"id": pa.array([7.0, None]), "text": pa.array([TEXT, OTHER]), "published": pa.array([20240305.0, None])}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    first, _ = reports(tmp_path)
    assert (first.id, first.published) == ("7", "2024-03-05")


def test_blanks_around_the_names_of_columns_are_none(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"id , text, published\n1,{TEXT},2024-03-05\n", encoding="utf-8")
    assert [(found.id, found.published) for found in reports(tmp_path / "a.csv")] == [("1", "2024-03-05")]


def test_csv_that_is_packed_and_csv_with_line_ends_of_old_machines(tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(f"id,text\n1,{TEXT}\n".encode()))
    (tmp_path / "b.csv").write_bytes(f"id,text\r2,{TEXT}\r3,{OTHER}\r".encode())
    assert [found.id for found in reports(tmp_path)] == ["1", "2", "3"]


def test_gzipped_kinds_and_kinds_without_a_suffix(tmp_path: Path) -> None:
    line = json.dumps({"text": TEXT}).encode()
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(line))
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (tmp_path / "c").write_bytes(line)
    (tmp_path / "d").write_text(TEXT, encoding="utf-8")
    (tmp_path / "e").write_bytes((SAMPLES / "feed.xml").read_bytes())
    assert len(reports(tmp_path)) == 7


def test_directories_are_read_through_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/3.txt", "1.txt", ".hidden/4.txt", "a/.5.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{TEXT} {name}", encoding="utf-8")
    assert [Path(report.path or "").name for report in reports(tmp_path)] == ["1.txt", "3.txt", "2.txt"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(json.dumps({"id": "x", "text": TEXT}).encode() + b"\nnot json\n"))
    monkeypatch.setattr("sys.stdin", stream)
    report, reject = documents(["-"])
    assert isinstance(report, Document)
    assert str(reject).startswith("cannot read -, line 2: broken JSON")


def test_an_unknown_field_cannot_be_mapped() -> None:
    with pytest.raises(ConfigError, match="cannot map the column 'author'"):
        documents([SAMPLES], {"author": "by"})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T23:10:00+03:00", "2024-03-05"),
        ("2024-03-05 23:10", "2024-03-05"),
        ("2024/3/5", "2024-03-05"),
        ("20240305", "2024-03-05"),
        (20240305, "2024-03-05"),
        ("Tue, 05 Mar 2024 23:10:00 +0300", "2024-03-05"),
        (dt.date(2024, 3, 5), "2024-03-05"),
        (dt.datetime(2024, 3, 5, 23, 10, tzinfo=dt.UTC), "2024-03-05"),
        ("03/04/2024", None),
        ("20/06/2024", "2024-06-20"),
        ("6.20.2024 10:00", "2024-06-20"),
        ("7-7-2024", "2024-07-07"),
        ("31/06/2024", None),
        ("13/13/2024", None),
        ("2024-02-30", None),
        ("0000-00-00", None),
        ("yesterday", None),
        ("الثلاثاء 21 تشرين الثاني/نوفمبر 2023", "2023-11-21"),
        ("الأحد، ١ أيار ٢٠٢٢ م", "2022-05-01"),
        ("31 كانون  الاول 2023 - 10:30", "2023-12-31"),
        ("5 كانون الثاني 2023", "2023-01-05"),
        ("نوفمبر 21, 2023", "2023-11-21"),
        ("7 جانفي 2022", "2022-01-07"),
        ("8 آب/ أغسطس 2022", "2022-08-08"),
        ("31 نوفمبر 2023", None),
        ("3 كانون 2023", None),
        ("15 رمضان 1445", None),
        ("21 نوفمبر 20233", None),
        ("أمس", None),
        (1709593800, None),
        (None, None),
        (float("nan"), None),
        ("", None),
    ],
)
def test_days(value: object, expected: str | None) -> None:
    assert day(value) == expected


def test_text_of_html() -> None:
    assert text_of("<p>أول&nbsp;سطر</p><script>x()</script><div>ثان <b>سطر</b></div>") == "أول سطر\nثان سطر"


def test_a_missing_column_is_told_with_its_remedy(tmp_path: Path) -> None:
    path = tmp_path / "articles.parquet"
    pq.write_table(pa.table({"title": ["a"], "body": [TEXT]}), path)
    with pytest.raises(ReadError, match=r"^cannot read articles.parquet: no column 'text' \(found: body, title\)\. Map it: --column text=body$"):
        documents([path])
    assert [reject.reason for reject in rejects(tmp_path)] == ["no column 'text' (found: body, title). Map it: --column text=body"]
    assert reports(path, text="body")[0].text == TEXT
