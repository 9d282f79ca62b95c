"""Count what kinds of people act in the events of each frame and what kinds meet them.

usage: python scripts/count_preferences.py REPORTS [REPORTS ...]

REPORTS are files of reports that khabar reads. Only what the frames give is counted, without the model that weighs it. Writes
src/khabar/data/events_preferences.tsv, counts alone, no text; the weights of scripts/train_parties.py rest on it.
"""

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

from khabar.errors import KhabarError
from khabar.extract.events import EventReader
from khabar.knowledge import Knowledge, load
from khabar.model import Document, Event
from khabar.pipeline import annotate
from khabar.read import documents
from khabar.reading import Reading

TABLE = Path(__file__).parent.parent / "src" / "khabar" / "data" / "events_preferences.tsv"
HEAD = """# How often people of a kind act in the events of a frame and how often they meet them, by the frames alone. A kind is the head of an unnamed group
# (events_groups.tsv), or entity type or country and PLOVER sector. Counted by scripts/count_preferences.py in 27,131 Arabic reports of 1-12 March 2013,
# ibraaaa/news-credibility (Apache-2.0); counts only, no text.
#:type	frame	kind	acts	meets
"""
LEAST_OF_A_KIND = 30  # parties from which a kind of people is counted
LEAST = 2


class Counting(EventReader):
    """Counts the parties that the frames give, and makes no events."""

    counted: Counter[tuple[str, str, str, int]]

    def events(self, reading: Reading) -> list[Event]:
        """Count the parties of a report and return none."""
        tellings, candidates, _ = self.tellings(reading)
        for telling in tellings:
            for side, parties in enumerate((telling.actors, telling.recipients)):
                self.counted.update((telling.type, telling.frame, candidates.kind(who), side) for who in parties)
        return []


def main(paths: list[str]) -> None:
    """Count the reports of all files and write the table."""
    plain = load()
    counting = Counting(plain.vocabulary)
    counting.counted = Counter()
    knowledge: Knowledge = replace(plain, events=counting)
    for document in documents(paths):
        if isinstance(document, Document):
            annotate(document, knowledge)
    kinds: Counter[str] = Counter()
    for (_, _, kind, _), count in counting.counted.items():
        kinds[kind] += count
    lines = []
    for key in sorted({key[:3] for key in counting.counted}):
        acts, meets = (counting.counted[(*key, side)] for side in (0, 1))
        if kinds[key[2]] >= LEAST_OF_A_KIND and acts + meets >= LEAST:
            lines.append("\t".join((*key, str(acts), str(meets))))
    TABLE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} rows in {TABLE.name}", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    try:
        main(sys.argv[1:])
    except KhabarError as error:
        sys.exit(str(error))
