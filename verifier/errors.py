"""Errors of this package. A fault of the chain is none of them: it is an answer, COULD_NOT_CHECK."""

from verifier.input_reason import InputReason


class VerifierError(Exception):
    """The base of every error in this package."""


class InputError(VerifierError):
    """There is nothing to judge in what was sent: `reason` says why. It says nothing about a certificate."""

    def __init__(self, reason: InputReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class ConfigError(VerifierError):
    """A setting of the verifier cannot be used; the message names the setting and what it may be."""
