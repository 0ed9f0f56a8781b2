"""Opening a workspace's database: SQLite in the workspace, or PostgreSQL by URL; always in the one known schema."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, CursorResult, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from issuer.errors import JournalError
from issuer.private_file import FILE_MODE
from issuer.settings import SQLITE

REVISION: Final = "0002"
"""The newest migration; a database of another revision is migrated, or refused if it is newer."""

_MIGRATIONS = Path(__file__).parent / "migrations"


def open_database(setting: str, sqlite_file: Path) -> Engine:
    """Open the database that `setting` names (`issuer.settings`), migrated; raises `JournalError`."""
    engine = _sqlite(sqlite_file) if setting == SQLITE else _postgresql(setting)
    with failing_clearly(), engine.begin() as connection:
        found = _revision(connection)
        if found != REVISION:
            _migrate(connection, found)
    return engine


@contextmanager
def failing_clearly() -> Iterator[None]:
    """Turn a failure of the database into a `JournalError`; its text may hold a person's data and is not repeated."""
    try:
        yield
    except SQLAlchemyError as error:
        kind = type(getattr(error, "orig", None) or error).__name__
        raise JournalError(
            f"the workspace's database failed ({kind}); check the disk and the server, then run the same command again"
        ) from None


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection for questions; raises `JournalError`."""
    with failing_clearly(), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection on which everything is written down together or not at all; raises `JournalError`."""
    with failing_clearly(), engine.begin() as connection:
        yield connection


def inserted_row(result: CursorResult[Any]) -> int:
    """Return the `id` of the row that an insertion made."""
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
    return None if row is None else str(row[0])


def _migrate(connection: Connection, found: str | None) -> None:
    # Alembic takes longer to import than most commands run, and is needed once in the life of a workspace.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise JournalError(f"the workspace's database is of the newer revision {found}; install a newer xcert")
    command.upgrade(config, REVISION)


def _sqlite(path: Path) -> Engine:
    try:
        # SQLite gives its side files the mode of the first one.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, FILE_MODE))
    except OSError as error:
        raise JournalError(f"{path} cannot be opened: {error.strerror}; check the disk") from error
    engine = create_engine(URL.create("sqlite", database=str(path)), hide_parameters=True)
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)
    # The driver's own idea of transactions leaves schema changes and reads outside them.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgresql(setting: str) -> Engine:
    try:
        url = make_url(setting).set(drivername="postgresql+psycopg")
        return create_engine(url, isolation_level="SERIALIZABLE", hide_parameters=True)
    except (ArgumentError, NoSuchModuleError) as error:
        raise JournalError("the database's URL is not understood; it looks like postgresql://host/name") from error
    except ImportError as error:
        raise JournalError("PostgreSQL needs the package psycopg: install xcert[postgresql]") from error
