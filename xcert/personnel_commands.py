"""`xcert authority person` and `site`: who may take part in assessments, and where (E30)."""

from pathlib import Path

import click

from assessment.codes import Role
from assessment.errors import RecordError
from assessment.records import PersonRecord, SiteRecord, read_record
from authority import (
    Appointment,
    Office,
    Register,
    add_site,
    end_person,
    fresh_salt,
    register_person,
    replace_account,
    report_compromised,
    set_person,
    set_site,
    set_site_scope,
    set_site_standing,
)
from authority.personnel import REGISTERED_ROLES
from chain.registry_values import Standing
from xcert.acting import MOMENT, NUMBER, READ, acting, json_option, moment_of, read_members, tell, with_register
from xcert.options import account_argument, parse_scope

_ROLE = click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice([role.name for role in REGISTERED_ROLES], case_sensitive=False),
    help="What the person may sign; several times.",
)
_FROM = click.option("--from", "start", required=True, help="First day, such as 2026-01-01.")
_UNTIL = click.option("--until", required=True, help="First day that is no longer covered.")
_ACCREDITOR = click.option("--accreditor", default=1, show_default=True, type=NUMBER, help="Number of the accreditor.")
_REASON = click.option("--reason", default=1, show_default=True, type=click.IntRange(1, 255), help="Reason code.")
_CHANGES = {"suspend": Standing.SUSPENDED, "reinstate": Standing.ACTIVE, "withdraw": Standing.WITHDRAWN}


@click.group()
def person() -> None:
    """Persons of assessments, by pseudonym: what is known of them stays in the register."""


@click.group()
def site() -> None:
    """Assessment sites, with their rooms and what they may be used for."""


@person.command("add")
@account_argument
@click.argument("record", type=READ)
@_ROLE
@_FROM
@_UNTIL
@_ACCREDITOR
@json_option
@acting
@with_register
def add_person_command(
    office: Office,
    register: Register,
    account: bytes,
    record: Path,
    roles: tuple[str, ...],
    start: str,
    until: str,
    accreditor: int,
    *,
    as_json: bool,
) -> None:
    """Register who signs with ACCOUNT, as RECORD tells, and print the person's number.

    RECORD is a JSON object: employer, organisation (0 = independent), qualifications, relations, trains
    (docs/evidence.md).
    """
    own = _read_person(record)
    number = register_person(office, register, accreditor, account, _appointment(roles, start, until), own)
    tell({"person": number, "account": f"0x{account.hex()}"}, str(number), as_json=as_json)


@person.command("set")
@click.argument("number", metavar="PERSON", type=NUMBER)
@click.argument("record", type=READ)
@_ROLE
@_FROM
@_UNTIL
@json_option
@acting
@with_register
def set_person_command(
    office: Office,
    register: Register,
    number: int,
    record: Path,
    roles: tuple[str, ...],
    start: str,
    until: str,
    *,
    as_json: bool,
) -> None:
    """Set employer, roles, dates and record of PERSON anew; what was signed before stands."""
    set_person(office, register, number, _appointment(roles, start, until), _read_person(record))
    tell({"person": number}, f"person {number} is set anew", as_json=as_json)


@person.command("replace")
@click.argument("number", metavar="PERSON", type=NUMBER)
@account_argument
@json_option
@acting
def replace_command(office: Office, number: int, account: bytes, *, as_json: bool) -> None:
    """Let PERSON sign with ACCOUNT from now on; the former account ends and is never anybody's again."""
    replace_account(office, number, account)
    words = f"person {number} signs with 0x{account.hex()}"
    tell({"person": number, "account": f"0x{account.hex()}"}, words, as_json=as_json)


@person.command("end")
@click.argument("number", metavar="PERSON", type=NUMBER)
@json_option
@acting
def end_command(office: Office, number: int, *, as_json: bool) -> None:
    """Let PERSON sign nothing from now on."""
    end_person(office, number)
    tell({"person": number, "ended": True}, f"person {number} signs nothing any more", as_json=as_json)


