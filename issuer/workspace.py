"""A workspace: one folder with an organisation's settings, its keys and its records, used by one process at a time."""

import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, insert, select

from issuer.database import failing_clearly, open_database
from issuer.errors import KeyFileError, WorkspaceError
from issuer.keys import KeyRing, PublicKeys
from issuer.passphrase import AskPassphrase
from issuer.private_file import (
    FILE_MODE,
    FOLDER_MODE,
    create_private_file,
    read_private_file,
    replace_private_file,
    require_private_folder,
)
from issuer.schema import SECRET
from issuer.settings import Settings, read_settings, write_settings

SETTINGS_FILE: Final = "workspace.json"
DATABASE_FILE: Final = "records.sqlite"
_LOCK_FILE = "lock"
_SECRET_SIZE = 32


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open workspace; `pseudonyms` is the key under which people are known to it."""

    folder: Path
    settings: Settings
    keys: KeyRing
    engine: Engine
    pseudonyms: bytes

    def __repr__(self) -> str:
        return f"Workspace({str(self.folder)!r})"

    @property
    def organisation(self) -> int:
        """The number that the registry gave; raises `WorkspaceError` before accreditation."""
        if self.settings.organisation is None:
            raise WorkspaceError(
                "this workspace is not accredited yet; send its accreditation request to the accreditor, and enter the "
                "number it answers with"
            )
        return self.settings.organisation


def create_workspace(folder: Path, settings: Settings, ask: AskPassphrase, *, work: int | None = None) -> PublicKeys:
    """Make the workspace `folder` with three new keys and an empty database; it is there whole or not at all.

    `ask` gives the passphrase of each key; `work` is scrypt's N for the accounts, for tests only.
    Raises `WorkspaceError` if the folder exists, `PassphraseError` for a short passphrase.
    """
    if folder.exists():
        raise WorkspaceError(f"{folder} exists already; choose a folder that does not exist yet")
    try:
        # Made beside its place and renamed at the end; mkdtemp gives mode 0700.
        building = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise WorkspaceError(f"{folder} cannot be made: {error.strerror}; choose another place") from error
    try:
        public = _fill(building, settings, ask, work)
        building.rename(folder)
    except OSError as error:
        raise WorkspaceError(f"{folder} cannot be made: {error.strerror}; choose another place") from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return public


@contextmanager
def open_workspace(folder: Path) -> Iterator[Workspace]:
    """Open `folder` for this process alone; raises `WorkspaceError` if it is open to others, damaged or in use."""
    require_private_folder(folder)
    with _held(folder):
        settings = read_settings(_read(folder / SETTINGS_FILE))
        engine = open_database(settings.database, folder / DATABASE_FILE)
        try:
            yield Workspace(folder, settings, KeyRing(folder, settings.keys), engine, _pseudonym_key(engine))
        finally:
            engine.dispose()


def enter_organisation(folder: Path, organisation: int) -> None:
    """Write the number that the registry gave into the settings; raises `WorkspaceError` if another one is there."""
    require_private_folder(folder)
    with _held(folder):
        settings = read_settings(_read(folder / SETTINGS_FILE))
        if settings.organisation not in (None, organisation):
            # Everything in the database belongs to the organisation it was made for.
            raise WorkspaceError(
                f"this workspace belongs to organisation {settings.organisation}; make another for {organisation}"
            )
        replace_private_file(folder / SETTINGS_FILE, write_settings(settings.accredited_as(organisation)))


def _fill(folder: Path, settings: Settings, ask: AskPassphrase, work: int | None) -> PublicKeys:
    folder.chmod(FOLDER_MODE)
    create_private_file(folder / SETTINGS_FILE, write_settings(settings))
    create_private_file(folder / _LOCK_FILE, b"")
    public = KeyRing(folder, settings.keys).create(ask, work=work)
    engine = open_database(settings.database, folder / DATABASE_FILE)
    try:
        with failing_clearly(), engine.begin() as connection:
            if connection.execute(select(SECRET.c.id)).first() is not None:
                raise WorkspaceError("this database belongs to another workspace; name an empty one")
            connection.execute(insert(SECRET).values(id=1, pseudonyms=secrets.token_bytes(_SECRET_SIZE)))
    finally:
        engine.dispose()
    return public


def _read(path: Path) -> bytes:
    try:
        return read_private_file(path)
    except KeyFileError as error:
        raise WorkspaceError(f"the workspace cannot be used: {error}") from error


def _pseudonym_key(engine: Engine) -> bytes:
    with failing_clearly(), engine.connect() as connection:
        key = connection.execute(select(SECRET.c.pseudonyms)).scalar()
    if not isinstance(key, bytes) or len(key) != _SECRET_SIZE:
        raise WorkspaceError("the workspace's database lacks its secret; restore the database from a backup")
    return key


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    path = folder / _LOCK_FILE
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, FILE_MODE)
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be opened: {error.strerror}; check the owner of the workspace") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise WorkspaceError(f"another process works in {folder}; wait until it is done, or stop it") from error
    try:
        yield
    finally:
        os.close(handle)
