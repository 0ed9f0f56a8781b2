"""`xcert authority`: the regulator and its accreditors; persons, sites and sessions have groups of their own."""

from pathlib import Path

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
from issuer.passphrase import AskPassphrase
from xcert.accounts import create_account, open_account
from xcert.acting import MOMENT, NUMBER, READ, acting, json_option, moment_of, tell
from xcert.options import account_argument, later_written, open_node, parse_account, parse_scope, url_option
from xcert.oversight_commands import register_group, session, terms
from xcert.personnel_commands import person, site
from xcert.progress import DrawnProgress
from xcert.secrets import passphrase_options, prompt

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def authority() -> None:
    """The regulator and its accreditors: who may certify what, with which keys, until when."""


@authority.command("key")
@click.argument("path", type=_FILE)
@passphrase_options
def key_command(path: Path, ask: AskPassphrase | None) -> None:
    """Make a new account in the encrypted file PATH and print its address."""
    account = create_account(path, ask or prompt(new=True))
    click.echo(f"0x{account.address.hex()}")


@authority.command("deploy")
@click.option("--key", required=True, type=READ, help="Encrypted file of the root authority's account.")
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
@click.option("--trust-out", type=_FILE, default=Path("trust.json"), show_default=True, callback=later_written)
@click.option(
    "--deployment-out", type=_FILE, default=Path("deployment.json"), show_default=True, callback=later_written
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
    """Put the contracts on a chain and write the trust file that readers of this network need."""
    account = open_account(key, ask or prompt())
    deployment, trusted = deploy_registries(
        open_node(url), account, finality=parse_finality(finality), rpc=[url], maximum_head_age=max_head_age
    )
    trust_out.write_bytes(write_trust([trusted]))
    deployment_out.write_bytes(write_deployment(deployment))
    click.echo(f"contracts deployed on eip155:{deployment.chain}; readers need {trust_out}")


@authority.command("accreditor")
@account_argument
@click.option("--scope", multiple=True, required=True, help="Family and levels, such as X-BIM:1,2,3; several times.")
@click.option("--until", required=True, help="First day that is no longer covered, such as 2036-01-01.")
@click.option("--from", "start", default="2019-01-01", show_default=True, help="First day.")
@acting
def accreditor_command(office: Office, account: bytes, scope: tuple[str, ...], until: str, start: str) -> None:
    """Add ACCOUNT as an accreditor and print its number (root authority)."""
    number = office.add_accreditor(account, parse_scope(scope), start=moment_of(start), end=moment_of(until))
    click.echo(str(number))


@authority.command("publish")
@click.argument("catalogue", type=READ)
@acting
def publish_command(office: Office, catalogue: Path) -> None:
    """Publish the standards of CATALOGUE that the registry does not know yet (accreditor or root authority)."""
    standards = standards_from_catalogue(catalogue.read_bytes()).values()
    drawn = DrawnProgress()
    drawn.start("publishing", len(standards))
    published = publish_standards(office, standards, done=lambda _standard: drawn.advance(1))
    drawn.finish()
    click.echo(f"{published} published, {len(standards) - published} were there already")


@authority.command("accredit")
@click.argument("request", type=READ)
@click.option("--accreditor", default=1, show_default=True, type=NUMBER, help="Number of the accreditor.")
@click.option("--scope", multiple=True, required=True, help="Family and levels, such as X-BIM:1,2; several times.")
@click.option("--from", "start", required=True, help="First day, such as 2026-01-01.")
@click.option("--until", required=True, help="First day that is no longer covered.")
@click.option(
    "--cap",
    default=0,
    show_default=True,
    type=click.IntRange(0, 2**32 - 1),
    help="Candidates in a rolling year; 0 is no cap.",
)
@acting
def accredit_command(
    office: Office, request: Path, accreditor: int, scope: tuple[str, ...], start: str, until: str, cap: int
) -> None:
    """Accredit the organisation that made REQUEST and print its number (accreditor)."""
    admission = Admission(accreditor, parse_scope(scope), moment_of(start), moment_of(until), cap)
    click.echo(str(admit(office, read_accreditation_request(request.read_bytes()), admission)))


@authority.command("register-key")
@click.argument("request", type=READ)
@acting
def register_key_command(office: Office, request: Path) -> None:
    """Register the signing key of REQUEST after checking its proof of possession."""
    register_key(office, read_key_request(request.read_bytes()))
    click.echo("key registered")


@authority.command("retire-key")
@click.argument("organisation", type=NUMBER)
@click.argument("key_text", metavar="KEY")
@acting
def retire_key_command(office: Office, organisation: int, key_text: str) -> None:
    """Retire KEY (z6Mk…) now: what it signed stays valid, nothing new is accepted."""
    office.act(office.calls.retire_key(organisation, from_multikey(key_text)))
    click.echo("key retired")


@authority.command("compromise-key")
@click.argument("organisation", type=NUMBER)
@click.argument("key_text", metavar="KEY")
@click.option("--since", type=MOMENT, help="An earlier moment in Unix seconds; needs a second person.")
@click.option("--confirm", is_flag=True, help="Be that second person.")
@acting
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
@click.argument("organisation", type=NUMBER)
@click.argument("change", type=click.Choice(["suspend", "reinstate", "withdraw"]))
@click.option("--reason", default=1, show_default=True, type=click.IntRange(1, 255), help="Reason code.")
@acting
def standing_command(office: Office, organisation: int, change: str, reason: int) -> None:
    """Suspend, reinstate or for ever withdraw an organisation; earlier certificates keep their status (R52)."""
    acts = {
        "suspend": office.calls.suspend_organisation,
        "reinstate": office.calls.reinstate_organisation,
        "withdraw": office.calls.withdraw_organisation,
    }
    office.act(acts[change](organisation, reason))
    click.echo(f"organisation {organisation}: {change} recorded")


_SUBJECT = click.option(
    "--on",
    "subject",
    type=click.Choice([subject.name.lower() for subject in HoldSubject]),
    default="organisation",
    show_default=True,
    help="What SUBJECT is the number of; a hold on an accreditor covers all its organisations.",
)


@authority.command("hold")
@click.argument("number", metavar="SUBJECT", type=NUMBER)
@_SUBJECT
@click.option("--since", required=True, help="Day from which on anchors are held, such as 2026-06-01.")
@click.option("--reason", default=1, show_default=True, type=click.IntRange(1, 255), help="Reason code.")
@json_option
@acting
def hold_command(office: Office, number: int, subject: str, since: str, reason: int, *, as_json: bool) -> None:
    """Hold everything that SUBJECT anchored since a day; lapses after 60 days. Prints the hold's index."""
    index = office.place_hold(HoldSubject[subject.upper()], number, since=moment_of(since), reason=reason)
    tell({"hold": index, "on": subject, "number": number}, str(index), as_json=as_json)


@authority.command("lift-hold")
@click.argument("number", metavar="SUBJECT", type=NUMBER)
@click.argument("index", type=click.IntRange(0, 2**32 - 1))
@_SUBJECT
@json_option
@acting
def lift_hold_command(office: Office, number: int, index: int, subject: str, *, as_json: bool) -> None:
    """Lift hold INDEX of SUBJECT."""
    office.act(office.calls.lift_hold(HoldSubject[subject.upper()], number, index))
    tell({"lifted": index, "on": subject, "number": number}, "hold lifted", as_json=as_json)


@authority.command("cap")
@click.argument("organisation", type=NUMBER)
@click.argument("cap", type=click.IntRange(0, 2**32 - 1))
@json_option
@acting
def cap_command(office: Office, organisation: int, cap: int, *, as_json: bool) -> None:
    """Set how many candidates an organisation may lock in a rolling year (R5); 0 is no cap."""
    office.act(office.calls.set_cap(organisation, cap))
    words = f"organisation {organisation}: {f'{cap} candidates a year' if cap else 'no cap'}"
    tell({"organisation": organisation, "cap": cap}, words, as_json=as_json)


@authority.command("account")
@click.argument("organisation", type=NUMBER)
@account_argument
@click.argument("role", type=click.Choice([role.name.lower() for role in Role]))
@acting
def account_command(office: Office, organisation: int, account: bytes, role: str) -> None:
    """Give ACCOUNT a role in an organisation (none takes it away); one account never has two."""
    office.set_account(organisation, account, Role[role.upper()])
    click.echo(f"0x{account.hex()} is {role}")


@authority.command("root")
@click.option("--propose", metavar="ACCOUNT", help="Name a successor.")
@click.option("--accept", is_flag=True, help="Take over, as the proposed successor.")
@acting
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


for _group in (person, site, terms, session, register_group):
    authority.add_command(_group)


def parse_finality(text: str) -> Finality:
    """Read `instant`, `finalized` or a number of blocks."""
    if text == "instant":
        return Instant()
    if text == "finalized":
        return Tagged()
    if text.isascii() and text.isdecimal() and int(text) > 0:
        return Depth(int(text))
    raise click.BadParameter(f"{text} is no finality; write instant, finalized or a number of blocks")
