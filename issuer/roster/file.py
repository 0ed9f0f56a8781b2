"""Reading a roster file without ever holding more of it than the limit."""

import os
from pathlib import Path

from issuer.errors import RosterError, RosterFault
from issuer.roster.limits import MEGABYTE, USUAL, RosterLimits


def read_roster(path: Path, limits: RosterLimits = USUAL) -> bytes:
    """Return the bytes of the roster at `path`; raises `RosterError` if it is missing, no file, or over the limit."""
    # A pipe or a device could keep the reader waiting for ever.
    if path.exists() and not path.is_file():
        raise RosterError(RosterFault.NO_FILE, path.name, detail="not a file")
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            # The file may grow while it is read, so the read is bounded as well.
            data = file.read(limits.file_bytes + 1) if size <= limits.file_bytes else b""
    except OSError as error:
        raise RosterError(RosterFault.NO_FILE, path.name, detail=error.strerror or "unreadable") from error
    if max(size, len(data)) > limits.file_bytes:
        raise RosterError(RosterFault.TOO_LARGE, path.name, limit=limits.file_bytes // MEGABYTE)
    return data
