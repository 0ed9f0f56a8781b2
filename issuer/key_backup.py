"""A second copy of the keys, still encrypted, with checksums, and tried before anybody relies on it."""

import hashlib
from pathlib import Path
from typing import Final

from issuer.errors import KeyFileError
from issuer.keys import KeyName, KeyRing, PublicKeys, public_part
from issuer.passphrase import AskPassphrase
from issuer.private_file import create_private_file, make_private_folder, read_private_file

CHECKSUMS: Final = "SHA256SUMS"
"""The list of checksums, in the form that `sha256sum --check` reads."""


def back_up_keys(ring: KeyRing, folder: Path, ask: AskPassphrase) -> PublicKeys:
    """Copy the three key files to the new `folder` and open each copy; returns what they open to.

    Raises `KeyFileError` if a copy does not open to the very key it was made of, `WorkspaceError` if the folder exists.
    """
    make_private_folder(folder)
    lines = []
    for name in KeyName:
        content = read_private_file(ring.path(name))
        target = folder / ring.path(name).name
        create_private_file(target, content)
        lines.append(f"{hashlib.sha256(content).hexdigest()}  {target.name}\n")
    create_private_file(folder / CHECKSUMS, "".join(lines).encode("utf-8"))
    return try_backup(ring, folder, ask)


def try_backup(ring: KeyRing, folder: Path, ask: AskPassphrase) -> PublicKeys:
    """Check the copies in `folder` against their checksums and open each; raises `KeyFileError` if one is no use."""
    copy = KeyRing(folder, ring.uris)
    sums = _read_sums(folder / CHECKSUMS)
    opened = {}
    for name in KeyName:
        path = copy.path(name)
        if hashlib.sha256(read_private_file(path)).hexdigest() != sums.get(path.name):
            raise KeyFileError(f"{path} differs from its checksum; this backup is damaged, make another")
        passphrase = ask(name.value)
        opened[name] = public_part(copy, name, passphrase)
        if opened[name] != public_part(ring, name, passphrase):
            raise KeyFileError(f"{path} holds another key than the workspace; it is no backup of it")
    return PublicKeys(opened[KeyName.SIGNING], opened[KeyName.ANCHORING], opened[KeyName.ADMINISTRATION])


def _read_sums(path: Path) -> dict[str, str]:
    try:
        lines = read_private_file(path).decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise KeyFileError(f"{path} is no list of checksums; this backup is damaged, make another") from error
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
