"""The words of the interface in its two languages: ``data/desk.tsv``, one row a phrase."""

from dataclasses import dataclass
from functools import cache

from khabar.query.listing import Party
from khabar.serve.unnamed import in_arabic
from khabar.tables import rows

LANGUAGES = {"ar": "rtl", "en": "ltr"}
DEFAULT = "ar"
COOKIE = "khabar_lang"


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the interface: ``code`` (ar, en) and ``dir`` (rtl, ltr)."""

    code: str

    @property
    def dir(self) -> str:
        """The direction in which its pages run."""
        return LANGUAGES[self.code]

    @property
    def other(self) -> "Language":
        """The language that one click leads to."""
        return Language("en" if self.code == "ar" else "ar")

    def say(self, key: str, **values: object) -> str:
        """Return a phrase with its ``{values}`` filled in.

        Raises:
            KeyError: the table has no such phrase.
        """
        phrase = phrases()[key][self.code]
        return phrase.format(**values) if values else phrase

    def term(self, family: str, value: str | None) -> str:
        """Return the name of a value of the record (``stance`` ``denies``); the value itself where the table has none, as new ones come."""
        found = phrases().get(f"{family}.{value}")
        return found[self.code] if found else (value or "")

    def reason(self, told: str | None) -> str:
        """Return why mentions count as one person; linking tells it in English phrases, which the table has under ``why``."""
        if not told or self.code == "en":
            return told or ""
        for key in sorted((key for key in phrases() if key.startswith("why.")), key=len, reverse=True):
            told = told.replace(key.removeprefix("why."), phrases()[key][self.code])
        return told.replace("; ", "؛ ").replace(", ", "، ")

    def country(self, iso: str | None) -> str:
        """Return the name of a country from its ISO 3166 code; the code where no table knows it."""
        found = countries().get(iso or "")
        return found[self.code] if found else (iso or "")

    def party(self, party: Party) -> str:
        """Return what a reader calls somebody whom a report does not name: the report's words in Arabic, the record's description in English."""
        if party.described is None:
            return party.name
        if self.code != "ar":
            return self.say("unnamed", described=party.described) if party.name != party.described else party.described
        return party.name if party.name != party.described else in_arabic(party.described)


def language_of(asked: str | None, remembered: str | None) -> Language:
    """Return the language asked for in the address, else the one remembered, else Arabic."""
    for code in (asked, remembered):
        if code in LANGUAGES:
            return Language(code)
    return Language(DEFAULT)


@cache
def phrases() -> dict[str, dict[str, str]]:
    """Return the table: a phrase's words by language, by key."""
    return {row["key"]: row for row in rows("desk.tsv")}


@cache
def countries() -> dict[str, dict[str, str]]:
    """Return the names of countries by language, by their ISO 3166 code."""
    return {row["iso"]: {"ar": row["names"].partition(";")[0], "en": row["name_en"]} for row in rows("countries.tsv") if row["iso"]}
