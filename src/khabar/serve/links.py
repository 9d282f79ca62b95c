"""Addresses of the desk's pages: each can be cited, and stays the same as long as the id does."""

from urllib.parse import quote, urlencode


def page(kind: str, identity: str) -> str:
    """Return the address of one report, entity, process or outlet.

    An id that a browser would read as a step in a path (``.``, ``..``, an empty one), or of several lines, goes behind the question mark.
    """
    if "\n" not in identity and all(part not in {"", ".", ".."} for part in identity.replace("\\", "/").split("/")):
        return f"/{kind}/{quote(identity, safe='', errors='replace')}"
    return f"/{kind}?id={quote(identity, safe='', errors='replace')}"


def with_query(path: str, **values: object) -> str:
    """Return an address with a query; values that are None or empty are left out, sequences repeat their name."""
    pairs = [(name, value) for name, given in values.items() for value in (given if isinstance(given, list | tuple) else [given]) if value not in (None, "")]
    return path + ("?" + urlencode(pairs, errors="replace") if pairs else "")


def evidence(report: str, start: int | None, stop: int | None = None) -> str:
    """Return the address of a stretch of a report's text: the window of the text that holds it, at its mark."""
    address = page("report", report)
    if start is None:
        return address
    return f"{address}{'&' if '?' in address else '?'}at={start}-{stop or start + 1}#at"
