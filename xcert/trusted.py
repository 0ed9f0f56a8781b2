"""The trust file a command works with: named by `--trust`, by XCERT_TRUST, or kept in the user's configuration.

It is never looked for beside a certificate or in the working directory: a file lying there must not choose whom to
trust.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from chain.errors import TrustFileError
from chain.trust import TrustedNetwork, read_trust

VARIABLE = "XCERT_TRUST"
"""The environment variable that names a trust file."""

_Command = TypeVar("_Command", bound=Callable[..., Any])


def trust_options(command: _Command) -> _Command:
    """Add `--trust FILE` and `--rpc URL`; the command gets `trusted`, the networks."""
    command = click.option(
        "--rpc", multiple=True, metavar="URL", help="Ask this node instead of those in the trust file (of one network)."
    )(command)
    return click.option(
        "--trust",
        type=click.Path(dir_okay=False, path_type=Path),
        help=f"The trust file. Default: the one {VARIABLE} names, else trust.json in the user's configuration.",
    )(command)


def load_trust(trust: Path | None, rpc: tuple[str, ...] = ()) -> tuple[TrustedNetwork, ...]:
    """Read the trust file; `rpc` takes the place of its nodes. Raises `TrustFileError`."""
    path = trust or default_path()
    try:
        networks = read_trust(path.read_bytes())
    except OSError as error:
        raise TrustFileError(
            f"the trust file {path} cannot be read ({error.strerror}); name one with --trust FILE"
        ) from error
    if not rpc:
        return networks
    if len(networks) != 1:
        raise TrustFileError("--rpc needs a trust file with exactly one network; put the nodes into the file instead")
    return (replace(networks[0], rpc=rpc, agree=min(networks[0].agree, len(rpc))),)


def only_network(networks: tuple[TrustedNetwork, ...]) -> TrustedNetwork:
    """Return the one network to act on; raises `TrustFileError` if there are several."""
    if len(networks) != 1:
        raise TrustFileError("this command acts on one network; name a trust file with exactly one")
    return networks[0]


def default_path() -> Path:
    """Return where the trust file is when none is named."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "xcert" / "trust.json"
