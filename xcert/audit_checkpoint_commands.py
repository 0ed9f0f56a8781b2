"""`xcert audit checkpoint`: sign what is seen of a chain, and compare it later."""

from pathlib import Path

import click

from auditor.checkpoint import Checkpoint, SignedCheckpoint, contradiction, sign_checkpoint
from auditor.errors import CheckpointError
from certificate.encoding import from_multikey, to_multikey
from certificate.errors import MalformedError
from issuer.passphrase import AskPassphrase, require_strong
from issuer.signing_key import create_signing_key, open_signing_key
from xcert.audit_files import read_file, write_whole
from xcert.audit_options import FILE, open_chain
from xcert.secrets import passphrase_options, prompt
from xcert.trusted import trust_options

_NAME = "auditor's"


@click.group()
def checkpoint() -> None:
    """Signed checkpoints, by which a rewritten chain is noticed."""


@checkpoint.command("key")
@click.argument("file", type=FILE)
@passphrase_options
def key_command(file: Path, ask: AskPassphrase | None) -> None:
    """Make a new auditor's key, encrypted, in FILE; prints the public key."""
    passphrase = (ask or prompt(new=True))(_NAME)
    require_strong(passphrase)
    click.echo(to_multikey(create_signing_key(file, passphrase).public_key))


@checkpoint.command("write")
@click.option("--key", required=True, type=FILE, help="The auditor's encrypted key.")
@click.option("--out", required=True, type=FILE)
@passphrase_options
@trust_options
def write_command(key: Path, out: Path, ask: AskPassphrase | None, trust: Path | None, rpc: tuple[str, ...]) -> None:
    """Sign the newest final block."""
    chain = open_chain(trust, rpc)
    chain.require_contracts()
    newest = chain.newest()
    seen = Checkpoint(chain.trusted.network.chain, chain.trusted.ledger, newest.number, newest.hash, newest.time)
    signed = sign_checkpoint(seen, open_signing_key(key, (ask or prompt())(_NAME)))
    write_whole(out, [signed.to_bytes().decode("utf-8")])
    click.echo(f"Block {seen.block} is signed. Keep {out} where the chain's operators cannot change it.")


@checkpoint.command("compare")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--public", metavar="KEY", help="Accept only this auditor's checkpoints (z6Mk…).")
@trust_options
def compare_command(files: tuple[Path, ...], public: str | None, trust: Path | None, rpc: tuple[str, ...]) -> int:
    """Ask the chain for the block of every checkpoint again.

    \b
    Exit status: 0 all are as they were; 1 a block is another one or gone, or a signature does not hold;
                 2 wrong usage; 3 the chain could not be reached.
    """  # noqa: D301 -- a backspace character is how click is told to keep the lines
    chain = open_chain(trust, rpc)
    chain.require_contracts()
    wanted = None if public is None else _public_key(public)
    failed = False
    for path in files:
        signed = SignedCheckpoint.parse(read_file(path))
        if wanted is not None and signed.key != wanted:
            raise CheckpointError(f"{path} is signed by {to_multikey(signed.key)}, another key than --public names")
        network = chain.trusted.network
        wrong = contradiction(signed.checkpoint, network.chain, chain.trusted.ledger, chain.hash_at)
        failed = failed or wrong is not None
        click.echo(f"{path}: FAIL: {wrong}" if wrong else f"{path}: block {signed.checkpoint.block} is as it was")
    return int(failed)


def _public_key(text: str) -> bytes:
    try:
        return from_multikey(text)
    except MalformedError as error:
        raise click.BadParameter(f"{text} is no public key; write it as `checkpoint key` printed it") from error
