"""Tellings of a process brought together into its stages: rounds by number and day, steps by day, what is told without a day by what it tells."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from khabar.link.process_question import RESOLUTION, TALKS, TRUCE
from khabar.link.process_steps import NAMED, STANDING, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from khabar.link.process_question import Question
    from khabar.link.process_tellings import ProcessTelling

REPORTED, ANNOUNCED, CALLED_FOR, DENIED, MENTIONED = "reported", "announced", "called-for", "denied", "mentioned"
_SAME_ROUND = 45  # days within which a dated and a numbered telling of what is announced are one round
_WIDE = 4  # days past which a time tells no stage apart from others
_LONGEST = 60  # days within which an end is that of the truce that began before it
_FIRST = ("draft", "adopted", "terms")  # of a resolution
_Tellings = list["ProcessTelling"]


@dataclass(frozen=True, slots=True)
class Told:
    """One place of a report that tells of a stage: who prints it, who says it (entity ids; empty for the reporter) and the sentence."""

    report: str
    outlet: str | None
    published: str | None
    start: int
    end: int
    text: str
    status: str
    said_by: tuple[str, ...] = ()

    @classmethod
    def of(cls, telling: ProcessTelling) -> Told:
        """Return the place of a telling."""
        return cls(telling.report, telling.outlet, telling.published, telling.start, telling.end, telling.text, telling.status, telling.said_by)


@dataclass(frozen=True, slots=True)
class Stage:
    """A round of talks, or a step of a truce, zone, corridor, mission or resolution.

    Days are ISO days; ``status`` is reported once a report tells it as having happened, announced where one tells it as to come, called-for
    where it is asked for alone, denied where all deny it, else mentioned. ``announced_for`` holds the days, or first and last
    day with a slash, for which it was announced where it is reported on others. ``country`` is whose talks they are where several countries hold such.
    """

    number: int | None
    status: str
    first_day: str | None
    last_day: str | None
    places: tuple[str, ...]
    participants: tuple[str, ...]
    agenda: tuple[str, ...]
    outcomes: tuple[str, ...]
    told: tuple[Told, ...]
    step: str | None = None
    announced_for: tuple[str, ...] = ()
    country: str | None = None


class _Group:
    """The tellings of one stage, and what is asked about them at every further telling: their narrowest time, all their times, who announces them."""

    def __init__(self, *tellings: ProcessTelling) -> None:
        self.tellings: _Tellings = []
        self.core: ProcessTelling | None = None
        self.days: set[tuple[str | None, str | None]] = set()
        self.beginnings: set[str] = set()
        self.announcing: set[str] = set()
        self.open = True  # nothing of it is dated or told as having happened
        for telling in tellings:
            self.add(telling)

    def add(self, telling: ProcessTelling) -> None:
        """Add a telling."""
        self.tellings.append(telling)
        self.open = self.open and not (telling.first_day or telling.status == "asserted")
        if telling.number is not None and telling.status in ("planned", NAMED):
            self.announcing.add(telling.report)
        if telling.first_day:
            self.days.add((telling.first_day, telling.last_day))
            self.beginnings.add(telling.first_day)
            if self.core is None or _length(telling) < _length(self.core):
                self.core = telling


def stages(found: Sequence[ProcessTelling], asked: Question) -> tuple[Stage, ...]:
    """Return the stages that the tellings tell of: those of a day in the order of time, then those of none."""
    groups = _rounds(found) if asked.kind == TALKS else _resolved(found) if asked.kind == RESOLUTION else _steps(found, asked)
    return tuple(_stage(group) for group in groups)


def _rounds(found: Sequence[ProcessTelling]) -> list[_Tellings]:
    """Return the tellings of talks by round: those of one number, then those of one day, the undated last."""
    numbered: dict[tuple[int, str | None], _Group] = {}
    rest: _Tellings = []
    for telling in found:
        if telling.number is not None and not telling.beside:
            numbered.setdefault((telling.number, telling.country), _Group()).add(telling)
        else:
            rest.append(telling)
    groups = list(numbered.values())
    undated = [telling for telling in rest if not telling.first_day]
    for telling in sorted((t for t in rest if t.first_day), key=lambda t: (_length(t) > _WIDE, t.first_day or "", t.report, t.start)):
        _put(telling, groups, _is_round)
    left = _undated(undated, groups)
    return [*_ordered(groups), *left]


def _resolved(found: Sequence[ProcessTelling]) -> list[_Tellings]:
    others = (step.name for step in steps(RESOLUTION) if step.name not in _FIRST)
    names = dict.fromkeys((*_FIRST, *others, None))
    return [group for name in names if (group := [t for t in found if t.step == name])]


def _steps(found: Sequence[ProcessTelling], asked: Question) -> list[_Tellings]:
    """Return the tellings by step and day; an end with the truce that began before it; the undated by step."""
    groups: list[_Group] = []
    dated = (t for t in found if (t.first_day or t.last_day) and t.step not in STANDING)
    for telling in sorted(dated, key=lambda t: (_length(t) > _WIDE, t.step in ("ends", "extended"), t.first_day or t.last_day or "", t.report, t.start)):
        _put(telling, groups, _is_truce if asked.kind == TRUCE else _is_step)
    names: dict[str | None, None] = {**dict.fromkeys(step.name for step in steps(asked.kind)), None: None}
    left = ([t for t in found if t.step == name and (name in STANDING or not (t.first_day or t.last_day))] for name in names)
    return [*_ordered(groups), *(group for group in left if group)]


def _put(telling: ProcessTelling, groups: list[_Group], is_of: Callable[[ProcessTelling, _Group], bool]) -> None:
    """Add a telling to the one group that it fits; a time of a week or more fits none where it would fit several."""
    homes = [group for group in groups if is_of(telling, group)]
    same = [group for group in homes if (telling.first_day, telling.last_day) in group.days]
    if homes and (same or _length(telling) <= _WIDE or len(homes) == 1):
        (same or homes)[0].add(telling)
    else:
        groups.append(_Group(telling))


def _is_round(telling: ProcessTelling, group: _Group) -> bool:
    """Tell whether a dated telling is of a round: the days meet, or both announce what is to come at about the same time."""
    other = group.tellings[0]  # all of a group are alike in these
    if other.beside != telling.beside or other.country != telling.country:
        return False
    if _meets(telling, group):
        return True
    if telling.status == "asserted" or telling.beside:
        return False
    if telling.report in group.announcing:
        return True
    first = _date(telling.first_day)
    if first is None or not group.open:
        return False
    return any(abs((date.fromisoformat(t.printed_by) - first).days) <= _SAME_ROUND for t in group.tellings if t.printed_by)


def _is_step(telling: ProcessTelling, group: _Group) -> bool:
    return group.tellings[0].step == telling.step and _meets(telling, group)


def _is_truce(telling: ProcessTelling, group: _Group) -> bool:
    """Tell whether a dated telling is of a truce: what is broken on a day stands alone, all else is of the truce that begins on that day or ends after it."""
    if (telling.step == "breached") != (group.tellings[0].step == "breached"):
        return False
    if telling.first_day:
        return telling.first_day in group.beginnings
    begun = [day for beginning in group.beginnings if (day := _date(beginning))]
    end = _date(telling.last_day)
    return bool(begun and end and 0 <= (end - min(begun)).days <= _LONGEST)


def _meets(telling: ProcessTelling, group: _Group) -> bool:
    """Tell whether the days of a telling meet the narrowest days that a group is told to be on."""
    core = group.core
    if core is None or not core.first_day or not telling.first_day:
        return False
    return telling.first_day <= (core.last_day or core.first_day) and core.first_day <= (telling.last_day or telling.first_day)


def _undated(undated: Sequence[ProcessTelling], groups: Sequence[_Group]) -> list[_Tellings]:
    """Put what is announced without a day with the numbered round that its report announces; return the rest by what is told."""
    meetings, rounds = _homes(groups)
    rest: dict[tuple[bool, str | None, str, str | None], _Tellings] = {}
    for telling in undated:
        home = meetings.get(telling.report) if telling.beside else rounds.get(telling.report) if telling.status != "asserted" else None
        if home is not None:
            home.add(telling)
            continue
        key = (telling.beside, telling.step, NAMED if telling.step else telling.status, telling.country)
        rest.setdefault(key, []).append(telling)
    order = [*(step.name for step in steps(TALKS)), None]
    return [rest[key] for key in sorted(rest, key=lambda key: (key[0], -len(rest[key]) if key[3] else 0, order.index(key[1]), key[2], key[3] or ""))]


def _homes(groups: Sequence[_Group]) -> tuple[dict[str, _Group], dict[str, _Group]]:
    """Return by report the meeting of those who run the talks that it tells of, and the numbered round that it announces; the first of each."""
    meetings: dict[str, _Group] = {}
    rounds: dict[str, _Group] = {}
    for group in groups:
        for telling in group.tellings:
            if telling.beside:
                meetings.setdefault(telling.report, group)
            elif telling.number is not None and telling.status == "planned":
                rounds.setdefault(telling.report, group)
    return meetings, rounds


def _ordered(groups: list[_Group]) -> list[_Tellings]:
    """Return groups in the order of the day on which the narrowest of their times begins."""

    def key(group: _Group) -> tuple[str, int]:
        ended = min((t.last_day for t in group.tellings if t.last_day), default="9")
        day = group.core.first_day or "" if group.core else ended
        return day, min((t.number or 0 for t in group.tellings), default=0)

    return [group.tellings for group in sorted(groups, key=key)]


def _date(day: str | None) -> date | None:
    """Return the day, None where its year is not known."""
    return date.fromisoformat(day) if day and day[:1].isdigit() else None


def _length(telling: ProcessTelling) -> int:
    first, last = _date(telling.first_day), _date(telling.last_day)
    return (last - first).days if first and last else 0


def _stage(group: _Tellings) -> Stage:
    if group[0].step in STANDING:
        group = [replace(t, first_day=None, last_day=None) for t in group]
    happened = [t for t in group if t.status == "asserted"]
    days = _days([t for t in happened if t.first_day or t.last_day] or [t for t in group if t.first_day or t.last_day], group)
    one = days[0] or any(t.number is not None for t in group)  # what is told without a day is of many rounds
    other = (_interval(t) for t in group if happened and t.status != "asserted" and t.first_day and not _within(t, days))
    return Stage(
        next((t.number for t in group if t.number is not None and not t.beside), None),
        _standing({t.status for t in group}),
        *days,
        tuple(dict.fromkeys(place for t in group for place in t.places)),
        tuple(dict.fromkeys(actor for t in group for actor in t.participants)),
        tuple(dict.fromkeys(t.agenda for t in group if t.agenda and one)),
        tuple(dict.fromkeys(t.outcome for t in group if t.outcome and one)),
        tuple(_told(group)),
        _step([t.step for t in group]),
        tuple(dict.fromkeys(other)),
        group[0].country,
    )


def _step(told: Sequence[str | None]) -> str | None:
    """Return the step of a stage: that it begins before all else; none where a telling tells a round alone."""
    return "begins" if "begins" in told else None if None in told else told[0]


def _standing(told: set[str]) -> str:
    order = {"asserted": REPORTED, "planned": ANNOUNCED, "called-for": CALLED_FOR}
    return next((order[status] for status in order if status in told), DENIED if told == {"denied"} else MENTIONED)


def _days(dated: _Tellings, group: _Tellings) -> tuple[str | None, str | None]:
    """Return the first and last day of a group: those most often told among the narrowest, and the end where it is told apart."""
    if not dated:
        return None, None
    counted: Counter[tuple[str | None, str | None]] = Counter((t.first_day, t.last_day) for t in dated if t.first_day)
    if not counted:
        return None, max(t.last_day or "" for t in dated)
    narrowest = min(_length(t) for t in dated if t.first_day)
    sharp = [t for t in dated if t.first_day and _length(t) == narrowest]
    best = max(sharp, key=lambda t: counted[(t.first_day, t.last_day)])
    last = best.last_day or next((t.last_day for t in group if t.last_day and (not t.first_day or t.first_day == best.first_day)), None)
    return best.first_day, last


def _within(telling: ProcessTelling, days: tuple[str | None, str | None]) -> bool:
    first, last = days
    return first is None or ((telling.first_day or "") <= (last or first) and first <= (telling.last_day or telling.first_day or ""))


def _interval(telling: ProcessTelling) -> str:
    return "/".join(dict.fromkeys(day for day in (telling.first_day, telling.last_day) if day))


def _told(group: _Tellings) -> list[Told]:
    """Return the places that tell of a stage, each sentence of a report once for each status that it tells."""
    return list({(told.report, told.start, told.status): told for told in map(Told.of, group)}.values())
