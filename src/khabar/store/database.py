"""A store's file: opened, created, brought up to date, read and written, with every failure said in plain words."""

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

from khabar.errors import StoreError

# "khab": what the first bytes of the file say it is
APPLICATION_ID = 0x6B686162
VERSION = 2
# what takes a store from the version before to the version of the number; each runs in one transaction
MIGRATIONS: Mapping[int, str] = {2: "ALTER TABLE events ADD COLUMN confidence REAL;"}

BUSY_SECONDS = 30.0
_SCHEMAS = ("schema.sql", "entities.sql")


class Database:
    """One store. Each thread gets a connection of its own; any number may read while one writes."""

    def __init__(self, path: str | Path, *, read_only: bool = False, create: bool = True) -> None:
        """Open a store, creating it where there is no file and ``create`` says so.

        Raises:
            StoreError: no such file, no store, a store of a newer version, or one that cannot be opened.
        """
        self.path = Path(path)
        self.read_only = read_only
        self._threads = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        if self.path.is_dir():
            message = f"cannot open {self.path}: a folder. Give a file: --store {self.path / 'khabar.db'}"
            raise StoreError(message)
        if not self.path.exists() and (read_only or not create):
            message = f"cannot open {self.path}: no such store. Make one: khabar add PATH --store {self.path}"
            raise StoreError(message)
        self._file: tuple[int, int] | None = None
        with self.explained("open"):
            self._prepare()
        self._file = _identity(self.path)

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection of the calling thread.

        Raises:
            StoreError: the store cannot be opened, or is no longer the file that was opened: what is written into that would be lost.
        """
        if self._file is not None and _identity(self.path) != self._file:
            message = f"cannot go on with {self.path}: the file was moved, deleted or replaced since it was opened. Start the command again"
            raise StoreError(message)
        found: sqlite3.Connection | None = getattr(self._threads, "connection", None)
        if found is None:
            with self.explained("open"):
                found = self._threads.connection = self._connect()
        return found

    def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[sqlite3.Row]:
        """Return the rows that a question of ours gives.

        Raises:
            StoreError: the store cannot be read.
        """
        with self.explained("read"):
            return self.connection.execute(sql, parameters).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write inside the block: all of it is kept, or nothing where the block raises.

        Raises:
            StoreError: the store is locked, read-only, damaged, or the disk is full.
        """
        connection = self.connection
        with self.explained("write"):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    with suppress(sqlite3.Error):
                        connection.execute("ROLLBACK")

    @contextmanager
    def explained(self, doing: str) -> Iterator[None]:
        """Turn what SQLite raises inside the block into a ``StoreError`` that says what to do."""
        try:
            yield
        except UnicodeEncodeError as error:
            message = f"cannot {doing} {self.path}: {error.object!r:.100} holds half a character (a lone surrogate). Give it in UTF-8"
            raise StoreError(message) from error
        except sqlite3.Error as error:
            message = f"cannot {doing} {self.path}: {_reason(error)}"
            raise StoreError(message) from error

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            opened, self._opened = self._opened, []
        for connection in opened:
            connection.close()
        self._threads = threading.local()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _connect(self) -> sqlite3.Connection:
        if self.read_only:
            connection = _readable(self.path)
        else:
            uri = self.path.absolute().as_uri()
            connection = sqlite3.connect(f"{uri}?mode=rwc", uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -32000")
        connection.execute("PRAGMA temp_store = MEMORY")
        with self._lock:
            self._opened.append(connection)
        return connection

    def _prepare(self) -> None:
        connection = self.connection
        version = _version(connection, self.path)
        if self.read_only:
            if version != VERSION:
                message = (
                    f"cannot read {self.path}: a store of version {version}, expected {VERSION}. Open it once for writing: khabar status --store {self.path}"
                )
                raise StoreError(message)
            return
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if version < VERSION:
            migrate(self)

    def create(self, connection: sqlite3.Connection) -> None:
        """Lay out the tables of an empty store; runs inside a transaction."""
        for name in _SCHEMAS:
            source = files("khabar.store") / name
            if source.is_file():
                run_script(connection, source.read_text(encoding="utf-8"))


def files_of(path: str | Path) -> tuple[Path, ...]:
    """Return the files that a store at a path may be in: its own, and those that SQLite keeps beside it while it is open."""
    return tuple(Path(f"{path}{ending}") for ending in ("", "-wal", "-shm", "-journal"))


def migrate(database: Database, steps: Mapping[int, str] = MIGRATIONS, version: int = VERSION) -> None:
    """Bring a store up to a version, step by step, in one transaction: a step that fails leaves the store as it was.

    Raises:
        StoreError: a step is missing or fails.
    """
    with database.transaction() as connection:
        found = _version(connection, database.path, version)
        if found == 0:
            database.create(connection)
        for number in range(max(found, 1) + 1, version + 1) if found else ():
            if number not in steps:
                message = f"cannot bring {database.path} from version {found} to {version}: no step to version {number}. Read the reports into a new store"
                raise StoreError(message)
            run_script(connection, steps[number])
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """Run the statements of a script one by one, inside the transaction that is open (``executescript`` would commit it)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
    if statement.strip():
        connection.execute(statement)


def _version(connection: sqlite3.Connection, path: Path, newest: int = VERSION) -> int:
    """Return the version of the store, 0 for an empty file; raises StoreError where the file is something else."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    tables: int = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if application != APPLICATION_ID and (tables or version or application):
        message = f"cannot open {path}: a SQLite file, but no khabar store. Give another path with --store"
        raise StoreError(message)
    if version > newest:
        message = f"cannot open {path}: a store of version {version}, this khabar knows versions up to {newest}. Bring khabar up to date: pip install -U khabar"
        raise StoreError(message)
    return version


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one that has its name later; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _readable(path: Path) -> sqlite3.Connection:
    """Return a connection that only reads; on a disk where nothing can be written the file is taken as it lies, if all of it lies there."""
    uri = path.absolute().as_uri()
    connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        waiting = Path(f"{path}-wal")
        if waiting.exists() and waiting.stat().st_size:
            message = (
                f"cannot open {path}: what was written last lies in {waiting} still, which cannot be read where nothing can be written. "
                f"Copy both to a folder that can be written and open the store there once: khabar status --store FILE"
            )
            raise StoreError(message) from error
        connection = sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True, isolation_level=None, check_same_thread=False)
    return connection


_REASONS = {
    sqlite3.SQLITE_BUSY: f"another process is writing it and did not finish within {BUSY_SECONDS:.0f} seconds. Try again when it has",
    sqlite3.SQLITE_LOCKED: "another part of this process is writing it. Try again when it has finished",
    sqlite3.SQLITE_READONLY: "the file or its folder is read-only. Nothing was written",
    sqlite3.SQLITE_FULL: "the disk is full. What was stored before is kept; make room and run the same command again",
    sqlite3.SQLITE_IOERR: "the disk gave an error or a file grew to its limit. What was stored before is kept; make room and run the same command again",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened. Its folder must exist and let files be made",
    sqlite3.SQLITE_NOTADB: "not a khabar store (no SQLite file). Give another path with --store",
    sqlite3.SQLITE_CORRUPT: "the file is damaged. Read the reports into a new store, or rebuild one from an export",
    sqlite3.SQLITE_TOOBIG: "a text is longer than SQLite can hold (a thousand million bytes)",
}


def _reason(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    known = _REASONS.get(code & 0xFF) if code is not None else None
    return known or f"SQLite says: {error}"
