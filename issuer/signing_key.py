"""The key that signs certificates: an Ed25519 key in an encrypted file, used through `Signer` and never shown."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from issuer.passphrase import Passphrase
from issuer.pkcs8 import decrypt_key, encrypt_key
from issuer.private_file import create_private_file, read_private_file, replace_private_file


class FileSigner:
    """Signs with an opened key (`certificate.issuer_proof.Signer`); the key stays inside."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self._public = key.public_key().public_bytes_raw()

    def __repr__(self) -> str:
        return f"FileSigner({self._public.hex()})"

    @property
    def public_key(self) -> bytes:
        """The raw Ed25519 public key, 32 bytes."""
        return self._public

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte Ed25519 signature of `message`."""
        return self._key.sign(message)


def create_signing_key(path: Path, passphrase: Passphrase) -> FileSigner:
    """Make a new key and write it to `path`, encrypted; raises `KeyFileError` if the file exists."""
    key = Ed25519PrivateKey.generate()
    create_private_file(path, encrypt_key(key, passphrase.data))
    return FileSigner(key)


def open_signing_key(path: Path, passphrase: Passphrase) -> FileSigner:
    """Open the key at `path`; raises `KeyFileError` for a wrong passphrase, an open mode or another kind of key."""
    return FileSigner(decrypt_key(read_private_file(path), passphrase.data, name=str(path)))


def change_signing_passphrase(path: Path, old: Passphrase, new: Passphrase) -> None:
    """Encrypt the key at `path` anew, in one step; raises `KeyFileError`, and then the old passphrase still holds."""
    key = decrypt_key(read_private_file(path), old.data, name=str(path))
    sealed = encrypt_key(key, new.data)
    # Tried before the old file is given up: a key that does not open again is lost for ever.
    decrypt_key(sealed, new.data, name=str(path))
    replace_private_file(path, sealed)
