"""Databases that storage is tested on: SQLite always, and a real PostgreSQL where XCERT_TEST_POSTGRESQL names one."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, make_url, text

from issuer.database import open_database
from issuer.settings import SQLITE

VARIABLE = "XCERT_TEST_POSTGRESQL"
"""Names an empty PostgreSQL server in which tests may make databases; scripts/postgresql sets it."""
KINDS = [SQLITE, *(["postgresql"] if os.environ.get(VARIABLE) else [])]


@contextmanager
def fresh_database(kind: str, folder: Path) -> Iterator[Engine]:
    """Give an empty, migrated database of a kind of `KINDS`."""
    if kind == SQLITE:
        engine = open_database(SQLITE, folder / "records.sqlite")
        yield engine
        engine.dispose()
        return
    server = make_url(os.environ[VARIABLE]).set(drivername="postgresql+psycopg")
    name = f"xcert_{secrets.token_hex(8)}"
    office = create_engine(server, isolation_level="AUTOCOMMIT")
    with office.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine = open_database(server.set(database=name, drivername="postgresql").render_as_string(), folder / "unused")
    try:
        yield engine
    finally:
        engine.dispose()
        with office.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        office.dispose()
