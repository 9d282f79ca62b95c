"""The measures: precision, recall and F1 of what khabar finds against what the annotated reports say.

Names count with the exact span; roles, times, quantities, statements and events are paired one to one, the best overlap first.
An entity of khabar's stands for the annotated one that most of its mentions fall on.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gate.annotation import NAMES, Annotated
from khabar.model import Event, Mention, Record, Span, Statement

Pair = tuple[int, int]


@dataclass(slots=True)
class Count:
    """Answers that are right, given and wanted."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    def add(self, right: int, given: int, wanted: int) -> None:
        """Take in the counts of one report."""
        self.right, self.given, self.wanted = self.right + right, self.given + given, self.wanted + wanted

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where nothing is wanted and nothing given."""
        both = self.given + self.wanted
        return 2 * self.right / both if both else 1.0


def shared(a: Pair, b: Pair) -> float:
    """Return the part of the longer of two spans that both cover, 0 to 1."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / max(a[1] - a[0], b[1] - b[0], 1)


def paired(wanted: Sequence[Pair], given: Sequence[Pair], least: float = 0.5) -> list[Pair]:
    """Return pairs of indices of spans that overlap by ``least`` or more, each used once, the best first."""
    candidates = sorted(
        ((-shared(w, g), i, j) for i, w in enumerate(wanted) for j, g in enumerate(given) if shared(w, g) >= least),
    )
    used: tuple[set[int], set[int]] = (set(), set())
    found = []
    for _, i, j in candidates:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            found.append((i, j))
    return found


def measures(pairs: Sequence[tuple[Annotated, Record]]) -> dict[str, Count]:
    """Return the counts of every measure over all reports."""
    counts: dict[str, Count] = defaultdict(Count)
    stands_for = _stands_for(pairs)
    for report, record in pairs:
        _count_names(report, record, counts)
        _count_spans(report, record, counts, stands_for)
        _count_boilerplate(report, record, counts["boilerplate"])
        statements = _count_statements(report, record, counts, stands_for)
        _count_events(report, record, counts, (stands_for, statements))
    return dict(counts)


def _spans(items: Iterable[Mention | Span]) -> list[Pair]:
    return [(item.start, item.end) for item in items]


def _stands_for(pairs: Sequence[tuple[Annotated, Record]]) -> dict[str, str]:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for report, record in pairs:
        marks = report.of(*NAMES)
        for i, j in paired([mark.span for mark in marks], _spans(record.mentions)):
            votes[record.mentions[j].entity][marks[i].ref] += 1
    return {entity: counter.most_common(1)[0][0] for entity, counter in votes.items()}


def _count_names(report: Annotated, record: Record, counts: dict[str, Count]) -> None:
    for head in NAMES:
        wanted = {mark.span for mark in report.of(head)}
        given = {(m.start, m.end) for m in record.mentions if m.type == head.upper()}
        for measure in (f"names {head.upper()}", "names"):
            counts[measure].add(len(wanted & given), len(given), len(wanted))


def _count_spans(report: Annotated, record: Record, counts: dict[str, Count], stands_for: Mapping[str, str]) -> None:
    roles = report.of("role")
    found = paired([mark.span for mark in roles], [(r.start, r.end) for r in record.roles])
    counts["roles"].add(len(found), len(record.roles), len(roles))
    holder = {m.id: stands_for.get(m.entity) for m in record.mentions}
    held = [(roles[i].ref, record.roles[j].holder) for i, j in found if roles[i].ref != "-"]
    counts["role holders"].add(sum(holder.get(h or "") == ref for ref, h in held), len(held), len(held))

    times = report.of("time")
    found = paired([mark.span for mark in times], [(t.start, t.end) for t in record.times])
    right = 0
    for i, j in found:
        value, _, mod = times[i].ref.partition(";")
        right += record.times[j].value == value and (not mod or record.times[j].mod == mod)
    counts["times"].add(right, len(record.times), len(times))

    numbers = report.of("n")
    found = paired([mark.span for mark in numbers], [(q.start, q.end) for q in record.quantities], 0.3)
    right = 0
    for i, j in found:
        quantity = record.quantities[j]
        right += _number(numbers[i].ref) in {_number(x) for x in (quantity.low, quantity.best, quantity.high)}
    counts["quantities"].add(right, len(record.quantities), len(numbers))