@person.command("compromise")
@account_argument
@click.option("--since", type=MOMENT, help="An earlier moment in Unix seconds. Default: now.")
@json_option
@acting
def compromise_command(office: Office, account: bytes, since: int | None, *, as_json: bool) -> None:
    """Report ACCOUNT compromised: it signs nothing any more, and an audit doubts what it signed since then (R4)."""
    moment = report_compromised(office, account, since=since)
    words = f"0x{account.hex()} counts as compromised since {moment}"
    tell({"account": f"0x{account.hex()}", "since": moment}, words, as_json=as_json)


@site.command("add")
@click.argument("record", type=READ)
@click.option("--scope", multiple=True, required=True, help="Family and levels, such as X-BIM:1,2; several times.")
@_FROM
@_UNTIL
@_ACCREDITOR
@json_option
@acting
@with_register
def add_site_command(
    office: Office,
    register: Register,
    record: Path,
    scope: tuple[str, ...],
    start: str,
    until: str,
    accreditor: int,
    *,
    as_json: bool,
) -> None:
    """Accredit a site with the rooms of RECORD and print its number.

    RECORD is a JSON object: name, owner (0 = none), latitude, longitude (microdegrees), rooms (docs/evidence.md).
    """
    dates = {"start": moment_of(start), "end": moment_of(until)}
    number = add_site(office, register, accreditor, _read_site(record), parse_scope(scope), **dates)
    tell({"site": number}, str(number), as_json=as_json)


@site.command("set")
@click.argument("number", metavar="SITE", type=NUMBER)
@click.argument("record", type=READ)
@_FROM
@_UNTIL
@json_option
@acting
@with_register
def set_site_command(
    office: Office, register: Register, number: int, record: Path, start: str, until: str, *, as_json: bool
) -> None:
    """Set dates, record and rooms of SITE anew."""
    set_site(office, register, number, _read_site(record), start=moment_of(start), end=moment_of(until))
    tell({"site": number}, f"site {number} is set anew", as_json=as_json)


@site.command("scope")
@click.argument("number", metavar="SITE", type=NUMBER)
@click.argument("scope")
@json_option
@acting
def site_scope_command(office: Office, number: int, scope: str, *, as_json: bool) -> None:
    """Let SITE be used for SCOPE, such as X-BIM:1,2."""
    ((family, levels),) = parse_scope((scope,)).items()
    set_site_scope(office, number, family, levels)
    tell({"site": number, "family": family, "levels": levels}, f"site {number} has {scope}", as_json=as_json)


@site.command("standing")
@click.argument("number", metavar="SITE", type=NUMBER)
@click.argument("change", type=click.Choice(list(_CHANGES)))
@_REASON
@json_option
@acting
def site_standing_command(office: Office, number: int, change: str, reason: int, *, as_json: bool) -> None:
    """Suspend, reinstate or for ever withdraw SITE."""
    set_site_standing(office, number, _CHANGES[change], reason=reason)
    tell({"site": number, "change": change}, f"site {number}: {change} recorded", as_json=as_json)


def _appointment(roles: tuple[str, ...], start: str, until: str) -> Appointment:
    return Appointment(frozenset(Role[name.upper()] for name in roles), moment_of(start), moment_of(until))


def _read_person(path: Path) -> PersonRecord:
    record = _read(path, "person")
    if not isinstance(record, PersonRecord):
        raise click.BadParameter(f"{path} is no record of a person")
    return record


def _read_site(path: Path) -> SiteRecord:
    record = _read(path, "site")
    if not isinstance(record, SiteRecord):
        raise click.BadParameter(f"{path} is no record of a site")
    return record


def _read(path: Path, kind: str) -> object:
    """Read a record without its type and salt, which are added here; the message repeats nothing of it."""
    members = read_members(path, f"record of a {kind}")
    try:
        return read_record({**members, "type": kind, "salt": fresh_salt()})
    except RecordError as error:
        raise click.BadParameter(f"{path} is no record of a {kind}: {error}") from error
