"""Runs migrations on the connection that `issuer.database` hands over; there is no configuration file."""

from alembic import context
from sqlalchemy import Connection

from issuer.schema import METADATA


def _run(connection: Connection) -> None:
    # SQLite cannot alter most things in place: Alembic copies the table instead.
    context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


_run(context.config.attributes["connection"])
