"""Writing the compressed tables of the package, for the scripts that build them; ``khabar.tables.packed_lines`` reads them."""

import gzip
from collections.abc import Iterable
from pathlib import Path

DATA = Path(__file__).parents[1] / "src" / "khabar" / "data"


def write(name: str, header: str, rows: Iterable[str]) -> None:
    """Write a compressed table, the same bytes for the same rows."""
    body = "".join(f"# {line}\n" for line in header.splitlines()) + "".join(f"{row}\n" for row in rows)
    (DATA / name).write_bytes(gzip.compress(body.encode(), 9, mtime=0))
