"""Key files: made private, opened only with their passphrase, and never shown."""

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from certificate.issuer_proof import verify_ed25519
from issuer import pkcs8
from issuer.errors import KeyFileError, PassphraseError, WorkspaceError
from issuer.key_backup import CHECKSUMS, back_up_keys, try_backup
from issuer.keys import KeyName, KeyRing
from issuer.passphrase import Passphrase, passphrase_from_descriptor, passphrase_from_file, require_strong
from issuer.pkcs8 import decrypt_key, encrypt_key
from issuer.private_file import create_private_file, read_private_file, replace_private_file
from issuer.settings import KeyUris
from issuer.signing_key import FileSigner, create_signing_key, open_signing_key

GOOD = Passphrase("correct horse battery staple")
OTHER = Passphrase("another long passphrase")
SEED = bytes(range(32))
KEY = Ed25519PrivateKey.from_private_bytes(SEED)


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.fixture(autouse=True)
def _quick(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make guessing cheap, which is what these tests do all the time."""
    if "slow_enough" not in request.node.name:
        monkeypatch.setattr(pkcs8, "_COST", 2**10)
        monkeypatch.setattr(pkcs8, "_PASSES", 1)


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    ring = KeyRing(tmp_path, KeyUris())
    ring.create(lambda _: GOOD, work=2)
    return ring


def test_a_signing_key_signs_and_is_private(tmp_path: Path) -> None:
    path = tmp_path / "signing.pem"
    signer = create_signing_key(path, GOOD)
    again = open_signing_key(path, GOOD)
    assert again.public_key == signer.public_key
    verify_ed25519(signer.public_key, again.sign(b"message"), b"message")
    assert mode_of(path) == 0o600


def test_an_encrypted_key_is_what_the_library_reads() -> None:
    opened = load_pem_private_key(encrypt_key(KEY, GOOD.data), GOOD.data)
    assert isinstance(opened, Ed25519PrivateKey)
    assert opened.private_bytes_raw() == SEED


def test_an_encrypted_key_is_what_openssl_reads(tmp_path: Path) -> None:
    program = shutil.which("openssl")
    assert program is not None
    path = tmp_path / "signing.pem"
    create_private_file(path, encrypt_key(KEY, b"secret words"))
    command = [program, "pkey", "-in", str(path), "-passin", "stdin", "-pubout", "-outform", "DER"]
    done = subprocess.run(command, input=b"secret words\n", capture_output=True, check=True)
    assert done.stdout[-32:] == KEY.public_key().public_bytes_raw()


def test_the_same_key_is_never_encrypted_alike() -> None:
    assert encrypt_key(KEY, GOOD.data) != encrypt_key(KEY, GOOD.data)


def test_key_derivation_is_slow_enough() -> None:
    """OWASP's scrypt at 16 MiB: N = 2^14, r = 8, p = 5; the three numbers as DER integers."""
    body = base64.b64decode("".join(encrypt_key(KEY, GOOD.data).decode().splitlines()[1:-1]))
    assert bytes.fromhex("02024000020108020105") in body


@pytest.mark.parametrize(
    "pem",
    [
        b"",
        b"no key at all",
        KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        generate_private_key(SECP256R1()).private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(GOOD.data)
        ),
        encrypt_key(KEY, OTHER.data),
        encrypt_key(KEY, GOOD.data)[:-60],
    ],
    ids=["empty", "text", "not encrypted", "another kind", "another passphrase", "cut off"],
)
def test_what_is_no_key_of_ours_is_refused(pem: bytes) -> None:
    with pytest.raises(KeyFileError, match=r"signing\.pem"):
        decrypt_key(pem, GOOD.data, name="signing.pem")


@pytest.mark.parametrize("mode", [0o640, 0o644, 0o660, 0o604, 0o700, 0o400])
def test_a_file_that_others_may_open_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "signing.pem"
    create_signing_key(path, GOOD)
    path.chmod(mode)
    with pytest.raises(KeyFileError, match="chmod 600"):
        open_signing_key(path, GOOD)


