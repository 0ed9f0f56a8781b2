"""Where commands take passphrases from: a prompt, a private file, or an open descriptor; never an argument."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from issuer.passphrase import AskPassphrase, Passphrase, passphrase_from_descriptor, passphrase_from_file

_Command = TypeVar("_Command", bound=Callable[..., Any])


def passphrase_options(command: _Command) -> _Command:
    """Add `--passphrase-file`; the command gets `ask`, or None to prompt."""
    return click.option(
        "--passphrase-file",
        "ask",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        callback=_from_file,
        help="File of mode 0600 whose only line opens the keys. Without it you are asked.",
    )(command)


def prompt(*, new: bool = False) -> AskPassphrase:
    """Return a function that asks at the terminal, twice for a new passphrase."""

    def ask(name: str) -> Passphrase:
        words = f"Passphrase of the {name} key"
        return Passphrase(click.prompt(words, hide_input=True, confirmation_prompt=new, err=True))

    return ask


def from_file(path: Path) -> AskPassphrase:
    """Return a function that gives the passphrase in `path` for every key."""
    passphrase = passphrase_from_file(path)
    return lambda _name: passphrase


def from_descriptor(number: int) -> AskPassphrase:
    """Return a function that gives the passphrase read once from descriptor `number` for every key."""
    passphrase = passphrase_from_descriptor(number)
    return lambda _name: passphrase


def _from_file(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> AskPassphrase | None:
    return None if value is None else from_file(value)
