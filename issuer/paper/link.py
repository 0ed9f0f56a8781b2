"""The verifier's link: the only kind of text that a certificate's QR code carries (docs/format.md, section 6)."""

import re

from issuer.paper.errors import LinkError

# A demo's verifier runs on plain http and a port. User names, queries and escapes are left out: they are how a
# look-alike address hides its host, and this address is printed for people to compare.
_LINK = re.compile(r"https?://[A-Za-z0-9.\-\[\]:/_~]{1,120}/v#[1-9][0-9]?/[0-9A-Z$*\-.:]{1,4000}", re.ASCII)


def require_link(link: str) -> None:
    """Refuse `link` unless it is `http(s)://VERIFIER/v#N/<base41>`; raises `LinkError`."""
    if not _LINK.fullmatch(link):
        raise LinkError("a QR link has the form https://VERIFIER/v#1/ and base41 digits; make it with the QR payload")


def verifier_of(link: str) -> str:
    """Return what stands before the fragment of `link`, the address that people type."""
    return link.partition("#")[0]
