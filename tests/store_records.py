"""Records made by hand for the tests of the store: small, complete, with every field of a record in use."""

from khabar.model import (
    ChainLink,
    Declined,
    Entity,
    Event,
    Evidence,
    Figure,
    Label,
    Mention,
    Published,
    Quantity,
    Record,
    Role,
    Source,
    Span,
    Statement,
    Time,
)

TEXT = (
    "قال وزير الخارجيّة سامي الخطيب أمس إنّ الهدنة في النهروز صامدة، ونفى أن تكون الحكومة قد قصفت المدينة.\n"
    "ونقلت وكالة نبأ عن مصدر عسكري قوله إنّ 12 مدنياً قُتلوا في قصف على النهروز.\n"
    "ووصف الخطيب المسلّحين بـ«العصابات».\n\nاترك تعليقاً"
)


def span(words: str, text: str = TEXT, after: int = 0) -> Span:
    """Return where words stand in a text."""
    start = text.index(words, after)
    return Span(start, start + len(words))


def mention(identity: str, words: str, kind: str, entity: str, after: int = 0) -> Mention:
    """Return the mention that words make."""
    found = span(words, TEXT, after)
    return Mention(identity, found.start, found.end, words, kind, entity)


def record(
    identity: str = "r1", text: str = TEXT, day: str | None = "2017-10-20", outlet: str | None = "al-nahr", title: str | None = "هدنة النهروز"
) -> Record:
    """Return a record with every field in use; its spans fit ``TEXT``."""
    return Record(
        identity,
        Source(f"{identity}.txt", f"https://example.org/{identity}", outlet, title),
        text,
        Published(day, day, day, "metadata", (Evidence(31, 34, "أمس"),), None) if day else Published(None, "2017-10-19", "2017-10-22", "text"),
        (span("اترك تعليقاً"),),
        (
            mention("m1", "سامي الخطيب", "PER", "per-khatib"),
            mention("m2", "النهروز", "LOC", "loc-nahroz"),
            mention("m3", "نبأ", "ORG", "org-naba"),
            mention("m4", "الخطيب", "PER", "per-khatib", TEXT.index("ووصف")),
        ),
        (
            Entity("per-khatib", "PER", "سامي الخطيب", "Sami al-Khatib", "rule", ("الخطيب",), {"wikidata": "Q0"}),
            Entity("loc-nahroz", "LOC", "النهروز", aliases=(), lat=34.5, lon=36.25, country="SY"),
            Entity("org-naba", "ORG", "وكالة نبأ"),
        ),
        (Role(span("وزير").start, span("الخارجيّة").end, "وزير الخارجيّة", "m1", "minister of foreign affairs", "loc-nahroz"),),
        (Time("t1", span("أمس").start, span("أمس").end, "أمس", "DATE", "2017-10-19", None, "2017-10-19", "2017-10-19"),),
        (Quantity("n1", span("12").start, span("12 مدنياً").end, "12 مدنياً", 12.0, 12.0, 12.0, "person", "killed"),),
        (
            Statement(
                "s1",
                "indirect",
                (span("الهدنة في النهروز صامدة"),),
                (span("قال"),),
                ("per-khatib",),
                span("سامي الخطيب"),
                chain=(ChainLink("speaker", "per-khatib", 19, 30), ChainLink("outlet", None, text=outlet or "")),
            ),
            Statement(
                "s2",
                "indirect",
                (span("12 مدنياً قُتلوا في قصف على النهروز"),),
                (span("قوله"),),
                ("<military source>",),
                anonymous=True,
                stance="asserts",
                grade="unnamed-official",
                chain=(ChainLink("speaker", None, text="مصدر عسكري"), ChainLink("agency", "org-naba"), ChainLink("outlet", None, text=outlet or "")),
            ),
            Statement(
                "s3", "indirect", (span("تكون الحكومة قد قصفت المدينة"),), (span("نفى"),), ("per-khatib",), stance="denies", force="neutral", within="s1"
            ),
        ),
        (Declined(0, 3, "قال", ("per-khatib",)),),
        (Label(span("العصابات").start, span("العصابات").end, "العصابات", "per-khatib", None, "s1"),),
        (
            Event(
                "e1",
                "ASSAULT",
                "aerial",
                span("قصف", after=TEXT.index("قُتلوا")),
                ("<unknown>",),
                ("loc-nahroz",),
                ("loc-nahroz",),
                "t1",
                "asserted",
                "s2",
                figures=(Figure("n1", "s2"),),
                place_precision=2,
                time_precision=1,
                sectors={"loc-nahroz": "GOV"},
            ),
            Event("e2", "ASSAULT", None, span("قصفت"), (), ("loc-nahroz",), (), None, "denied", "s3", "e1"),
        ),
    )
