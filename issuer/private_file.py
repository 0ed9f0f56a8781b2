"""Files and folders that belong to one person: made with mode 0600 and 0700, and refused with any other mode."""

import os
import stat
import tempfile
from pathlib import Path
from typing import Final

from issuer.errors import KeyFileError, WorkspaceError

FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700
MAXIMUM_PRIVATE_FILE: Final = 65_536
"""Bytes; keys and settings are far smaller."""


def make_private_folder(path: Path) -> None:
    """Make the folder `path` for its owner only; raises `WorkspaceError` if something stands there already."""
    try:
        path.mkdir(mode=FOLDER_MODE, parents=False)
        # mkdir's mode is narrowed by the umask, never widened; a umask of 0277 would leave it useless.
        path.chmod(FOLDER_MODE)
    except FileExistsError as error:
        raise WorkspaceError(f"{path} exists already; choose a folder that does not exist yet") from error
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be made: {error.strerror}; choose another folder") from error


def require_private_folder(path: Path) -> None:
    """Refuse the folder `path` if it is missing or others can enter it; raises `WorkspaceError`."""
    try:
        found = path.stat()
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be opened: {error.strerror}; check the path of the workspace") from error
    if not stat.S_ISDIR(found.st_mode):
        raise WorkspaceError(f"{path} is not a folder; a workspace is one")
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise WorkspaceError(f"{path} is open to other users; run: chmod 700 '{path}'")


def read_private_file(path: Path) -> bytes:
    """Return the bytes of `path`, a regular file that only its owner can use; raises `KeyFileError`.

    The mode is asked of the open file, so that it cannot be exchanged between the question and the reading.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise KeyFileError(f"{path} cannot be read: {error.strerror}; check the path and its owner") from error
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise KeyFileError(f"{path} is not a file")
        if stat.S_IMODE(found.st_mode) != FILE_MODE:
            raise KeyFileError(f"{path} has mode {stat.S_IMODE(found.st_mode):04o}; run: chmod 600 '{path}'")
        content = os.read(handle, MAXIMUM_PRIVATE_FILE + 1)
    except OSError as error:
        raise KeyFileError(f"{path} cannot be read: {error.strerror}; restore it from the backup") from error
    finally:
        os.close(handle)
    if len(content) > MAXIMUM_PRIVATE_FILE:
        raise KeyFileError(f"{path} is larger than {MAXIMUM_PRIVATE_FILE} bytes, so it is not the file it should be")
    return content


def create_private_file(path: Path, content: bytes) -> None:
    """Write a new file of mode 0600 and wait for the disk; raises `KeyFileError` if `path` exists."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
        _write(handle, content)
        _sync_folder(path.parent)
    except FileExistsError as error:
        raise KeyFileError(f"{path} exists already and is not overwritten; move it away first") from error
    except OSError as error:
        raise KeyFileError(f"{path} cannot be written: {error.strerror}") from error


def replace_private_file(path: Path, content: bytes) -> None:
    """Put `content` in the place of `path` in one step: a kill leaves one of them whole. Raises `KeyFileError`."""
    name = ""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        _write(handle, content)
        Path(name).replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        if name:
            Path(name).unlink(missing_ok=True)
        raise KeyFileError(f"{path} cannot be replaced: {error.strerror}; the old file is still in use") from error


def _write(handle: int, content: bytes) -> None:
    with os.fdopen(handle, "wb") as file:
        os.fchmod(handle, FILE_MODE)
        file.write(content)
        file.flush()
        os.fsync(handle)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
