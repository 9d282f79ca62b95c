"""The countries that act in events, by the names, adjectives and capitals of the press."""

from khabar.fold import fold
from khabar.model import Entity
from khabar.tables import rows
from khabar.tag.countries import country_entity
from khabar.tag.titles import UNITED_NATIONS


class Countries:
    """The countries by the names, adjectives and capitals of the press."""

    def __init__(self) -> None:
        self.by_name: dict[str, str] = {}
        self.by_capital: dict[str, str] = {}
        self.by_code: dict[str, str] = {}
        self.english: dict[str, str] = {}
        self.names: dict[str, tuple[str, ...]] = {}
        self._rows: dict[str, dict[str, str]] = {}
        for row in rows("countries.tsv"):
            names = tuple(fold(name) for name in row["names"].split(";") if name)
            self.by_name |= dict.fromkeys(reversed(names), row["id"])
            self.by_capital |= {fold(name): row["id"] for name in row["capitals"].split(";") if name}
            self.by_code[row["iso"]] = row["id"]
            self.english[row["id"]] = row["name_en"]
            self.names[row["id"]] = names
            self._rows[row["id"]] = row
        self._united_nations = next(
            Entity(row["id"], row["type"], row["name"], row["name_en"], "list") for row in rows("bodies.tsv") if row["id"] == UNITED_NATIONS
        )

    def entity(self, identifier: str) -> Entity | None:
        """Return a country, or the United Nations, as an entity; None for any other id."""
        if identifier == UNITED_NATIONS:
            return self._united_nations
        row = self._rows.get(identifier)
        return country_entity(row) if row else None
