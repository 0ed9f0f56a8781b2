"""Errors of the authority: an act that would be wrong even though the registry might take it."""


class AuthorityError(Exception):
    """The base of every refusal in this package."""


class RequestError(AuthorityError):
    """A request does not fit this registry, or does not prove what it claims."""


class RegisterError(AuthorityError):
    """The authority's register of records cannot be used."""


class SessionError(AuthorityError):
    """An act about an assessment session that would be wrong: an unknown session, or a rule that was not broken."""
