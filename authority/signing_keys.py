"""Signing keys of organisations: registered only with a proof of possession that was checked."""

from authority.errors import RequestError
from authority.office import Office
from certificate.errors import ProofError
from certificate.requests import KeyRequest


def register_key(office: Office, request: KeyRequest, *, valid_from: int = 0) -> None:
    """Register the key of `request`, in force from `valid_from` (Unix seconds, 0 = now).

    The contract cannot verify Ed25519 and every reader does (V7); checking here keeps a wrong proof off the chain.
    Raises `RequestError` if the request is for another registry or its proof does not hold.
    """
    if (request.chain, request.registry) != (office.chain, office.accreditation):
        raise RequestError(
            f"the request is for registry 0x{request.registry.hex()} on chain {request.chain}; "
            "ask the organisation for one made with this trust file"
        )
    try:
        request.verify()
    except ProofError as error:
        raise RequestError(
            f"the request does not prove that organisation {request.organisation} has the key; ask it for a new one"
        ) from error
    office.act(office.calls.register_key(request.organisation, request.key, request.possession, valid_from=valid_from))
