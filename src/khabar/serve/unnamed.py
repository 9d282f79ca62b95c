"""Those whom a report does not name, in the reader's language: the record describes them in English."""

import re
from functools import cache

from khabar.tables import packed_lines, rows

_JOINED = re.compile(r" (?:of|in) ")
_BRACKETED = re.compile(r"(?P<head>[^()]+) \((?P<whose>[^()]+)\)")
_DEPUTY, _DEPUTY_IN_ARABIC = "deputy ", "نائب "
_LATIN = re.compile("[A-Za-z]")
_ENDINGS = {"f": "ة", "m3": "ون", "f3": "ة"}  # of an adjective, by the gender and number of its noun


def in_arabic(described: str) -> str:
    """Return a description of the record (``protesters in Basra``, ``spokesman (European Commission)``) in Arabic, what it is of or in between brackets and
    left out where no table knows it; the description as it is where none knows its head.
    """  # noqa: D205 - the examples belong to the sentence
    if described in _words():
        return _words()[described]
    bracketed = _BRACKETED.fullmatch(described)
    if bracketed:
        head = in_arabic(bracketed["head"])
        return described if _LATIN.search(head) else _bracketed(head, bracketed["whose"].split(", "))
    if described.startswith(_DEPUTY):
        return _DEPUTY_IN_ARABIC + in_arabic(described.removeprefix(_DEPUTY))
    for joint in reversed(list(_JOINED.finditer(described))):
        head, whose = described[: joint.start()], described[joint.end() :]
        if head in _words():
            return _bracketed(_words()[head], [whose])
    return _qualified(described) or described


def _bracketed(head: str, whose: list[str]) -> str:
    """Return a head with what it is of, as far as that is known in Arabic."""
    known = [name for name in map(_name, whose) if not _LATIN.search(name)]
    return f"{head} ({'، '.join(known)})" if known else head


def _name(english: str) -> str:
    """Return the Arabic of a name or of a word for speakers, the English where no table has it."""
    found = _words().get(english) or _names().get(english) or _gazetteer().get(english)
    return found or _qualified(english) or english


def _qualified(described: str) -> str | None:
    """Return a word for speakers with its adjectives before it (``local sources``), None where one of the words is not known."""
    words = described.split(" ")
    for at in range(len(words)):
        head = _sources().get(" ".join(words[at:]))
        if head is not None:
            noun, gender = head
            adjectives = [_adjectives().get(word) for word in words[:at]]
            return None if None in adjectives else " ".join([noun, *(f"{adjective}{_ENDINGS.get(gender, '')}" for adjective in adjectives)])
    return None


@cache
def _words() -> dict[str, str]:
    countries = {row["name_en"]: row["names"].partition(";")[0] for row in rows("countries.tsv")}
    return countries | {row["en"]: row["ar"] for row in rows("unnamed.tsv")}


@cache
def _names() -> dict[str, str]:
    """Return the names of the tables that people keep, by their English."""
    return {row["name_en"]: row["name"] for table in ("names-people.tsv", "places.tsv", "bodies.tsv") for row in rows(table) if row["name_en"]}


@cache
def _gazetteer() -> dict[str, str]:
    """Return the names of the compiled list of places, the most populous of one English name."""
    found: dict[str, str] = {}
    for line in packed_lines("gazetteer.tsv.gz"):
        _, _, name, name_en, *_ = line.split("\t")
        found.setdefault(name_en, name)
    return found


@cache
def _sources() -> dict[str, tuple[str, str]]:
    """Return the words for speakers with their gender and number (``m``, ``f``, ``m3``, ``f3``), by their English: the first of one English word."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows("sources.tsv"):
        if row["kind"] != "adjective":
            found.setdefault(row["en"], (row["word"], row["gender"] + ("3" if row["number"] == "3" else "")))
    return found


@cache
def _adjectives() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows("sources.tsv"):
        if row["kind"] == "adjective":
            found.setdefault(row["en"], row["word"])
    return found
