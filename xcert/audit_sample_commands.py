"""`xcert audit sample`: commit to a secret, draw by it and a later block, check somebody's draw."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from assessment.rules.finding import Outcome
from auditor.errors import SampleError
from auditor.population import flagged_sessions, population_of
from auditor.reading import Chain, read_chain
from auditor.sample import SECRET_SIZE, Commitment, Sample, check, commit_to, draw
from auditor.store import Store
from certificate.encoding import from_hex
from certificate.errors import MalformedError
from issuer.private_file import create_private_file, read_private_file
from xcert.audit_files import read_file, write_whole
from xcert.audit_options import FILE, FOLDER, DrawnStages, filter_options, filters_of, open_chain
from xcert.trusted import trust_options


@click.group()
def sample() -> None:
    """A random sample of sessions that nobody can steer and anybody can compute again."""


@sample.command("commit")
@click.option("--size", required=True, type=click.IntRange(1), metavar="K", help="How many sessions to draw.")
@click.option(
    "--blocks", type=click.IntRange(1), default=100, show_default=True, help="Draw by the block so far ahead."
)
@click.option("--out", required=True, type=FILE, help="The commitment, to be published before that block.")
@click.option("--secret", required=True, type=FILE, help="The secret, for nobody until the draw; mode 0600.")
@filter_options
@trust_options
def commit_command(
    size: int,
    blocks: int,
    out: Path,
    secret: Path,
    organisation: int | None,
    since: str | None,
    until: str | None,
    trust: Path | None,
    rpc: tuple[str, ...],
) -> None:
    """Choose a secret, keep it, and write a commitment to it for everybody to see."""
    chain = open_chain(trust, rpc)
    chain.require_contracts()
    newest = chain.newest()
    chosen = secrets.token_bytes(SECRET_SIZE)
    commitment = Commitment(
        chain=chain.trusted.network.chain,
        ledger=chain.trusted.ledger,
        made_block=newest.number,
        made_hash=newest.hash,
        draw=newest.number + blocks,
        size=size,
        secret=commit_to(chosen),
        filters=filters_of(organisation, since, until),
    )
    create_private_file(secret, chosen.hex().encode("ascii") + b"\n")
    write_whole(out, [commitment.to_bytes().decode("utf-8")])
    click.echo(f"Publish {out} before block {commitment.draw}; draw when that block is final.")


@sample.command("draw")
@click.option("--commitment", "commitment_file", required=True, type=FILE)
@click.option("--secret", required=True, type=FILE)
@click.option("--work", required=True, type=FOLDER, help="The work folder of the audit, for its findings.")
@click.option("--out", type=FILE, help="Write the sample here instead of printing it.")
@trust_options
def draw_command(
    commitment_file: Path, secret: Path, work: Path, out: Path | None, trust: Path | None, rpc: tuple[str, ...]
) -> None:
    """Draw the committed number of sessions; sessions with findings are added beside them."""
    commitment = Commitment.parse(read_file(commitment_file))
    chain = open_chain(trust, rpc)
    _require_same_chain(chain, commitment)
    _, drawn_by = _blocks_of(chain, commitment)
    with Store(work) as store:
        population = list(_population(store, chain, commitment))
        drawn = draw(commitment, _read_secret(secret), drawn_by, population)
        flagged = tuple(flagged_sessions(store, population, (Outcome.FAIL, Outcome.FLAG)))
    result = Sample(commitment, drawn.secret, drawn.hash, drawn.population, drawn.population_hash, drawn.drawn, flagged)
    text = result.to_bytes().decode("utf-8")
    if out is None:
        click.echo(text)
    else:
        write_whole(out, [text])


@sample.command("check")
@click.option("--sample", "sample_file", required=True, type=FILE)
@trust_options
def check_command(sample_file: Path, trust: Path | None, rpc: tuple[str, ...]) -> None:
    """Compute somebody's sample again from the chain."""
    told = Sample.parse(read_file(sample_file).rstrip(b"\n"))
    chain = open_chain(trust, rpc)
    _require_same_chain(chain, told.commitment)
    made, drawn_by = _blocks_of(chain, told.commitment)
    with TemporaryDirectory(prefix="xcert-sample-") as folder, Store(Path(folder)) as store:
        check(told, made, drawn_by, _population(store, chain, told.commitment))
    click.echo(f"The sample is right: {len(told.drawn)} of {told.population} sessions by block {told.commitment.draw}.")


def _population(store: Store, chain: Chain, commitment: Commitment) -> Iterator[bytes]:
    with DrawnStages() as progress:
        read_chain(store, chain, chain.newest().number, progress)
    yield from population_of(store, chain, commitment)


def _require_same_chain(chain: Chain, commitment: Commitment) -> None:
    if (commitment.chain, commitment.ledger) != (chain.trusted.network.chain, chain.trusted.ledger):
        raise SampleError("the commitment is of another chain or ledger than the trust file names; name that network")


def _blocks_of(chain: Chain, commitment: Commitment) -> tuple[bytes, bytes]:
    """Return the chain's hashes of the commitment's block and of the block to draw by."""
    chain.require_contracts()
    newest = chain.newest()
    if newest.number < commitment.draw:
        raise SampleError(f"block {commitment.draw} is not final yet, the newest is {newest.number}; draw when it is")
    made, drawn_by = chain.hash_at(commitment.made_block), chain.hash_at(commitment.draw)
    if made is None or drawn_by is None:
        raise SampleError("the node does not give the commitment's blocks; ask one that keeps them")
    if made != commitment.made_hash:
        raise SampleError(f"the commitment names another block {commitment.made_block} than the chain holds")
    return made, drawn_by


def _read_secret(path: Path) -> bytes:
    try:
        return from_hex(read_private_file(path).decode("ascii").rstrip("\n"), size=SECRET_SIZE)
    except (UnicodeDecodeError, MalformedError) as error:
        raise SampleError(f"{path} is no secret of a sample; take the file written with the commitment") from error
