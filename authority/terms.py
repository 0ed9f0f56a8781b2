"""The parameters that assessments are judged under: published for ever, and set for a standard or for all (E30)."""

from assessment.parameters import Parameters
from authority.errors import RequestError
from authority.office import Office
from authority.register import Register
from chain.ledger_calls import LedgerCalls
from chain.ledger_values import PublishedTerms


def publish_terms(office: Office, register: Register, parameters: Parameters) -> int:
    """Publish `parameters` and return the number of their terms; the document is kept first. Root authority only."""
    call = LedgerCalls(office.ledger).publish_terms(PublishedTerms(parameters.terms, parameters.hash))
    office.sender.prepare(call)
    register.keep_parameters(parameters)
    return office.event(office.act(call), "TermsPublished", contract=office.ledger).number("termsNo")


def set_terms(office: Office, number: int, *, standard: bytes | None = None) -> None:
    """Let new sessions of the standard version `standard`, or of all that have none of their own, keep these terms.

    Raises `RequestError` for a version that was never published.
    """
    standard_number = 0
    if standard is not None:
        published = office.views.standard(standard)
        if published is None:
            raise RequestError(f"no standard version {standard.hex()} was published; publish it first")
        standard_number = published.number
    office.act(LedgerCalls(office.ledger).set_terms(standard_number, number))
