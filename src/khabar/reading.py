"""One report while it is being read: what the parts have found so far, in the order in which they find it."""

from dataclasses import dataclass, field

from khabar.model import Declined, Document, Entity, Event, Label, Mention, Published, Quantity, Role, Span, Statement, Time
from khabar.segment import Tokens


@dataclass(slots=True)
class Reading:
    """The state that each part of the pipeline reads from and is filled in by the pipeline alone."""

    document: Document
    tokens: Tokens
    boilerplate: list[Span] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    published: Published = field(default_factory=Published)
    times: list[Time] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    declined: list[Declined] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    _ranges: tuple[list[Mention], list[tuple[int, int]]] | None = field(default=None, repr=False, compare=False)

    @property
    def ranges(self) -> list[tuple[int, int]]:
        """The tokens of each mention, worked out once for those who ask."""
        if self._ranges is None or self._ranges[0] is not self.mentions:
            self._ranges = (self.mentions, [self.tokens.range(mention.start, mention.end) for mention in self.mentions])
        return self._ranges[1]
