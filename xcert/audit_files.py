"""Reports as files: written beside their place and put there whole, so that a kill leaves no half report."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import click


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Write the text that `pieces` make to `path` in one step; raises `click.UsageError` if that cannot be."""
    name = ""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            for piece in pieces:
                file.write(piece)
        Path(name).replace(path)
    except OSError as error:
        if name:
            Path(name).unlink(missing_ok=True)
        raise click.UsageError(f"{path} cannot be written: {error.strerror}; choose another place") from error


def read_file(path: Path, most: int = 16 * 1_024 * 1_024) -> bytes:
    """Read a file of at most `most` bytes; raises `click.UsageError`."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise click.UsageError(f"{path} cannot be read: {error.strerror}; check the name") from error
