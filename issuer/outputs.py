"""Writing what is handed out: one file for each certificate, named by its number and never by a person."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from issuer.errors import KeyFileError, ReleaseError
from issuer.private_file import replace_private_file

_NAME: Final = re.compile(r"[A-Z0-9][A-Z0-9-]{0,63}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where files go: certificates as JSON always, as PDF if `pdf`, QR codes to the folder `qr` unless it is None."""

    certificates: Path
    pdf: bool = False
    qr: Path | None = None

    @property
    def folders(self) -> list[Path]:
        """The folders that are written to."""
        return [folder for folder in (self.certificates, self.qr) if folder is not None]


def make_folders(outputs: Outputs) -> None:
    """Make the folders if they are missing; raises `ReleaseError`."""
    for folder in outputs.folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(folder, error) from error


def write_output(folder: Path, number: str, ending: str, content: bytes) -> None:
    """Write `number`.`ending` in one step, so that a kill leaves no half of it; raises `ReleaseError`."""
    if not _NAME.fullmatch(number):
        raise ReleaseError(f"{number!r} is no file name", number=number, reason="input-number")
    # Plain strings: building paths would cost as much as writing the file.
    path = f"{folder}/{number}.{ending}"
    partial = f"{folder}/.{number}.{ending}.part"
    try:
        with open(partial, "wb", buffering=0) as file:  # noqa: PTH123
            file.write(content)
        os.replace(partial, path)  # noqa: PTH105
    except OSError as error:
        raise _unwritable(Path(path), error) from error


def write_private_output(path: Path, content: bytes) -> None:
    """Write `content` to `path` for its owner only, in one step; raises `ReleaseError`."""
    try:
        replace_private_file(path, content)
    except KeyFileError as error:
        raise ReleaseError(str(error), number="", reason="input-output") from error


def _unwritable(path: Path, error: OSError) -> ReleaseError:
    return ReleaseError(
        f"{path} cannot be written: {error.strerror}; make room or choose another folder, then run it again",
        number="",
        reason="input-output",
    )
