"""Those whom a report does not name, in the reader's language: the record describes them in English."""

import re
from functools import cache

from khabar.tables import rows

_JOINED = re.compile(r" (?:of|in) ")
_DEPUTY, _DEPUTY_IN_ARABIC = "deputy ", "نائب "


def in_arabic(described: str) -> str:
    """Return a description of the record (``protesters in Basra``) in Arabic, what it is of or in between brackets; as it is where no table knows its head."""
    if described in _words():
        return _words()[described]
    if described.startswith(_DEPUTY):
        return _DEPUTY_IN_ARABIC + in_arabic(described.removeprefix(_DEPUTY))
    for joint in reversed(list(_JOINED.finditer(described))):
        head, whose = described[: joint.start()], described[joint.end() :]
        if head in _words():
            return f"{_words()[head]} ({_words().get(whose, whose)})"
    return described


@cache
def _words() -> dict[str, str]:
    countries = {row["name_en"]: row["names"].partition(";")[0] for row in rows("countries.tsv")}
    return countries | {row["en"]: row["ar"] for row in rows("unnamed.tsv")}
