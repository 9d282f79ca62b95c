"""What could not be read, written down instead of lost."""

import os
from dataclasses import dataclass
from pathlib import Path


def shown(path: Path) -> str:
    r"""Return a path as text that can be kept: bytes of a file's name that are no UTF-8 as ``\xce``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class Reject:
    """A report, or a file, that gave no record. ``where`` is a place inside the file (``line 12``) or empty; ``stage``: read, decode, check or language."""

    path: str
    where: str
    stage: str
    reason: str

    def to_dict(self) -> dict[str, str]:
        """Return the reject as one JSON-ready row of ``rejects.jsonl``."""
        return {"path": self.path, "where": self.where, "stage": self.stage, "reason": self.reason}

    def __str__(self) -> str:
        """Return the line that a user reads: ``cannot read news.jsonl, line 12: …``."""
        place = f"{self.path}, {self.where}" if self.where else self.path
        return f"cannot read {place}: {self.reason}"
