"""Who prints, and whom they carry: outlets and agencies, counted over the chains of statements."""

from dataclasses import dataclass
from difflib import get_close_matches

from khabar.errors import ConfigError
from khabar.store.database import Database


@dataclass(frozen=True, slots=True)
class OutletLine:
    """An outlet as its reports name it; days are of print, None where no report has one."""

    name: str
    n_reports: int
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency or another paper that statements came through."""

    id: str
    name: str
    n_statements: int
    n_reports: int


@dataclass(frozen=True, slots=True)
class Carriage:
    """How many statements an outlet printed that came through an agency, and in how many reports."""

    outlet: str
    agency: str
    name: str
    n_statements: int
    n_reports: int


@dataclass(frozen=True, slots=True)
class Quoted:
    """Somebody that an outlet quotes."""

    id: str
    name: str
    type: str
    n_statements: int


def outlets(database: Database, limit: int = 500) -> list[OutletLine]:
    """Return the outlets, those with most reports first."""
    rows = database.rows(
        "SELECT outlet, count(*) AS n, min(published), max(published) FROM reports WHERE outlet <> '' GROUP BY outlet ORDER BY n DESC, outlet LIMIT ?", (limit,)
    )
    return [OutletLine(*row) for row in rows]


def known_outlet(database: Database, name: str | None) -> str | None:
    """Return the name of an outlet.

    Raises:
        ConfigError: no report of the store was printed by one of that name.
    """
    if name is None or database.rows("SELECT 1 FROM reports WHERE outlet = ? LIMIT 1", (name,)):
        return name
    near = get_close_matches(name, [line.name for line in outlets(database)], n=3, cutoff=0)
    known = f"Those called most like it: {', '.join(near)}" if near else "None of its reports names an outlet"
    message = f"cannot find '{name}': no report of the store is from an outlet of that name. {known}"
    raise ConfigError(message)


def agencies(database: Database, limit: int = 200) -> list[AgencyLine]:
    """Return the agencies and papers that statements came through, those that carried most first."""
    rows = database.rows(
        """
        SELECT e.id, e.name, count(DISTINCT c.statement_key) AS n, count(DISTINCT s.report_key)
        FROM chain c JOIN entities e ON e.key = c.entity_key JOIN statements s ON s.key = c.statement_key
        WHERE c.role IN ('agency', 'outlet') GROUP BY e.key ORDER BY n DESC, e.id LIMIT ?
        """,
        (limit,),
    )
    return [AgencyLine(*row) for row in rows]


def carriages(database: Database, outlet: str | None = None, agency: str | None = None, limit: int = 400) -> list[Carriage]:
    """Return who carries whom, the most frequent first; ``outlet`` and ``agency`` (an entity's id) narrow it."""
    rows = database.rows(
        """
        SELECT r.outlet, e.id, e.name, count(DISTINCT c.statement_key) AS n, count(DISTINCT r.key)
        FROM chain c JOIN entities e ON e.key = c.entity_key JOIN statements s ON s.key = c.statement_key JOIN reports r ON r.key = s.report_key
        WHERE c.role IN ('agency', 'outlet') AND r.outlet <> '' AND (:outlet IS NULL OR r.outlet = :outlet) AND (:agency IS NULL OR e.id = :agency)
        GROUP BY r.outlet, e.key ORDER BY n DESC, r.outlet, e.id LIMIT :limit
        """,
        {"outlet": outlet, "agency": agency, "limit": limit},
    )
    return [Carriage(*row) for row in rows]


def quoted(database: Database, outlet: str, limit: int = 20) -> list[Quoted]:
    """Return whom an outlet quotes most."""
    rows = database.rows(
        """
        SELECT e.id, e.name, e.type, count(*) AS n
        FROM reports r JOIN statements s ON s.report_key = r.key JOIN involvements i ON i.passage_key = s.key AND i.part = 'source'
             JOIN entities e ON e.key = i.entity_key
        WHERE r.outlet = ? GROUP BY e.key ORDER BY n DESC, e.id LIMIT ?
        """,
        (outlet, limit),
    )
    return [Quoted(*row) for row in rows]
