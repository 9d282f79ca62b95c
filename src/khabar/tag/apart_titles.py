"""Whether two titles that stand side by side are of two people: استقبل الرئيس اللبناني وزير الخارجية الفرنسي فلان.

Nobody holds the offices of two states, nor some offices together (``data/offices-apart.tsv``).
"""

from typing import NamedTuple

from khabar.tables import rows

_TOGETHER = frozenset(("government", "portfolio"))
_ONE_EACH = frozenset(("head", "portfolio"))  # classes of which nobody holds two offices
_OF_MANY = frozenset(("عرب", "اسلام", "افريق", "اوروب", "دول", "امم"))  # adjectives of no one state, without their endings


class Title(NamedTuple):
    """What tells whose a title may be: its office, None where it names none, and the folded adjective of its country, empty where it has none."""

    office: str | None
    nation: str


class ApartTitles:
    """The offices that nobody holds together."""

    def __init__(self) -> None:
        self._classes = {office: row["class"] for row in rows("offices-apart.tsv") for office in row["offices"].split(";")}

    def are_of_two(self, one: Title, other: Title) -> bool:
        """Tell whether two titles cannot be one person's."""
        if one.nation and other.nation and _state(one.nation) != _state(other.nation) and _OF_MANY.isdisjoint((_state(one.nation), _state(other.nation))):
            return True
        classes = {self._classes.get(one.office or "", ""), self._classes.get(other.office or "", "")}
        if "" in classes or classes == _TOGETHER:
            return False
        return len(classes) > 1 or (classes <= _ONE_EACH and one.office != other.office)


def _state(nation: str) -> str:
    """Return an adjective without its article and endings: الروسية and روسي are one."""
    return nation.removeprefix("ال").removesuffix("ه").removesuffix("ي")
