"""The page of a process: talks and their rounds, truces, corridors, gathered from the reports that may tell of it."""

from itertools import islice

from khabar.link.processes import ProcessPage, process
from khabar.query.entities import entities
from khabar.query.listing import Party, parties_of
from khabar.query.reports import ReportChoice, reports
from khabar.query.search import Filters, search
from khabar.store.database import Database
from khabar.store.reading import record

MOST_REPORTS = 300  # that a page is gathered from: the newest of those that name it, then those that search finds first
PAGE = 200
__all__ = ["ProcessPage", "gathered", "parties"]


def gathered(database: Database, name: str, most: int = MOST_REPORTS) -> ProcessPage | None:
    """Return what the reports that name a process, or hold its words, tell of it; ``name`` in any spelling, or an entity's id.

    None where no report tells of it. ``most`` bounds the reports that are read for it.
    """
    known = parties_of(database, [name])[0]
    spelling = known.name if known.id else name
    found: dict[str, None] = {}
    for line in [known.id] if known.id else [line.id for line in entities(database, name, "PROC", limit=5).lines]:
        found |= dict.fromkeys(report.id for report in reports(database, ReportChoice(entity=line), min(most, PAGE)).lines)
    cursor: str | None = None
    while spelling.strip() and len(found) < most:
        page = search(database, spelling, Filters(), limit=PAGE, cursor=cursor)
        found |= dict.fromkeys(hit.report for hit in page.lines)
        cursor = page.next
        if cursor is None:
            break
    records = [kept for identity in islice(found, most) if (kept := record(database, identity)) is not None]
    return process(sorted(records, key=lambda kept: (kept.published.value or "", kept.id)), spelling)


def parties(database: Database, page: ProcessPage) -> dict[str, Party]:
    """Return the names of everybody and every place on a process's page, by id."""
    told = {by for stage in page.stages for one in stage.told for by in one.said_by}
    ids = sorted({*page.guarantors, *told, *(i for stage in page.stages for i in (*stage.places, *stage.participants))})
    return dict(zip(ids, parties_of(database, ids), strict=True))