def test_a_key_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "signing.pem"
    create_signing_key(path, GOOD)
    before = path.read_bytes()
    with pytest.raises(KeyFileError, match="exists already"):
        create_signing_key(path, GOOD)
    assert path.read_bytes() == before


def test_a_private_file_is_private_whatever_the_umask(tmp_path: Path) -> None:
    umask = os.umask(0)
    try:
        create_private_file(tmp_path / "a", b"1")
        replace_private_file(tmp_path / "b", b"2")
    finally:
        os.umask(umask)
    assert (mode_of(tmp_path / "a"), mode_of(tmp_path / "b")) == (0o600, 0o600)


@pytest.mark.parametrize("name", ["missing", "folder", "pipe", "huge"])
def test_what_is_no_private_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir(mode=0o600)
    os.mkfifo(tmp_path / "pipe", 0o600)
    create_private_file(tmp_path / "huge", bytes(70_000))
    with pytest.raises(KeyFileError):
        read_private_file(tmp_path / name)


def test_three_keys_are_three(ring: KeyRing) -> None:
    opened = [ring.account(name, lambda _: GOOD).address for name in (KeyName.ANCHORING, KeyName.ADMINISTRATION)]
    assert len(set(opened)) == 2
    assert {mode_of(ring.path(name)) for name in KeyName} == {0o600}


def test_one_account_for_both_is_refused(ring: KeyRing) -> None:
    shutil.copyfile(ring.path(KeyName.ANCHORING), ring.path(KeyName.ADMINISTRATION))
    with pytest.raises(KeyFileError, match="are the same account"):
        ring.account(KeyName.ANCHORING, lambda _: GOOD)


def test_one_file_for_two_keys_is_refused() -> None:
    with pytest.raises(WorkspaceError, match="three different keys"):
        KeyUris(anchoring="file:key.json", administration="file:key.json")


@pytest.mark.parametrize("uri", ["signing.pem", "file:../signing.pem", "file:/etc/passwd", "env:KEY", "file:"])
def test_a_key_is_a_file_in_the_workspace(uri: str) -> None:
    with pytest.raises(WorkspaceError, match=r"file:signing\.pem"):
        KeyUris(signing=uri)


@pytest.mark.parametrize("name", list(KeyName))
def test_a_passphrase_is_changed_in_one_step(ring: KeyRing, name: KeyName) -> None:
    ring.change_passphrase(name, GOOD, OTHER, work=2)
    opens = ring.signer if name is KeyName.SIGNING else lambda ask: ring.account(name, ask)
    opens(lambda _: OTHER)
    with pytest.raises(KeyFileError, match="does not open"):
        opens(lambda _: GOOD)


@pytest.mark.parametrize("name", list(KeyName))
def test_a_wrong_passphrase_changes_nothing(ring: KeyRing, name: KeyName) -> None:
    before = ring.path(name).read_bytes()
    with pytest.raises(KeyFileError, match="does not open"):
        ring.change_passphrase(name, OTHER, GOOD, work=2)
    assert ring.path(name).read_bytes() == before


def test_a_short_new_passphrase_is_refused_and_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(PassphraseError, match="at least 12"):
        KeyRing(tmp_path, KeyUris()).create(lambda _: Passphrase("short"), work=2)
    assert not list(tmp_path.iterdir())
    with pytest.raises(PassphraseError):
        require_strong(Passphrase("elevenchars"))


