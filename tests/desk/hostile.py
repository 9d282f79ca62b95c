"""Reports that mean harm: markup, scripts, bidi overrides and words of ten million letters, in every field that a page shows."""

from khabar.model import ChainLink, Entity, Event, Label, Mention, Published, Quantity, Record, Role, Source, Span, Statement, Time

SCRIPT = '<script>window.harmed = 1</script><img src=x onerror="window.harmed = 1">"\'><svg onload=window.harmed=1>'
OVERRIDE = "\u202e\u2066\u2067معكوس\u202dabc"
LONG_WORD = "ب" * 10_000_000
TEMPLATE = "{{ 7 * 7 }}{% raw %}${7*7}"


def record(identity: str, text: str, title: str, name: str) -> Record:
    """Return a record with one of everything, all of it carrying the name."""
    stop = min(len(text), 40)
    mention = Mention("m1", 0, stop, text[:stop], "PER", "per-harm")
    return Record(
        identity,
        Source(path=name, url="javascript:window.harmed=1", outlet=name, title=title),
        text,
        Published("2017-08-08", "2017-08-08", "2017-08-08", "metadata"),
        (Span(0, 1),),
        (mention,),
        (
            Entity("per-harm", "PER", name, name, "rule", (name, name + "2"), {"wikidata": name}),
            Entity("loc-harm", "LOC", name, lat=33.5, lon=36.3, country="SY"),
        ),
        (Role(0, stop, text[:stop], "m1", name, "loc-harm"),),
        (Time("t1", 0, stop, name, "DATE", "2017-08-08", None, "2017-08-08", "2017-08-09"),),
        (Quantity("n1", 0, stop, name, 1, 1, 1, name, name),),
        (
            Statement(
                "s1",
                "direct",
                (Span(0, len(text)),),
                (Span(0, 1),),
                ("per-harm", f"<{name}>"),
                Span(0, stop),
                stance="asserts",
                chain=(ChainLink("speaker", "per-harm", 0, stop, name), ChainLink("outlet", None, text=name)),
            ),
        ),
        (),
        (Label(0, stop, name, "per-harm", "per-harm", "s1"),),
        (Event("e1", "ASSAULT", "beat", Span(0, stop), ("per-harm",), (f"<{name}>",), ("loc-harm",), "t1", "asserted", "s1"),),
    )


def records() -> list[Record]:
    """Return hostile reports; their ids are hostile too."""
    return [
        record("plain", SCRIPT + "\nتقرير", SCRIPT, SCRIPT),
        record("a/b?c=d#e&f<g>\"h'", OVERRIDE + "\n" + SCRIPT, OVERRIDE, OVERRIDE + SCRIPT),
        record("..", TEMPLATE, TEMPLATE, TEMPLATE),
        record("خبر٪", "قال " + LONG_WORD, LONG_WORD[:1_000_000], "ب" * 100_000),
        record("empty", "", "", "بلا"),
        record("two\nlines", "سطر", "سطر", "سطر"),
        record("\u202eid", "سطر\n" * 50_000, "أسطر", "أسطر"),
    ]
