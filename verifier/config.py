"""The verifier's settings: one frozen value, built once at the door and passed on."""

import re
from dataclasses import dataclass

from certificate.standard import Standard
from chain.trust import TrustedNetwork
from verifier.errors import ConfigError
from verifier.reading.upload import MAXIMUM_UPLOAD

MAXIMUM_REQUEST = MAXIMUM_UPLOAD + 64 * 1024
"""Bytes of a request, before anything of it is read: the largest file with its wrapping."""

_HOST = re.compile(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?|\[[0-9A-Fa-f:]{2,45}\])(?::[0-9]{1,5})?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class VerifierConfig:
    """What one verifier trusts and how it presents itself; raises `ConfigError`.

    Arguments:
        standards: standards whose documents are at hand; a certificate must use their words.
        networks: the trusted networks, from the trust file; nothing in a certificate can add to them.
        rpc_timeout: seconds that one question to a node may take.
        public_host: the host name printed on the pages for readers to compare; None prints the one they used.
        allowed_hosts: host names (with port where it is not the usual one) that requests may name; empty allows all.
        maximum_request: bytes of a request that are read at all.
        utc_offset_minutes: the time zone on pages that show no certificate (else that of its standard).
    """

    networks: tuple[TrustedNetwork, ...]
    standards: tuple[Standard, ...] = ()
    rpc_timeout: float = 8.0
    public_host: str | None = None
    allowed_hosts: frozenset[str] = frozenset()
    maximum_request: int = MAXIMUM_REQUEST
    utc_offset_minutes: int = 480

    def __post_init__(self) -> None:
        hosts = self.allowed_hosts | ({self.public_host} if self.public_host is not None else set())
        for host in sorted(hosts):
            if not is_host(host):
                raise ConfigError(f"{host!r} is no host name; write it like verify.example.org or 127.0.0.1:8080")
        if self.maximum_request <= 0:
            raise ConfigError("maximum_request must be a positive number of bytes")
        if self.rpc_timeout <= 0:
            raise ConfigError("rpc_timeout must be a positive number of seconds")
        if abs(self.utc_offset_minutes) > 14 * 60:
            raise ConfigError("utc_offset_minutes must lie between -840 and 840")


def is_host(text: str) -> bool:
    """Tell whether `text` is a host name or address, with or without a port."""
    return _HOST.fullmatch(text) is not None
