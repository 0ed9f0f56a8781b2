"""The work folder: everything an audit has read and found, on disk, so that memory stays flat and a kill costs nothing.

One process writes, others may read. What belongs together is written in one transaction: after a kill the folder holds
the last whole piece of work, and the next run goes on behind it.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from auditor.errors import StoreError
from auditor.event_rows import Cell
from auditor.tables import FACTS, TABLES, VERSION

FILE = "audit.sqlite"
_LOCK = "audit.lock"


class Store:
    """The work folder `folder`, made if it is missing; `reading` opens one that another process writes.

    Raises `StoreError` if it is damaged, of another version, or in use by another audit.
    """

    def __init__(self, folder: Path, *, reading: bool = False) -> None:
        self.folder = folder
        self._lock: int | None = None
        try:
            if not reading:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._lock = _locked(folder / _LOCK)
            self._database = _opened(folder / FILE, reading=reading)
        except (OSError, sqlite3.Error) as error:
            self._let_go()
            raise StoreError(f"the work folder {folder} cannot be used ({error}); name another with --work") from error
        self._require_version()

    def close(self) -> None:
        """Let go of the folder."""
        self._database.close()
        self._let_go()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written inside is written whole or not at all."""
        try:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def rows(self, statement: str, *values: Cell) -> Iterator[tuple[Cell, ...]]:
        """Yield what `statement` selects, row by row; raises `StoreError`."""
        try:
            yield from self._database.execute(statement, values)
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def row(self, statement: str, *values: Cell) -> tuple[Cell, ...] | None:
        """Return the first row that `statement` selects, or None; raises `StoreError`."""
        return next(self.rows(statement, *values), None)

    def write(self, statement: str, *values: Cell) -> None:
        """Run one `statement` that changes something; raises `StoreError`."""
        try:
            self._database.execute(statement, values)
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def write_all(self, statement: str, rows: Iterable[tuple[Cell, ...]]) -> None:
        """Run one `statement` for each of `rows`; raises `StoreError`."""
        try:
            self._database.executemany(statement, rows)
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def note(self, name: str) -> str | None:
        """Return what was noted under `name`, or None."""
        found = self.row("SELECT value FROM meta WHERE name = ?", name)
        return None if found is None else str(found[0])

    def take_note(self, name: str, value: str | None) -> None:
        """Note `value` under `name`; None forgets it."""
        if value is None:
            self.write("DELETE FROM meta WHERE name = ?", name)
        else:
            self.write("INSERT OR REPLACE INTO meta VALUES (?, ?)", name, value)

    def forget_facts(self, session: int) -> None:
        """Forget what the package of session number `session` said."""
        for table in FACTS:
            self.write(f"DELETE FROM {table} WHERE s = ?", session)  # noqa: S608 -- names of our own

    def add_facts(self, table: str, rows: Iterable[tuple[Cell, ...]]) -> None:
        """Add `rows` to a table of facts."""
        self.write_all(f"INSERT INTO {table} VALUES ({', '.join('?' * FACTS[table])})", rows)  # noqa: S608 -- our own

    def _require_version(self) -> None:
        found = self.note("format")
        if found != VERSION:
            self.close()
            raise StoreError(f"the work folder {self.folder} is of another version ({found}); name a new folder")

    def _let_go(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _broken(self, error: sqlite3.Error) -> StoreError:
        return StoreError(
            f"the work folder {self.folder} cannot be used ({error}); free some space, or delete it and begin anew"
        )


def _opened(path: Path, *, reading: bool) -> sqlite3.Connection:
    mode = "ro" if reading else "rwc"
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=60)
    if not reading:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.executescript(TABLES)
        database.execute("INSERT OR IGNORE INTO meta VALUES ('format', ?)", (VERSION,))
    # Memory stays flat: a few megabytes of pages, whatever the size of the audit.
    database.execute("PRAGMA cache_size = -16384")
    return database


def _locked(path: Path) -> int:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise StoreError(f"{path.parent} is in use by another audit; wait for it, or name another folder") from error
    return handle
