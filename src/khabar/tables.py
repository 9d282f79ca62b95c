"""The tables under ``data/``: one row a fact, tab-separated, readable and extended by a linguist.

Lines that start with ``#`` tell what the table holds, its source and its licence; the last of them that
starts with ``#:`` names the columns. Empty lines are skipped.
"""

import gzip
from collections.abc import Iterator
from importlib.resources import files

from khabar.errors import ConfigError


def lines(name: str) -> Iterator[str]:
    """Yield the rows of ``data/name`` as text, comments and empty lines left out."""
    for line in (files("khabar") / "data" / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def packed_lines(name: str) -> list[str]:
    """Return the rows of a gzipped table as text, comments left out."""
    body = gzip.decompress((files("khabar") / "data" / name).read_bytes()).decode()
    return [line for line in body.splitlines() if not line.startswith("#")]


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of ``data/name`` by column name; cells that a row leaves out are empty.

    Raises:
        ConfigError: the table names no columns, or a row has more cells than columns.
    """
    columns: list[str] = []
    found = []
    text = (files("khabar") / "data" / name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#:"):
            columns = line[2:].strip().split("\t")
        elif line.strip() and not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) > len(columns):
                message = f"cannot read data/{name}, line {number}: {len(cells)} cells, expected at most {len(columns)} ({', '.join(columns)})"
                raise ConfigError(message)
            found.append(dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True)))
    return found
