"""Where the linker keeps what it knows of persons: behind a small interface, in memory or in a store."""

from collections.abc import Iterable
from typing import Protocol

from khabar.link.clusters import Node


class Index(Protocol):
    """The nodes of all reports so far, by block, and which person each stands for."""

    def block(self, block: str) -> dict[str, Node]:
        """Return the nodes of a block by id; the caller changes them and hands them back to ``put``."""

    def put(self, block: str, nodes: Iterable[Node]) -> None:
        """Keep nodes that are new or have changed."""

    def canonical(self, node: str) -> str | None:
        """Return the id of the person that a node stands for, None for a node that is not known."""

    def stand_for(self, nodes: dict[str, str], reasons: dict[str, str]) -> None:
        """Keep which person each node stands for (node id to person id), and why."""

    def fuller(self, last: str) -> list[tuple[str, Node]]:
        """Return the nodes of full names whose last part has the sound ``last``, each with the id of its person; none where they are too many."""


class MemoryIndex:
    """The index of one run."""

    def __init__(self) -> None:
        self._blocks: dict[str, dict[str, Node]] = {}
        self._canonical: dict[str, str] = {}
        self._by_last: dict[str, set[str]] = {}
        self.reasons: dict[str, str] = {}

    def block(self, block: str) -> dict[str, Node]:
        """Return the nodes of a block by id."""
        return self._blocks.setdefault(block, {})

    def put(self, block: str, nodes: Iterable[Node]) -> None:
        """Keep nodes that are new or have changed."""
        self._blocks.setdefault(block, {}).update((node.id, node) for node in nodes)
        first, _, last = block.partition("|")
        if first:
            self._by_last.setdefault(last, set()).add(block)

    def canonical(self, node: str) -> str | None:
        """Return the id of the person that a node stands for."""
        return self._canonical.get(node)

    def stand_for(self, nodes: dict[str, str], reasons: dict[str, str]) -> None:
        """Keep which person each node stands for, and why."""
        self._canonical.update(nodes)
        self.reasons.update(reasons)

    def fuller(self, last: str) -> list[tuple[str, Node]]:
        """Return the nodes of full names whose last part has that sound, each with the id of its person."""
        blocks = self._by_last.get(last, ())
        if len(blocks) > MOST_BLOCKS:
            return []
        return [(self._canonical[n.id], n) for block in sorted(blocks) for n in self._blocks[block].values() if n.id in self._canonical]


MOST_BLOCKS = 60  # a last name with more first names than this decides nothing
