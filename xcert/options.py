"""Options that several commands share, and how their texts become values."""

import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from chain.http_node import HttpNode

_Command = TypeVar("_Command", bound=Callable[..., Any])
_SESSION = re.compile(r"(?:0x)?[0-9a-f]{64}", re.ASCII)
_ADDRESS = re.compile(r"(?:0x)?[0-9a-fA-F]{40}", re.ASCII)


def url_option(command: _Command) -> _Command:
    """Add `--rpc URL`; the command gets `url`, which `open_node` opens."""
    return click.option(
        "--rpc",
        "url",
        default="http://127.0.0.1:8545",
        show_default=True,
        metavar="URL",
        help="The node to ask.",
    )(command)


def account_argument(command: _Command) -> _Command:
    """Add the argument ACCOUNT; the command gets `account`, 20 bytes."""
    return click.argument("account", callback=lambda _context, _parameter, value: parse_account(value))(command)


def parse_account(text: str) -> bytes:
    """Read an account address to its 20 bytes."""
    if not _ADDRESS.fullmatch(text):
        raise click.BadParameter(f"{text} is no account; write 0x and 40 hexadecimal digits")
    return bytes.fromhex(text[-40:])


def parse_session(text: str) -> bytes:
    """Read the id of an assessment session to its 32 bytes."""
    if not _SESSION.fullmatch(text):
        raise click.BadParameter(f"{text} is no session; write its 64 hexadecimal digits")
    return bytes.fromhex(text[-64:])


def parse_day(text: str) -> date:
    """Read a day such as 2026-06-20."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text} is no day; write it like 2026-06-20") from error


def midnight(day: date) -> int:
    """Return the first second of `day` in UTC, as Unix time."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def parse_scope(values: tuple[str, ...]) -> dict[str, int]:
    """Read scopes such as `X-BIM:1,2` to levels as bits (bit 0 = level 1)."""
    scope = {}
    for value in values:
        shape = re.fullmatch(r"([A-Z0-9-]+):([0-9]+(?:,[0-9]+)*)", value, re.ASCII)
        if not shape:
            raise click.BadParameter(f"{value} is no scope; write it like X-BIM:1,2")
        levels = [int(level) for level in shape[2].split(",")]
        if any(not 1 <= level <= 16 for level in levels):
            raise click.BadParameter(f"{value}: levels go from 1 to 16")
        scope[shape[1]] = sum({1 << (level - 1) for level in levels})
    return scope


def open_node(url: str) -> HttpNode:
    """Open the node at `url`."""
    try:
        return HttpNode(url)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def later_written(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> Path | None:
    """Refuse, before anything is done, a file that could not be written afterwards: its content would be lost."""
    if value is not None and not (value.parent.is_dir() and os.access(value.parent, os.W_OK)):
        raise click.BadParameter(f"{value} cannot be written; name a file in a folder that exists")
    return value
