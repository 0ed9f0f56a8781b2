"""`xcert authority`: the regulator and its accreditors."""

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from authority import Admission, Office, admit, deploy_registries, publish_standards, register_key
from certificate.catalogue import standards_from_catalogue
from certificate.encoding import from_multikey
from certificate.facts import HoldSubject
from certificate.requests import read_accreditation_request, read_key_request
from chain.deployment import write_deployment
from chain.finality import Depth, Finality, Instant, Tagged
from chain.registry_values import Role
from chain.trust import write_trust
from chain.trusted_reader import nodes_of
from issuer.passphrase import AskPassphrase
from xcert.accounts import create_account, open_account
from xcert.options import account_argument, midnight, open_node, parse_account, parse_day, parse_scope, url_option
from xcert.progress import DrawnProgress
from xcert.secrets import passphrase_options, prompt
from xcert.trusted import load_trust, only_network, trust_options

_Command = TypeVar("_Command", bound=Callable[..., Any])
_FILE = click.Path(dir_okay=False, path_type=Path)
_READ = click.Path(exists=True, dir_okay=False, path_type=Path)
_NUMBER = click.IntRange(1, 2**32 - 1)
_MOMENT = click.IntRange(0, 2**40 - 1)


@click.group()
def authority() -> None:
    """The regulator and its accreditors: who may certify what, with which keys, until when."""


def _acting(command: _Command) -> _Command:
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

    decorated = click.option("--key", required=True, type=_READ, help="Encrypted file of the account that acts.")
    return cast("_Command", decorated(passphrase_options(trust_options(with_office))))


def _before_deploying(_context: click.Context, _parameter: click.Parameter, value: Path) -> Path:
    """Refuse a file that could not be written: what was deployed would be lost."""
    if not (value.parent.is_dir() and os.access(value.parent, os.W_OK)):
        raise click.BadParameter(f"{value} cannot be written; name a file in a folder that exists")
    return value


def _moment(text: str) -> int:
    """Read a day to its first second in UTC; the registry's time begins in 1970."""
    moment = midnight(parse_day(text))
    if moment < 0:
        raise click.BadParameter(f"{text} is before 1970-01-01; give a later day")
    return moment


@authority.command("key")
@click.argument("path", type=_FILE)
@passphrase_options
def key_command(path: Path, ask: AskPassphrase | None) -> None:
    """Make a new account in the encrypted file PATH and print its address."""
    account = create_account(path, ask or prompt(new=True))
    click.echo(f"0x{account.address.hex()}")


@authority.command("deploy")
@click.option("--key", required=True, type=_READ, help="Encrypted file of the root authority's account.")
@passphrase_options
@url_option
@click.option("--finality", default="instant", show_default=True, help="instant, finalized, or a number of blocks.")
@click.option(
    "--max-head-age",
    default=300,
    show_default=True,
    type=click.IntRange(1, 2**31),
    help="Seconds; older heads cannot be checked.",
)
@click.option("--trust-out", type=_FILE, default=Path("trust.json"), show_default=True, callback=_before_deploying)
@click.option(
    "--deployment-out", type=_FILE, default=Path("deployment.json"), show_default=True, callback=_before_deploying
)
def deploy_command(
    key: Path,
    ask: AskPassphrase | None,
    url: str,
    finality: str,
    max_head_age: int,
    trust_out: Path,
    deployment_out: Path,
) -> None:
    """Put both registries on a chain and write the trust file that readers of this network need."""
    account = open_account(key, ask or prompt())
    deployment, trusted = deploy_registries(
        open_node(url), account, finality=parse_finality(finality), rpc=[url], maximum_head_age=max_head_age
    )
    trust_out.write_bytes(write_trust([trusted]))
    deployment_out.write_bytes(write_deployment(deployment))
    click.echo(f"registries deployed on eip155:{deployment.chain}; readers need {trust_out}")


@authority.command("accreditor")
@account_argument
@click.option("--scope", multiple=True, required=True, help="Family and levels, such as X-BIM:1,2,3; several times.")
@click.option("--until", required=True, help="First day that is no longer covered, such as 2036-01-01.")
@click.option("--from", "start", default="2019-01-01", show_default=True, help="First day.")
@_acting
def accreditor_command(office: Office, account: bytes, scope: tuple[str, ...], until: str, start: str) -> None:
    """Add ACCOUNT as an accreditor and print its number (root authority)."""
    number = office.add_accreditor(account, parse_scope(scope), start=_moment(start), end=_moment(until))
    click.echo(str(number))


@authority.command("publish")
@click.argument("catalogue", type=_READ)
@_acting
def publish_command(office: Office, catalogue: Path) -> None:
    """Publish the standards of CATALOGUE that the registry does not know yet (accreditor or root authority)."""
    standards = standards_from_catalogue(catalogue.read_bytes()).values()
    drawn = DrawnProgress()
    drawn.start("publishing", len(standards))
    published = publish_standards(office, standards, done=lambda _standard: drawn.advance(1))
    drawn.finish()
    click.echo(f"{published} published, {len(standards) - published} were there already")


