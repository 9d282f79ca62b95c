"""Read the sample reports into a store and show what is in the record: people, statements with their chains, events on a timeline.

usage: demo.py [STORE]   (default: demo.db, made anew)
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

import khabar
from khabar.query.api import Store
from khabar.query.listing import EventLine, Hand, Party, StatementLine

SAMPLES = Path(__file__).parents[1] / "samples"
MOST_PEOPLE, MOST_STATEMENTS, MOST_EVENTS = 14, 14, 24
LONGEST_TEXT = 110

console = Console(highlight=False, width=None if sys.stdout.isatty() else 160)


def table(title: str, *columns: str) -> Table:
    """Return an empty table."""
    found = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, expand=True)
    for column in columns:
        found.add_column(column, overflow="fold")
    return found


def names(parties: Iterable[Party | Hand]) -> str:
    """Return the names, joined in Arabic."""
    return "، ".join(party.name for party in parties)


def short(text: str) -> str:
    """Return the text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TEXT else line[:LONGEST_TEXT] + "…"


def people(store: Store) -> Table:
    """Return the persons that most reports name, with what they hold, said and did."""
    found = table("People", "name", "in Latin letters", "office", "reports", "said", "did")
    for line in store.entities(kind="PER", limit=MOST_PEOPLE):
        view = store.show(line.id)
        office = short(view.offices[0].text) if view and view.offices else ""
        found.add_row(view.name, view.name_en or "", office, str(view.n_reports), str(view.n_said), str(view.n_did))
    return found


def statements(lines: Iterable[StatementLine]) -> Table:
    """Return those statements that went through the most hands, from mouth to paper."""
    found = table("Statements, from mouth to paper", "printed", "chain", "stance", "words")
    longest = sorted(lines, key=lambda said: (-len(said.chain), said.day, said.key))[:MOST_STATEMENTS]
    for said in sorted(longest, key=lambda said: (said.day, said.key)):
        chain = " ← ".join(hand.name for hand in said.chain if hand.name) or names(said.sources)
        found.add_row(said.day, chain, said.stance, short(said.text))
    return found


def timeline(lines: Iterable[EventLine]) -> Table:
    """Return the dated events in the order in which they happened."""
    found = table("Events", "day", "event", "who", "to whom", "where", "status", "outlet", "told as")
    dated = sorted((event for event in lines if event.first_day), key=lambda event: (event.first_day, event.key))
    for event in [event for event in dated if (event.actors or event.places) and not event.same_as][:MOST_EVENTS]:
        days = event.first_day if event.last_day in (None, event.first_day) else f"{event.first_day} … {event.last_day}"
        kind = " ".join(filter(None, [event.type, event.mode]))
        told = short(f"{event.before[-30:]}[{event.trigger}]{event.after[:30]}")
        found.add_row(days, kind, names(event.actors), names(event.recipients), names(event.places), event.status, event.outlet or "", told)
    return found


def main() -> None:
    """Make the store and print the tables."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "demo.db")
    for old in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        old.unlink(missing_ok=True)
    with khabar.open_store(path) as store:
        outcome = store.add(SAMPLES)
        console.print(f"{outcome.added.new} sample reports read into {path}, {outcome.n_rejects} rejected. The people and events in them are invented.\n")
        console.print(people(store), statements(store.said(limit=1000)), timeline(store.events(limit=1000)))
    command = os.path.relpath(Path(sys.executable).with_name("khabar"))  # whoever ran make has it on no path
    console.print(f"Look at them in the browser:   {command} serve --store {path}   and open http://127.0.0.1:8017/", soft_wrap=True)
    console.print(f'Search them:                   {command} search "هدنة سبها" --store {path}', soft_wrap=True)


if __name__ == "__main__":
    main()
