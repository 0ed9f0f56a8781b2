"""`xcert authority session`, `terms` and `register`: acts about single sessions, parameters, and what is opened."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import click

from assessment.codes import LATE_RULES
from assessment.errors import RecordError
from assessment.parameters import FORMAT, Parameters, read_parameters, write_parameters
from authority import Act, Office, Oversight, Register, open_register, publish_terms, set_terms
from authority.opening import FILE_NAME
from certificate.catalogue import standards_from_catalogue
from chain.faucet import LOCAL_CHAINS
from xcert.acting import NUMBER, READ, acting, json_option, read_members, tell, with_register
from xcert.demo.rehearsal import Rehearsal, number_of, open_terms, rehearse
from xcert.options import later_written, parse_session
from xcert.workspaces import catalogue_option, load_standards

_Option: TypeAlias = Callable[[Any], Any]
_FILE = click.Path(dir_okay=False, path_type=Path)
_CODE = click.option("--code", default=1, show_default=True, type=click.IntRange(1, 255), help="Reason code.")
_REASONS = click.option("--reasons", required=True, help="Why; kept in the register, only its hash is published.")
_RULE = click.option("--rule", required=True, type=click.Choice(LATE_RULES), help="The rule whose deadline was missed.")
_TERMS = click.IntRange(0, 2**16 - 1)


@click.group()
def session() -> None:
    """Single sessions: approve plans, hold, release, void, waive lateness, order evidence (E2, E28)."""


@click.group()
def terms() -> None:
    """The parameters that assessments are judged under."""


@click.group("register")
def register_group() -> None:
    """The authority's own records of persons, sites and reasons."""


def _parse_version(_context: click.Context, _parameter: click.Parameter, value: str | None) -> bytes | None:
    if value is not None and not re.fullmatch(r"[0-9a-f]{64}", value, re.ASCII):
        raise click.BadParameter(f"{value} is no version of a standard; write its 64 hexadecimal digits")
    return None if value is None else bytes.fromhex(value)


_SESSION = click.argument(
    "session_id", metavar="SESSION", callback=lambda _context, _parameter, value: parse_session(value)
)
_OUT = click.option(
    "--out",
    type=_FILE,
    callback=later_written,
    help="Write the signed event with its reasons to this file, for the organisation's evidence.",
)


def _act(name: str, *options: _Option) -> Callable[[Callable[..., Act]], click.Command]:
    """Make a command of a function that takes an `Oversight`, a session, and what `options` add, and acts."""

    def make(act: Callable[..., Act]) -> click.Command:
        def run(
            *, office: Office, register: Register, session_id: bytes, out: Path | None, as_json: bool, **named: object
        ) -> None:
            done = act(Oversight(office, register), session_id, **named)
            if out is not None:
                out.touch(mode=0o600)
                out.write_bytes(done.to_file(office))
            message = done.signed.message
            members = {"session": session_id.hex(), "event": message.code.name, "nonce": message.nonce}
            tell(members, f"session {session_id.hex()}: {message.code.name} recorded", as_json=as_json)

        run.__doc__ = act.__doc__
        decorated = json_option(acting(with_register(run)))
        for option in (_OUT, *options, _SESSION):
            decorated = option(decorated)
        return session.command(name)(decorated)

    return make


@_act("approve", _REASONS)
def approve_command(oversight: Oversight, session_id: bytes, reasons: str) -> Act:
    """Approve the plan of SESSION."""
    return oversight.approve(session_id, reasons)


@_act("reject", _REASONS)
def reject_command(oversight: Oversight, session_id: bytes, reasons: str) -> Act:
    """Reject the plan of SESSION; the organisation may file another one."""
    return oversight.reject(session_id, reasons)


@_act("hold", _CODE, _REASONS)
def hold_command(oversight: Oversight, session_id: bytes, code: int, reasons: str) -> Act:
    """Hold SESSION: nothing goes on, and its certificates are not current until it is released."""
    return oversight.hold(session_id, code, reasons)


@_act("release", _CODE, _REASONS)
def release_command(oversight: Oversight, session_id: bytes, code: int, reasons: str) -> Act:
    """End the hold on SESSION."""
    return oversight.release(session_id, code, reasons)


@_act("void", _CODE, _REASONS)
def void_command(oversight: Oversight, session_id: bytes, code: int, reasons: str) -> Act:
    """Declare SESSION void for ever; what it certified is not current any more."""
    return oversight.void(session_id, code, reasons)


@_act("waive", _RULE, _REASONS)
def waive_command(oversight: Oversight, session_id: bytes, rule: int, reasons: str) -> Act:
    """Waive that SESSION missed the deadline of a rule; the lateness itself stays on record."""
    return oversight.waive(session_id, rule, reasons)