@authority.command("accredit")
@click.argument("request", type=_READ)
@click.option("--accreditor", default=1, show_default=True, type=_NUMBER, help="Number of the accreditor.")
@click.option("--scope", multiple=True, required=True, help="Family and levels, such as X-BIM:1,2; several times.")
@click.option("--from", "start", required=True, help="First day, such as 2026-01-01.")
@click.option("--until", required=True, help="First day that is no longer covered.")
@click.option(
    "--cap",
    default=0,
    show_default=True,
    type=click.IntRange(0, 2**32 - 1),
    help="Certificates in a rolling year; 0 is no cap.",
)
@_acting
def accredit_command(
    office: Office, request: Path, accreditor: int, scope: tuple[str, ...], start: str, until: str, cap: int
) -> None:
    """Accredit the organisation that made REQUEST and print its number (accreditor)."""
    admission = Admission(accreditor, parse_scope(scope), _moment(start), _moment(until), cap)
    click.echo(str(admit(office, read_accreditation_request(request.read_bytes()), admission)))


@authority.command("register-key")
@click.argument("request", type=_READ)
@_acting
def register_key_command(office: Office, request: Path) -> None:
    """Register the signing key of REQUEST after checking its proof of possession."""
    register_key(office, read_key_request(request.read_bytes()))
    click.echo("key registered")


@authority.command("retire-key")
@click.argument("organisation", type=_NUMBER)
@click.argument("key_text", metavar="KEY")
@_acting
def retire_key_command(office: Office, organisation: int, key_text: str) -> None:
    """Retire KEY (z6Mk…) now: what it signed stays valid, nothing new is accepted."""
    office.act(office.calls.retire_key(organisation, from_multikey(key_text)))
    click.echo("key retired")


@authority.command("compromise-key")
@click.argument("organisation", type=_NUMBER)
@click.argument("key_text", metavar="KEY")
@click.option("--since", type=_MOMENT, help="An earlier moment in Unix seconds; needs a second person.")
@click.option("--confirm", is_flag=True, help="Be that second person.")
@_acting
def compromise_key_command(
    office: Office, organisation: int, key_text: str, since: int | None, *, confirm: bool
) -> None:
    """Report KEY compromised: now and at once, or since an earlier moment with a second person's confirmation."""
    key = from_multikey(key_text)
    if since is None:
        office.act(office.calls.report_compromise(organisation, key))
    elif confirm:
        office.act(office.calls.confirm_earlier_compromise(organisation, key, since))
    else:
        office.act(office.calls.propose_earlier_compromise(organisation, key, since))
    click.echo("recorded")


@authority.command("standing")
@click.argument("organisation", type=_NUMBER)
@click.argument("change", type=click.Choice(["suspend", "reinstate", "withdraw"]))
@click.option("--reason", default=1, show_default=True, type=click.IntRange(1, 255), help="Reason code.")
@_acting
def standing_command(office: Office, organisation: int, change: str, reason: int) -> None:
    """Suspend, reinstate or for ever withdraw an organisation; earlier certificates keep their status (R52)."""
    acts = {
        "suspend": office.calls.suspend_organisation,
        "reinstate": office.calls.reinstate_organisation,
        "withdraw": office.calls.withdraw_organisation,
    }
    office.act(acts[change](organisation, reason))
    click.echo(f"organisation {organisation}: {change} recorded")


@authority.command("hold")
@click.argument("organisation", type=_NUMBER)
@click.option("--since", required=True, help="Day from which on anchors are held, such as 2026-06-01.")
@click.option("--reason", default=1, show_default=True, type=click.IntRange(1, 255), help="Reason code.")
@_acting
def hold_command(office: Office, organisation: int, since: str, reason: int) -> None:
    """Hold everything an organisation anchored since a day; lapses after 60 days. Prints the hold's index."""
    moment = _moment(since)
    click.echo(str(office.place_hold(HoldSubject.ORGANISATION, organisation, since=moment, reason=reason)))


@authority.command("lift-hold")
@click.argument("organisation", type=_NUMBER)
@click.argument("index", type=click.IntRange(0, 2**32 - 1))
@_acting
def lift_hold_command(office: Office, organisation: int, index: int) -> None:
    """Lift hold INDEX of an organisation."""
    office.act(office.calls.lift_hold(HoldSubject.ORGANISATION, organisation, index))
    click.echo("hold lifted")


@authority.command("account")
@click.argument("organisation", type=_NUMBER)
@account_argument
@click.argument("role", type=click.Choice([role.name.lower() for role in Role]))
@_acting
def account_command(office: Office, organisation: int, account: bytes, role: str) -> None:
    """Give ACCOUNT a role in an organisation (none takes it away); one account never has two."""
    office.set_account(organisation, account, Role[role.upper()])
    click.echo(f"0x{account.hex()} is {role}")


@authority.command("root")
@click.option("--propose", metavar="ACCOUNT", help="Name a successor.")
@click.option("--accept", is_flag=True, help="Take over, as the proposed successor.")
@_acting
def root_command(office: Office, propose: str | None, *, accept: bool) -> None:
    """Change the root authority, in two steps."""
    if (propose is None) is not accept:
        raise click.UsageError("give either --propose ACCOUNT or --accept")
    call = (
        office.calls.accept_root_authority()
        if propose is None
        else office.calls.propose_root_authority(parse_account(propose))
    )
    office.act(call)
    click.echo("recorded")


def parse_finality(text: str) -> Finality:
    """Read `instant`, `finalized` or a number of blocks."""
    if text == "instant":
        return Instant()
    if text == "finalized":
        return Tagged()
    if text.isascii() and text.isdecimal() and int(text) > 0:
        return Depth(int(text))
    raise click.BadParameter(f"{text} is no finality; write instant, finalized or a number of blocks")
