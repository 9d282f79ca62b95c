"""What stands on the page but is not the report."""

from khabar.model import Span


def boilerplate(text: str) -> list[Span]:
    """Return the stretches of a text that are not the report, sorted, none overlapping."""
    return []
