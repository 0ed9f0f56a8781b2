"""Accrediting an organisation: from its request to a number, a scope and its accounts."""

from collections.abc import Mapping
from dataclasses import dataclass

from authority.office import Office
from certificate.requests import AccreditationRequest
from chain.registry_values import Role


@dataclass(frozen=True, slots=True)
class Admission:
    """What an organisation is admitted to.

    Arguments:
        accreditor: the number of the accreditor it stands under.
        scope: levels (bit 0 = level 1) by code of the standard family.
        start, end: Unix seconds; half-open.
        cap: certificates in a rolling year, 0 for no cap.
    """

    accreditor: int
    scope: Mapping[str, int]
    start: int
    end: int
    cap: int = 0


def admit(office: Office, request: AccreditationRequest, admission: Admission) -> int:
    """Accredit the organisation of `request` and return its number.

    The registry keeps the commitment to DID, name and URL, so that nobody can sign under another name (V8).
    Raises `RevertedError` for what the registry refuses, such as a scope outside the accreditor's own.
    """
    receipt = office.act(
        office.calls.accredit_organisation(
            admission.accreditor,
            profile=request.profile.commitment(),
            did=request.profile.did,
            start=admission.start,
            end=admission.end,
            cap=admission.cap,
            administration=request.administration,
        )
    )
    number = office.event(receipt, "OrganisationAccredited").number("organisation")
    office.set_account(number, request.anchoring, Role.ANCHORING)
    for family, levels in admission.scope.items():
        office.set_scope(number, family, levels, start=admission.start, end=admission.end)
    return number