def _number(value: object) -> str:
    return str(value).lstrip("<>~=").removesuffix(".0")


def _count_boilerplate(report: Annotated, record: Record, count: Count) -> None:
    wanted, given = (
        {k for start, end in spans for k in range(start, end) if not report.text[k].isspace()}
        for spans in ([m.span for m in report.of("page")], _spans(record.boilerplate))
    )
    count.add(len(wanted & given), len(given), len(wanted))


def _around(statement: Statement) -> Pair:
    return min(s.start for s in statement.content), max(s.end for s in statement.content)


def _count_statements(report: Annotated, record: Record, counts: dict[str, Count], stands_for: Mapping[str, str]) -> dict[str, str]:
    """Count, and return which of khabar's statements each annotated one is paired with."""
    numbers = list(report.said)
    wanted = [report.whole("said", number) or (0, 0) for number in numbers]
    found = paired(wanted, [_around(s) for s in record.statements])
    counts["statements"].add(len(found), len(record.statements), len(numbers))
    for i, j in found:
        said, statement = report.said[numbers[i]], record.statements[j]
        counts["statement kind"].add(said.kind == statement.kind, 1, 1)
        counts["statement source"].add(_same_source(report, numbers[i], statement, stands_for), 1, 1)
        chain = ["<>" if link.startswith("<") else link for link in said.chain]
        given = [stands_for.get(link.entity, link.entity) if link.entity else "<>" for link in statement.chain if link.role != "outlet"]
        counts["statement chain"].add(chain == ["<>" if link.startswith("<") else link for link in given], 1, 1)
    return {numbers[i]: record.statements[j].id for i, j in found}


def _same_source(report: Annotated, number: str, statement: Statement, stands_for: Mapping[str, str]) -> bool:
    wanted = report.said[number].source
    if not wanted[0].startswith("<"):
        return {stands_for.get(source, source) for source in statement.source} == set(wanted)
    by, span = report.whole("by", number), statement.source_span
    named = bool(statement.source) and statement.source[0].startswith("<")
    return named and (by is None or (span is not None and shared(by, (span.start, span.end)) >= 0.3))


def _count_events(report: Annotated, record: Record, counts: dict[str, Count], known: tuple[Mapping[str, str], Mapping[str, str]]) -> None:
    """``known``: what khabar's entities stand for, and which of its statements the annotated ones are paired with."""
    stands_for, statements = known
    numbers = list(report.events)
    wanted = [report.whole("event", number) or (0, 0) for number in numbers]
    found = paired(wanted, [(e.trigger.start, e.trigger.end) for e in record.events])
    typed = [(i, j) for i, j in found if report.events[numbers[i]].type == record.events[j].type]
    counts["event triggers"].add(len(found), len(record.events), len(numbers))
    counts["events"].add(len(typed), len(record.events), len(numbers))
    sides = [_sides(report.events[n]) for n in numbers]
    right = 0
    for i, j in typed:
        told, event = report.events[numbers[i]], record.events[j]
        counts["event status"].add(told.status == event.status, 1, 1)
        counts["event statement"].add(statements.get(told.inside) == event.inside, 1, 1)
        right += len(sides[i] & _found_sides(event, stands_for))
    given = sum(len(e.actors) + len(e.recipients) for e in record.events)
    counts["event sides"].add(right, given, sum(map(len, sides)))


def _sides(told: object) -> set[tuple[str, str]]:
    return {(side, ref) for side in ("actors", "recipients") for ref in getattr(told, side) if not ref.startswith("<")}


def _found_sides(event: Event, stands_for: Mapping[str, str]) -> set[tuple[str, str]]:
    return {(side, stands_for.get(ref, ref)) for side in ("actors", "recipients") for ref in getattr(event, side)}
