"""An analyst's judgements on a store: written into the log, put into effect at once, and taken back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from khabar.errors import ConfigError
from khabar.link.judgements import KINDS, OF_ONE, OF_REPORTS, Judgement, checked
from khabar.link.rejections import Place, holds
from khabar.model import Record
from khabar.store import entities
from khabar.store.database import Database
from khabar.store.directory import folded_name, spellings_of
from khabar.store.judged_days import read_anew
from khabar.store.reading import judged, packed_record, record_as_read
from khabar.store.spellings import forget_unwritten
from khabar.store.writing import BATCH, Kept, Writer


@dataclass(frozen=True, slots=True)
class Reason:
    """Why mentions are one person: a node of it (a name with what titles tell), in how many reports, and what joined it to the others."""

    node: str
    name: str
    country: str | None
    n_reports: int
    reason: str | None


class Judging:
    """The judgements of one store. Entities are given by id, or by a name that one entity alone has or that is reported most."""

    def __init__(self, database: Database, who: str) -> None:
        self._database = database
        self._who = who

    def same(self, one: str, other: str, note: str | None = None) -> Judgement:
        """Judge two entities to be one, which keeps the id of the first."""
        return self._judge("same", one, other, note=note)

    def different(self, one: str, other: str, note: str | None = None) -> Judgement:
        """Judge two entities, or two nodes of one person (see ``reasons``), to be different."""
        return self._judge("different", one, other, note=note)

    def unsure(self, one: str, other: str, note: str | None = None) -> Judgement:
        """Write down that two entities were looked at and it stayed open whether they are one; nothing else changes."""
        return self._judge("unsure", one, other, note=note)

    def rename(self, one: str, name: str, note: str | None = None) -> Judgement:
        """Give an entity the name that it is shown by."""
        return self._judge("rename", one, value=name.strip(), note=note)

    def retype(self, one: str, kind: str, note: str | None = None) -> Judgement:
        """Give an entity another type: PER, ORG, LOC or PROC."""
        return self._judge("retype", one, value=kind, note=note)

    def reject(self, place: str, note: str | None = None) -> Judgement:
        """Reject a statement, event or mention of one report, written ``report#statement:90-180``: it leaves the index, the record as read keeps it.

        Raises:
            ConfigError: it is no such place, or the report was read without such a part there.
        """
        where = Place.parsed(place)
        record = record_as_read(self._database, where.report)
        if record is None or not holds(record, where):
            message = f"cannot reject {place}: {f'the report has no {where.kind} there' if record else 'the store has no such report'}. See khabar show --json"
            raise ConfigError(message)
        return self._kept("reject", str(where), None, where.words(record.text), note)

    def date(self, report: str, day: str, note: str | None = None) -> Judgement:
        """Give a report its day of publication, an ISO day; what its text says of other days is counted from it.

        Raises:
            ConfigError: the store has no such report, or it is no day.
        """
        if not self._database.rows("SELECT 1 FROM reports WHERE id = ?", (report,)):
            message = f"cannot date {report}: the store has no report of that id. See khabar search"
            raise ConfigError(message)
        return self._kept("date", report, None, day.strip(), note)

    def judge(self, kind: str, one: str, second: str = "", note: str | None = None) -> Judgement:
        """Judge by the name of the kind; ``second`` is the other entity, the new name or type, or the day.

        Raises:
            ConfigError: an unknown kind, or it says nothing that can hold.
        """
        if kind not in KINDS:
            message = f"cannot judge '{kind}': expected one of {', '.join(KINDS)}"
            raise ConfigError(message)
        if kind == "reject":
            return self.reject(one, note)
        judgement: Judgement = getattr(self, kind)(one, second, note)
        return judgement

    def undo(self, number: int) -> Judgement:
        """Take a judgement back; what it changed is as the rules and the other judgements have it.

        Raises:
            ConfigError: there is no such judgement, or it was taken back before.
        """
        with self._database.transaction() as connection:
            found = entities.take_back(connection, number, _now())
        self._apply(found)
        return found

    def all(self) -> list[Judgement]:
        """Return every judgement, those taken back included, oldest first."""
        return entities.judgements(self._database.connection)

    def add(self, given: Iterable[Judgement]) -> int:
        """Take over judgements from elsewhere (an export), with their who and when, and return how many told something new here.

        One that is here already is not taken over again, also where it was taken back since; one that was taken back there is taken back here.
        """
        known = {_content(judgement): judgement for judgement in self.all()}
        new = 0
        for judgement in given:
            held = known.get(_content(judgement))
            if held is not None and (held.undone or not judgement.undone):
                continue
            with self._database.transaction() as connection:
                if held is None:
                    entities.keep(connection, checked(judgement))
                else:
                    entities.take_back(connection, held.number, judgement.undone or _now())
            self._apply(judgement)
            new += 1
        return new

    def reasons(self, entity: str) -> list[Reason]:
        """Return the nodes that are one person, those most reported first, each with why; empty for entities that are no persons."""
        question = "SELECT id, name, country, n_reports, reason FROM nodes WHERE person = ? ORDER BY n_reports DESC, id"
        return [Reason(*row) for row in self._database.rows(question, (self.id_of(entity),))]

    def id_of(self, name: str) -> str:
        """Return the id that an id or a name means.

        Raises:
            ConfigError: the store has no such entity.
        """
        if self._database.rows("SELECT 1 FROM entities WHERE id = ? UNION SELECT 1 FROM nodes WHERE id = ?", (name, name)):
            return name
        found = self._database.rows(
            "SELECT DISTINCT e.id, e.n_reports FROM spellings s JOIN entities e ON e.key = s.entity_key WHERE s.folded = ? AND e.n_reports > 0"
            " ORDER BY e.n_reports DESC, e.id",
            (folded_name(name),),
        )
        if not found:
            message = f"cannot find '{name}': the store has no entity of that id or name. Look for it: khabar search '{name}'"
            raise ConfigError(message)
        first: str = found[0][0]
        return first

    def _judge(self, kind: str, one: str, other: str | None = None, value: str | None = None, note: str | None = None) -> Judgement:
        ids = self.id_of(one), self.id_of(other) if other is not None else None
        if kind == "same":
            value = next((row[0] for row in self._database.rows("SELECT name FROM entities WHERE id = ?", (ids[0],))), None)
        return self._kept(kind, ids[0], ids[1], value, note)

    def _kept(self, kind: str, one: str, other: str | None, value: str | None, note: str | None) -> Judgement:
        judgement = checked(Judgement(0, kind, one, other, value, self._who, _now(), note))
        with self._database.transaction() as connection:
            judgement = entities.keep(connection, judgement)
        self._apply(judgement)
        return judgement

    def _apply(self, judgement: Judgement) -> None:
        """Link anew the reports that a judgement has to do with."""
        if judgement.kind == "unsure":
            return
        if judgement.kind in OF_REPORTS:
            self._apply_to_report(judgement)
            return
        named = [entity for entity in (judgement.one, judgement.other) if entity]
        reports = self._reports(named)
        if judgement.kind in OF_ONE and self._is_current(judgement.one):
            # the type that one report gives is the one that all give; of a name that is taken back each may have its own
            relink(self._database, reports if judgement.kind == "rename" and judgement.undone else reports[-1:])
            if judgement.kind == "rename":
                latin = self._database.rows("SELECT name_en FROM entities WHERE id = ?", (judgement.one,))[0][0]
                forget_unwritten(self._database, judgement.one, [name for name in (judgement.value, latin) if name])
        else:
            with self._database.transaction() as connection:
                entities.forget_spellings(connection, named)
            relink(self._database, reports)
        if judgement.value is not None:
            self._describe(judgement)

    def _is_current(self, entity: str) -> bool:
        """Tell whether an id is that of an entity now, and not only of a node or of an entity that was."""
        question = "SELECT 1 FROM entities WHERE id = ? AND n_reports > 0 AND NOT EXISTS (SELECT 1 FROM nodes WHERE nodes.id = entities.id AND person <> id)"
        return bool(self._database.rows(question, (entity,)))

    def _apply_to_report(self, judgement: Judgement) -> None:
        """Link a report anew; of the entity of a rejected mention is forgotten what no other report writes."""
        place = Place.parsed(judgement.one) if judgement.kind == "reject" else None
        report = place.report if place else judgement.one
        reports = [row[0] for row in self._database.rows("SELECT key FROM reports WHERE id = ?", (report,))]
        written = self._written(reports[0], place) if reports and place and place.kind == "mention" and not judgement.undone else {}
        day = judged(self._database).day_of(report) if judgement.kind == "date" else None
        relink(self._database, reports, (lambda found: read_anew(found, day)) if judgement.kind == "date" else None)
        for entity, spellings in written.items():
            forget_unwritten(self._database, entity, spellings)

    def _written(self, report: int, place: Place) -> dict[str, list[str]]:
        """Return how the report writes the entity that it mentions at a place, the words there first, by the entity's id now."""
        record = record_as_read(self._database, place.report)
        if record is None:
            return {}
        with self._database.explained("read"):
            ids = entities.current_ids(self._database.connection, report, record)
        found: dict[str, list[str]] = {}
        for mention in record.mentions:
            if mention.entity and (mention.start, mention.end) == (place.start, place.end):
                spellings = (spelling for entity, spelling in spellings_of(record) if entity == mention.entity)
                found[ids.get(mention.entity, mention.entity)] = [mention.text, *spellings]
        return found

    def _reports(self, named: Sequence[str]) -> list[int]:
        """Return the reports that hold entities or nodes of these ids, or the persons that the nodes stand for."""
        marks = ", ".join("?" * len(named))
        rows = self._database.rows(
            f"""
            SELECT a.report_key FROM appearances a JOIN entities e ON e.key = a.entity_key
            WHERE e.id IN ({marks}) OR e.id IN (SELECT person FROM nodes WHERE id IN ({marks}))
            UNION SELECT report_key FROM namings WHERE node IN ({marks})
            """,  # noqa: S608 - question marks only
            (*named, *named, *named),
        )
        return sorted(row[0] for row in rows)

    def _describe(self, judgement: Judgement) -> None:
        """Give the entity's row its new name or type, or the one that its reports give it once that is taken back."""
        if judgement.undone is not None:
            return
        # the Latin name was that of the other name
        column = {"retype": "type", "rename": "name_en = NULL, name_en_basis = NULL, name"}.get(judgement.kind, "name")
        with self._database.transaction() as connection:
            connection.execute(f"UPDATE entities SET {column} = ? WHERE id = ?", (judgement.value, judgement.one))  # noqa: S608 - our own column names


def relink(database: Database, reports: Sequence[int], changed: Callable[[Record], Record] | None = None) -> None:
    """Make everything that the store derives from some reports anew, from their records, or from what ``changed`` makes of each."""
    question = "SELECT text, record, digest, added_at FROM reports JOIN records ON report_key = key WHERE key = ?"
    writer = Writer(database)
    for at in range(0, len(reports), BATCH):
        rows = [row for key in reports[at : at + BATCH] for row in database.rows(question, (key,))]
        found = [(packed_record(row["text"], row["record"]), row) for row in rows]
        writer.write(Kept(changed(record) if changed else record, row["digest"], again=True, added_at=row["added_at"]) for record, row in found)


def _content(judgement: Judgement) -> tuple[str | None, ...]:
    return (judgement.kind, judgement.one, judgement.other, judgement.value, judgement.who, judgement.at, judgement.note)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
