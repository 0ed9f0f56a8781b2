"""The three keys of an organisation: one signs certificates, one anchors them, one administers (design, section 2).

Whoever steals the anchoring account cannot sign; whoever steals the signing key cannot anchor.
"""

import enum
import json
from dataclasses import dataclass
from pathlib import Path

from chain import errors as chain_errors
from chain.accounts import KeyAccount
from issuer.errors import KeyFileError
from issuer.passphrase import AskPassphrase, Passphrase, require_strong
from issuer.private_file import create_private_file, read_private_file, replace_private_file
from issuer.settings import KeyUris
from issuer.signing_key import FileSigner, change_signing_passphrase, create_signing_key, open_signing_key


class KeyName(enum.Enum):
    """Which of the three keys; the value is what prompts call it."""

    SIGNING = "signing"
    ANCHORING = "anchoring"
    ADMINISTRATION = "administration"


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What others may know of the keys: the signing key (32 bytes) and the two accounts (20 bytes each)."""

    signing: bytes
    anchoring: bytes
    administration: bytes


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The key files named by `uris` in `folder`; they are opened one by one, when they are needed."""

    folder: Path
    uris: KeyUris

    def path(self, name: KeyName) -> Path:
        """Return where a key is."""
        match name:
            case KeyName.SIGNING:
                return self._path(self.uris.signing)
            case KeyName.ANCHORING:
                return self._path(self.uris.anchoring)
            case KeyName.ADMINISTRATION:
                return self._path(self.uris.administration)

    def _path(self, uri: str) -> Path:
        return self.folder / uri.removeprefix("file:")

    def create(self, ask: AskPassphrase, *, work: int | None = None) -> PublicKeys:
        """Make all three keys; `work` is scrypt's N for the accounts, for tests only.

        Raises `KeyFileError` if one exists, `PassphraseError` for a passphrase that is too short.
        """
        passphrases = {name: ask(name.value) for name in KeyName}
        for passphrase in passphrases.values():
            require_strong(passphrase)
        signer = create_signing_key(self.path(KeyName.SIGNING), passphrases[KeyName.SIGNING])
        accounts = []
        for name in (KeyName.ANCHORING, KeyName.ADMINISTRATION):
            account = KeyAccount.create()
            create_private_file(self.path(name), account.to_keystore(passphrases[name].text, work=work))
            accounts.append(account.address)
        return PublicKeys(signer.public_key, *accounts)

    def signer(self, ask: AskPassphrase) -> FileSigner:
        """Open the signing key; raises `KeyFileError`."""
        return open_signing_key(self.path(KeyName.SIGNING), ask(KeyName.SIGNING.value))

    def account(self, name: KeyName, ask: AskPassphrase) -> KeyAccount:
        """Open the anchoring or the administration account; raises `KeyFileError`, also if both are one."""
        path = self.path(name)
        content = read_private_file(path)
        account = _open_account(path, content, ask(name.value))
        other = KeyName.ADMINISTRATION if name is KeyName.ANCHORING else KeyName.ANCHORING
        if _address_in(self.path(other)) == account.address:
            raise KeyFileError(
                f"{path} and {self.path(other)} are the same account; one person could then anchor and revoke, "
                "so make another"
            )
        return account

    def change_passphrase(self, name: KeyName, old: Passphrase, new: Passphrase, *, work: int | None = None) -> None:
        """Encrypt a key anew, in one step; raises `KeyFileError` or `PassphraseError`, and then the old one holds."""
        require_strong(new)
        path = self.path(name)
        if name is KeyName.SIGNING:
            change_signing_passphrase(path, old, new)
            return
        sealed = _open_account(path, read_private_file(path), old).to_keystore(new.text, work=work)
        _open_account(path, sealed, new)
        replace_private_file(path, sealed)


def _address_in(path: Path) -> bytes | None:
    """Return the account that a keystore says it is of, which needs no passphrase; None if it says nothing."""
    if not path.exists():
        return None
    try:
        address = json.loads(read_private_file(path))["address"]
        return bytes.fromhex(address.removeprefix("0x"))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def public_part(ring: KeyRing, name: KeyName, passphrase: Passphrase) -> bytes:
    """Open a key and return its public key or account; raises `KeyFileError`."""
    path = ring.path(name)
    if name is KeyName.SIGNING:
        return open_signing_key(path, passphrase).public_key
    return _open_account(path, read_private_file(path), passphrase).address


def _open_account(path: Path, content: bytes, passphrase: Passphrase) -> KeyAccount:
    try:
        return KeyAccount.from_keystore(content, passphrase.text)
    except chain_errors.KeyFileError as error:
        raise KeyFileError(f"{path} does not open: wrong passphrase, or no keystore of version 3") from error
