"""Passphrases: from a prompt, a private file or an open descriptor; never from an argument or a variable."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from issuer.errors import KeyFileError, PassphraseError
from issuer.private_file import read_private_file

MINIMUM_PASSPHRASE: Final = 12
"""Characters of a new passphrase: scrypt slows a guess down, it does not replace length."""
MAXIMUM_PASSPHRASE: Final = 1_024


@dataclass(frozen=True, slots=True)
class Passphrase:
    """What opens a key file; never shown in a traceback. Raises `PassphraseError` if it is empty or too long."""

    text: str

    def __post_init__(self) -> None:
        if not self.text:
            raise PassphraseError("the passphrase is empty; every key file is encrypted")
        if len(self.text) > MAXIMUM_PASSPHRASE or not self.text.isprintable():
            raise PassphraseError(f"a passphrase is one line of at most {MAXIMUM_PASSPHRASE} printable characters")

    def __repr__(self) -> str:
        return "Passphrase(…)"

    @property
    def data(self) -> bytes:
        """The passphrase in UTF-8, as key derivation takes it."""
        return self.text.encode("utf-8")


AskPassphrase: TypeAlias = Callable[[str], Passphrase]
"""Asks for the passphrase of the key that is named; the command line shows a prompt or reads a file."""


def require_strong(passphrase: Passphrase) -> None:
    """Refuse a new `passphrase` that is too short to protect a key; raises `PassphraseError`."""
    if len(passphrase.text) < MINIMUM_PASSPHRASE:
        raise PassphraseError(f"a new passphrase has at least {MINIMUM_PASSPHRASE} characters; several words do best")


def passphrase_from_file(path: Path) -> Passphrase:
    """Read the first and only line of `path`, which must have mode 0600; raises `PassphraseError`."""
    try:
        return _one_line(read_private_file(path), str(path))
    except KeyFileError as error:
        raise PassphraseError(f"the passphrase was not read: {error}") from error


def passphrase_from_descriptor(descriptor: int) -> Passphrase:
    """Read the first and only line of an open file `descriptor`, such as a pipe; raises `PassphraseError`."""
    parts = []
    try:
        while part := os.read(descriptor, 4_096):
            parts.append(part)
            if sum(map(len, parts)) > 4 * MAXIMUM_PASSPHRASE + 2:
                raise PassphraseError(f"descriptor {descriptor} gives more than one passphrase")
    except OSError as error:
        raise PassphraseError(f"descriptor {descriptor} cannot be read: {error.strerror}") from error
    return _one_line(b"".join(parts), f"descriptor {descriptor}")


def _one_line(content: bytes, source: str) -> Passphrase:
    # An editor ends the line, a program may not; any other line break is a mistake.
    line = content.removesuffix(b"\n").removesuffix(b"\r")
    try:
        return Passphrase(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise PassphraseError(f"{source} does not hold a passphrase in UTF-8") from error