def test_a_backup_opens_to_the_same_keys(ring: KeyRing, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    public = back_up_keys(ring, backup, lambda _: GOOD)
    assert public.signing == ring.signer(lambda _: GOOD).public_key
    assert mode_of(backup) == 0o700
    assert {mode_of(path) for path in backup.iterdir()} == {0o600}
    assert try_backup(ring, backup, lambda _: GOOD) == public


def test_the_checksums_are_those_of_sha256sum(ring: KeyRing, tmp_path: Path) -> None:
    back_up_keys(ring, tmp_path / "backup", lambda _: GOOD)
    program = shutil.which("sha256sum")
    assert program is not None
    subprocess.run(
        [program, "--check", "--strict", CHECKSUMS], cwd=tmp_path / "backup", check=True, capture_output=True
    )


@pytest.mark.parametrize("name", list(KeyName))
def test_a_damaged_backup_is_found(ring: KeyRing, tmp_path: Path, name: KeyName) -> None:
    back_up_keys(ring, tmp_path / "backup", lambda _: GOOD)
    path = tmp_path / "backup" / ring.path(name).name
    path.write_bytes(path.read_bytes().replace(b"A", b"B", 1) + b" ")
    with pytest.raises(KeyFileError, match="damaged"):
        try_backup(ring, tmp_path / "backup", lambda _: GOOD)


def test_a_backup_of_other_keys_is_found(ring: KeyRing, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = KeyRing(tmp_path / "other", KeyUris())
    other.create(lambda _: GOOD, work=2)
    back_up_keys(other, tmp_path / "backup", lambda _: GOOD)
    with pytest.raises(KeyFileError, match="another key"):
        try_backup(ring, tmp_path / "backup", lambda _: GOOD)


def test_a_backup_is_not_written_over_another(ring: KeyRing, tmp_path: Path) -> None:
    back_up_keys(ring, tmp_path / "backup", lambda _: GOOD)
    with pytest.raises(WorkspaceError, match="exists already"):
        back_up_keys(ring, tmp_path / "backup", lambda _: GOOD)


def test_a_backup_without_checksums_is_refused(ring: KeyRing, tmp_path: Path) -> None:
    back_up_keys(ring, tmp_path / "backup", lambda _: GOOD)
    (tmp_path / "backup" / CHECKSUMS).unlink()
    with pytest.raises(KeyFileError):
        try_backup(ring, tmp_path / "backup", lambda _: GOOD)


def test_no_key_and_no_passphrase_is_ever_shown(ring: KeyRing) -> None:
    shown = " ".join([repr(GOOD), str(GOOD), repr(FileSigner(KEY)), repr(ring), repr(ring.signer(lambda _: GOOD))])
    assert GOOD.text not in shown
    assert SEED.hex() not in shown
    with pytest.raises(KeyFileError) as refused:
        ring.signer(lambda _: OTHER)
    assert OTHER.text not in str(refused.value)


def test_a_keystore_is_one_of_version_3(ring: KeyRing) -> None:
    stored = json.loads(ring.path(KeyName.ANCHORING).read_bytes())
    assert (stored["version"], stored["crypto"]["kdf"]) == (3, "scrypt")


@pytest.mark.parametrize("line", ["a good passphrase\n", "a good passphrase\r\n", "a good passphrase"])
def test_a_passphrase_is_the_line_of_a_private_file(tmp_path: Path, line: str) -> None:
    create_private_file(tmp_path / "secret", line.encode())
    assert passphrase_from_file(tmp_path / "secret").text == "a good passphrase"


@pytest.mark.parametrize("content", [b"", b"\n", b"one\ntwo\n", b"\xff\xfe", b"tab\there", b"x" * 1_025])
def test_what_is_no_passphrase_is_refused(tmp_path: Path, content: bytes) -> None:
    create_private_file(tmp_path / "secret", content)
    with pytest.raises(PassphraseError):
        passphrase_from_file(tmp_path / "secret")


def test_a_passphrase_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    create_private_file(tmp_path / "secret", b"a good passphrase")
    (tmp_path / "secret").chmod(0o644)
    with pytest.raises(PassphraseError, match="chmod 600"):
        passphrase_from_file(tmp_path / "secret")


def test_a_passphrase_comes_through_a_pipe() -> None:
    reading, writing = os.pipe()
    os.write(writing, "中文口令也可以\n".encode())
    os.close(writing)
    assert passphrase_from_descriptor(reading).text == "中文口令也可以"
    os.close(reading)


def test_an_endless_descriptor_is_refused() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"x" * 10_000)
    with pytest.raises(PassphraseError, match="more than one"):
        passphrase_from_descriptor(reading)
    os.close(reading)
    os.close(writing)


def test_a_closed_descriptor_is_refused() -> None:
    with pytest.raises(PassphraseError, match="cannot be read"):
        passphrase_from_descriptor(987)
