"""Encrypted account files of people who act for an authority: made, opened, never shown."""

from pathlib import Path

from chain.accounts import KeyAccount
from issuer.passphrase import AskPassphrase, require_strong
from issuer.private_file import create_private_file, read_private_file


def create_account(path: Path, ask: AskPassphrase) -> KeyAccount:
    """Make a new account and write it to `path` as an encrypted V3 keystore with mode 0600.

    Raises `KeyFileError` if the file exists, `PassphraseError` for a short passphrase.
    """
    passphrase = ask(path.name)
    require_strong(passphrase)
    account = KeyAccount.create()
    create_private_file(path, account.to_keystore(passphrase.text))
    return account


def open_account(path: Path, ask: AskPassphrase) -> KeyAccount:
    """Open the account in `path`; raises `KeyFileError` for a file open to others or a wrong passphrase."""
    return KeyAccount.from_keystore(read_private_file(path), ask(path.name).text)
