"""What every command of the regulator shares: who acts, on which contracts, with which register of records."""

import functools
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from authority import Office, Register, Scene
from chain.trusted_reader import nodes_of
from issuer.passphrase import AskPassphrase
from xcert.accounts import open_account
from xcert.options import midnight, parse_day
from xcert.secrets import passphrase_options, prompt
from xcert.trusted import load_trust, only_network, trust_options

READ = click.Path(exists=True, dir_okay=False, path_type=Path)
"""A file that is read."""
NUMBER = click.IntRange(1, 2**32 - 1)
"""The number of an organisation, accreditor, person or site."""
MOMENT = click.IntRange(0, 2**40 - 1)
"""Unix seconds."""

_Command = TypeVar("_Command", bound=Callable[..., Any])


def acting(command: _Command) -> _Command:
    """Add who acts and where; the command gets `office`."""

    @functools.wraps(command)
    def with_office(
        *arguments: object,
        key: Path,
        ask: AskPassphrase | None,
        trust: Path | None,
        rpc: tuple[str, ...],
        **named: object,
    ) -> object:
        trusted = only_network(load_trust(trust, rpc))
        office = Office.open(nodes_of(trusted)[0], open_account(key, ask or prompt()), trusted)
        return command(*arguments, office=office, **named)

    decorated = click.option("--key", required=True, type=READ, help="Encrypted file of the account that acts.")
    return cast("_Command", decorated(passphrase_options(trust_options(with_office))))


def with_register(command: _Command) -> _Command:
    """Add `--register FILE`; the command, which is also `acting`, gets `register`."""

    @functools.wraps(command)
    def opened(*arguments: object, office: Office, register: Path, **named: object) -> object:
        own = Register(register, Scene(office.chain, office.ledger))
        return command(*arguments, office=office, register=own, **named)

    return cast(
        "_Command",
        click.option(
            "--register",
            type=click.Path(dir_okay=False, path_type=Path),
            default=Path("register.jsonl"),
            show_default=True,
            help="The authority's own file of records; made if it does not exist.",
        )(opened),
    )


def json_option(command: _Command) -> _Command:
    """Add `--json`; the command gets `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(command)


def read_members(path: Path, what: str) -> dict[str, object]:
    """Read a JSON object from a file that people write; the message repeats nothing of it."""
    try:
        members = json.loads(path.read_bytes())
    except ValueError as error:
        raise click.BadParameter(f"{path} is no {what}: it is not JSON") from error
    if not isinstance(members, dict):
        raise click.BadParameter(f"{path} is no {what}: a JSON object is expected")
    return members


def tell(members: Mapping[str, object], sentence: str, *, as_json: bool) -> None:
    """Print one JSON object, or one sentence for people."""
    click.echo(json.dumps(dict(members), ensure_ascii=False) if as_json else sentence)


def moment_of(text: str) -> int:
    """Read a day to its first second in UTC; the registry's time begins in 1970."""
    moment = midnight(parse_day(text))
    if moment < 0:
        raise click.BadParameter(f"{text} is before 1970-01-01; give a later day")
    return moment