@_act("order-evidence", _CODE, _REASONS)
def order_evidence_command(oversight: Oversight, session_id: bytes, code: int, reasons: str) -> Act:
    """Order the organisation to open the evidence of SESSION."""
    return oversight.order_evidence(session_id, code, reasons)


@session.command("rehearse")
@click.argument("organisation", type=NUMBER)
@click.argument("standard", metavar="FAMILY")
@click.argument("level", type=click.IntRange(1, 16))
@click.argument("candidates", type=click.IntRange(1, 2**24 - 1))
@click.option("--failed", default=0, show_default=True, type=click.IntRange(0, 2**24 - 1), help="Who did not pass.")
@click.option("--accreditor", default=1, show_default=True, type=NUMBER, help="Number of the accreditor that acts.")
@catalogue_option
@json_option
@acting
def rehearse_command(
    office: Office,
    organisation: int,
    standard: str,
    level: int,
    candidates: int,
    failed: int,
    accreditor: int,
    catalogue: Path | None,
    *,
    as_json: bool,
) -> None:
    """Bring a session of FAMILY to its decision with invented people, and print its digits; local chains only.

    It needs terms without leads (`xcert authority terms rehearse`). Nobody sat for anything, and an audit says so.
    """
    _require_local(office)
    known = load_standards(catalogue)
    if standard not in known:
        raise click.BadParameter(f"{standard} is not in the catalogue")
    rehearsal = Rehearsal(number_of(office, known[standard]), level, candidates, failed)
    made = rehearse(office, organisation, rehearsal, family=standard, accreditor=accreditor)
    tell({"session": made.hex()}, made.hex(), as_json=as_json)


@terms.command("rehearse")
@json_option
@acting
def open_terms_command(office: Office, *, as_json: bool) -> None:
    """Let sessions run through without waiting, on a local chain (root authority)."""
    _require_local(office)
    number = open_terms(office.sender, office.ledger)
    tell({"terms": number}, f"terms {number} set: nothing waits for anything", as_json=as_json)


@terms.command("publish")
@click.argument("parameters", required=False, type=READ)
@json_option
@acting
@with_register
def publish_terms_command(office: Office, register: Register, parameters: Path | None, *, as_json: bool) -> None:
    """Publish PARAMETERS (JSON, docs/evidence.md section 6; default: the regulations' own) and print their number.

    Members that are left out have their defaults. They judge nothing until `terms set`.
    """
    number = publish_terms(office, register, _read_parameters(parameters))
    tell({"terms": number}, str(number), as_json=as_json)


@terms.command("set")
@click.argument("number", metavar="TERMS", type=_TERMS)
@click.option("--standard", metavar="VERSION", callback=_parse_version, help="Version hash. Default: all others.")
@json_option
@acting
def set_terms_command(office: Office, number: int, standard: bytes | None, *, as_json: bool) -> None:
    """Let new sessions keep TERMS; 0 takes a standard's own away."""
    set_terms(office, number, standard=standard)
    shown = None if standard is None else standard.hex()
    tell({"terms": number, "standard": shown}, f"terms {number} set for {shown or 'all'}", as_json=as_json)


@register_group.command("export")
@click.option("--catalogue", type=READ, help="The standards, to be opened with the rest.")
@click.option("--out", type=_FILE, default=Path(FILE_NAME), show_default=True, callback=later_written)
@json_option
@acting
@with_register
def export_command(office: Office, register: Register, catalogue: Path | None, out: Path, *, as_json: bool) -> None:
    """Open persons, sites, parameters and standards in one file for auditors and organisations."""
    standards = standards_from_catalogue(catalogue.read_bytes()).values() if catalogue else ()
    opening = open_register(office, register, standards)
    out.touch(mode=0o600)
    out.write_bytes(opening.data)
    lacking = "; no record here of " + ", ".join(opening.missing) if opening.missing else ""
    lines = opening.data.count(b"\n") - 1
    tell({"lines": lines, "missing": list(opening.missing)}, f"{lines} lines in {out}{lacking}", as_json=as_json)


def _require_local(office: Office) -> None:
    if office.chain not in LOCAL_CHAINS:
        raise click.UsageError("a rehearsal is for local chains; a real session is run with `xcert issuer session`")


def _read_parameters(path: Path | None) -> Parameters:
    if path is None:
        return Parameters()
    given = read_members(path, "document of parameters")
    defaults = json.loads(write_parameters(Parameters()))
    try:
        return read_parameters({**defaults, **given, "format": FORMAT})
    except RecordError as error:
        raise click.BadParameter(f"{path} is no document of parameters: {error}") from error
