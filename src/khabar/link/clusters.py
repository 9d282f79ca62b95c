"""Which of the persons who share a first and last name are one: a function of all that is known of them, whatever came first.

The persons of a store fall into blocks by the sound of their first and last name; only inside a block is anything compared, so that a new report
costs what its blocks hold, not what the store holds.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from khabar.link.compare import FIRST_LEFT_OUT, SAME, Names
from khabar.link.evidence import PRESS
from khabar.tag.spelling import skeleton

_OPTIONAL_FIRST = frozenset({"محمد", "سيد", "ميرزا", "مولاي", "سيدي"})
_TIMES_OFTENER, _OUTNUMBERED = 3, 30
_MOST_COMPARED = 150  # names of one first and last sound; where they are more, only the same name is the same person
_SHARED_COMPANIONS = 2  # so many people named beside both outweigh titles of two countries


@dataclass(slots=True)
class Node:
    """Mentions in all reports that say the same of a person of one name: the name's parts, country, walk of life, companions, in how many reports."""

    id: str
    name: str
    parts: tuple[str, ...]
    country: str | None = None
    sphere: str | None = None
    companions: set[str] = field(default_factory=set)
    n_reports: int = 0


def block_of(parts: Sequence[str]) -> str:
    """Return the block that a name falls into: the sounds of its first and last part (the second one where the first is one that is often left out)."""
    first = parts[1] if len(parts) > 2 and parts[0] in _OPTIONAL_FIRST else parts[0]
    return f"{skeleton(first)}|{skeleton(parts[-1])}" if len(parts) > 1 else f"|{skeleton(parts[0])}"


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes that are one person; ``reasons`` tell of each node but the first why it is in."""

    nodes: tuple[Node, ...]
    reasons: dict[str, str]

    @property
    def id(self) -> str:
        """The id of the person: that of the shortest of its nodes' ids."""
        return min((node.id for node in self.nodes), key=lambda number: (number.count("."), len(number), number))


def groups(nodes: Iterable[Node], names: Names) -> list[Group]:
    """Return the persons of one block, whatever the order of the nodes."""
    ordered = sorted(nodes, key=lambda node: node.id)
    found = []
    for cluster, reasons in _spellings(ordered, names):
        found.extend(_told_apart(cluster, reasons))
    return found


def _spellings(nodes: Sequence[Node], names: Names) -> list[tuple[list[Node], dict[str, str]]]:
    """Return the nodes grouped by name: names that compare as the same; a short name goes to the fuller one where there is one only."""
    by_name: dict[tuple[str, ...], list[Node]] = {}
    for node in nodes:
        by_name.setdefault(node.parts, []).append(node)
    clusters: list[list[tuple[str, ...]]] = []
    reasons: dict[str, str] = {}
    names_are_many = len(by_name) > _MOST_COMPARED
    for parts in sorted(by_name, key=lambda parts: (-len(parts), parts)):
        fitting = [] if names_are_many else [cluster for cluster in clusters if _fits(by_name, parts, cluster, names)]
        same_length = [cluster for cluster in fitting if any(len(other) == len(parts) for other in cluster)]
        fuller = [cluster for cluster in fitting if cluster not in same_length]
        chosen = [*same_length, *fuller] if len(fuller) == 1 else same_length or fitting
        if len(chosen) == 1 or same_length:
            home = chosen[0]
            for other in chosen[1:]:  # spellings that this one joins
                home.extend(other)
                clusters.remove(other)
            why = names.compared(by_name[parts][0].name, by_name[home[0]][0].name)
            reasons |= {node.id: f"{by_name[home[0]][0].name}: {', '.join(why.reasons)} ({why.score:.2f})" for node in by_name[parts]}
            home.append(parts)
        else:
            clusters.append([parts])
    return [([node for parts in sorted(cluster) for node in by_name[parts]], reasons) for cluster in clusters]


def _fits(by_name: dict[tuple[str, ...], list[Node]], parts: tuple[str, ...], cluster: Collection[tuple[str, ...]], names: Names) -> bool:
    mine = by_name[parts]
    for other in cluster:
        found = names.compared(mine[0].name, by_name[other][0].name)
        if found.score >= SAME and (FIRST_LEFT_OUT not in found.reasons or _support(mine, by_name[other])):
            return True
    return False


def _support(nodes: Sequence[Node], others: Sequence[Node]) -> bool:
    """Tell whether anything but the name says that the nodes of two names are one person: a country of titles, somebody named beside both."""
    return any((a.country and a.country == b.country) or a.companions & b.companions for a in nodes for b in others)


def _told_apart(nodes: Sequence[Node], reasons: dict[str, str]) -> list[Group]:
    """Return the persons of one name, told apart by country and walk of life; what tells nothing goes to the one most reported."""
    clear = sorted((n for n in nodes if n.country or n.sphere), key=lambda n: (-n.n_reports, n.id))
    found: list[list[Node]] = []
    total = _reports(nodes)
    for node in clear:
        home = next((group for group in found if _outnumbered(node, group, total) or not any(_conflict(node, other) for other in group)), None)
        if home is None:
            found.append([node])
        else:
            home.append(node)
    rest = [node for node in nodes if node not in clear]
    told_of = [group for group in found if any(node.sphere != PRESS for node in group)]
    if not told_of:  # a signature tells nothing of who is reported of
        told_of = [[]]
        found += told_of
    most = sorted((_reports(group) for group in told_of), reverse=True)
    known_well = len(most) == 1 or most[0] >= _TIMES_OFTENER * most[1]
    for node in rest:
        best = max(told_of, key=lambda group: (0 if known_well else sum(len(node.companions & other.companions) for other in group), _reports(group)))
        best.append(node)
    return [_group(group, reasons) for group in found if group]


def _reports(group: Iterable[Node]) -> int:
    return sum(node.n_reports for node in group)


def _outnumbered(node: Node, group: Sequence[Node], total: int) -> bool:
    """Tell whether a title of another country is likelier misread than another person's: one report among very many of the name."""
    return node.sphere is None and total >= _OUTNUMBERED * max(node.n_reports, 1) and not any(other.sphere for other in group)


def _group(nodes: Sequence[Node], reasons: dict[str, str]) -> Group:
    ordered = tuple(sorted(nodes, key=lambda node: node.id))
    told = {node.id: _why(node, ordered[0], reasons) for node in ordered[1:]}
    return Group(ordered, told)


def _why(node: Node, first: Node, reasons: dict[str, str]) -> str:
    said = [reasons.get(node.id, "the same name")]
    if node.country and node.country == first.country:
        said.append(f"titles of the same country ({node.country})")
    shared = sorted(node.companions & first.companions)
    if shared:
        said.append(f"named with the same people ({', '.join(shared[:3])})")
    if node.country is None and node.sphere is None:
        said.append("nothing told against it")
    return "; ".join(said)


def _conflict(one: Node, other: Node) -> bool:
    """Tell whether what is known of two nodes says that they are two people."""
    if len(one.companions & other.companions) >= _SHARED_COMPANIONS:
        return False
    if (one.sphere or other.sphere) and one.sphere != other.sphere and (one.country or one.sphere) and (other.country or other.sphere):
        return True  # an office of a country is a walk of life too
    return bool(one.country and other.country and one.country != other.country)
