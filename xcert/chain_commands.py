"""`xcert chain`: a local chain for demonstrations and tests."""

from datetime import UTC, datetime
from pathlib import Path

import click

from chain.errors import NotLocalError
from chain.faucet import ETHER, LOCAL_CHAINS, fund
from chain.rpc import Rpc
from chain.serve import DEFAULT_PORT, serve
from xcert.options import account_argument, open_node, url_option


@click.group()
def chain() -> None:
    """A local chain: serve it, fund accounts, move its clock."""


@chain.command("serve")
@click.option(
    "--file",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("xcert-chain.jsonl"),
    show_default=True,
    help="Where the chain is written to and rebuilt from.",
)
@click.option("--port", default=DEFAULT_PORT, show_default=True, type=click.IntRange(0, 65_535))
def serve_command(path: Path, port: int) -> None:
    """Serve the embedded chain on loopback until interrupted; a restart finds the same chain."""
    serve(path, clock=_now, port=port, ready=lambda url: click.echo(f"xcert chain: JSON-RPC at {url}", err=True))


@chain.command("faucet")
@account_argument
@click.option("--coins", default=10, show_default=True, type=click.IntRange(1, 1_000))
@url_option
def faucet(account: bytes, coins: int, url: str) -> None:
    """Give an account coins of a local chain, which are worth nothing."""
    fund(open_node(url), account, wei=coins * ETHER)
    click.echo(f"sent {coins} coins to 0x{account.hex()}")


@chain.command("advance")
@click.option("--days", required=True, type=click.IntRange(1, 3_650))
@url_option
def advance(days: int, url: str) -> None:
    """Move the clock of a local chain forward, for trying out what takes time, such as the reply to a notice.

    Verifiers then need a clock that agrees: a head ahead of theirs is COULD NOT CHECK.
    """
    node = open_node(url)
    found = Rpc(node).chain_id()
    if found not in LOCAL_CHAINS:
        raise NotLocalError(f"chain {found} is no local chain; nobody moves its clock")
    node.ask("evm_increaseTime", days * 86_400)
    node.ask("evm_mine")
    click.echo(f"the chain's clock is {days} days ahead of where it was")


def _now() -> int:
    return int(datetime.now(UTC).timestamp())
