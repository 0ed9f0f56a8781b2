"""Generated certificates: every text a document may hold, and every optional part."""

import uuid
from datetime import date

from hypothesis import strategies as st

from certificate.address import Address
from certificate.anchor_proof import AnchorProof
from certificate.bundle import Bundle
from certificate.document import Achievement, Certificate, Holder, Term
from certificate.errors import MalformedError
from certificate.identity import HashedIdentity, IdentityType
from certificate.issuer_proof import IssuerProof
from certificate.profile import Profile
from certificate.text import require_text
from tests.builders import SeededSigner

AWKWARD = [
    'O\'Neill "Q" \\ back',
    "𠅤𪚥 䶮",
    "Jürgen Müller-Lüdenscheid",
    "阿卜杜热西提·买买提",
    "a<b>&c",
    "=1+1",
    "{}[],:",
    "é'",
]


def allowed(text: str) -> bool:
    try:
        require_text(text, what="text")
    except MalformedError:
        return False
    return True


texts = st.one_of(st.sampled_from(AWKWARD), st.text(min_size=1, max_size=30).filter(allowed))
hashes = st.binary(min_size=32, max_size=32)
hosts = st.sampled_from(["a.example", "zhongke.example", "xn--fiq228c.example", "cert.org.example:8443"])


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    host = draw(hosts)
    web = "did:web:" + host.replace(":", "%3A")
    did = draw(st.sampled_from([web, web + ":issuer"]))
    return Profile(did, draw(texts), "https://" + host + draw(st.sampled_from(["", "/xcert", "/a/b_c"])))


@st.composite
def certificates(draw: st.DrawFn) -> Certificate:
    issued = draw(st.dates(date(2019, 1, 1), date(2090, 1, 1)))
    document = draw(st.sampled_from([kind for kind in IdentityType if kind is not IdentityType.PHOTOGRAPH]))
    photograph = draw(st.none() | hashes.map(lambda digest: HashedIdentity(IdentityType.PHOTOGRAPH, digest)))
    return Certificate(
        id=str(uuid.UUID(bytes=draw(st.binary(min_size=16, max_size=16)), version=4)),
        issuer=draw(profiles()),
        address=Address(
            draw(st.sampled_from([1, 137, 1337, 31337, 2**63 - 1])),
            draw(st.binary(min_size=20, max_size=20)),
            draw(st.integers(1, 2**32 - 1)),
            draw(hashes),
            draw(st.integers(0, 2**30 - 1)),
            draw(st.integers(0, 1_023)),
        ),
        holder=Holder(draw(texts), HashedIdentity(document, draw(hashes)), photograph),
        number=draw(texts),
        achievement=Achievement(
            draw(st.sampled_from(["X-BIM", "N-SRB", "AB2"])),
            draw(hashes),
            draw(st.integers(1, 16)),
            draw(texts),
            draw(texts),
            draw(texts),
        ),
        term=Term(
            issued,
            draw(st.none() | st.dates(issued, date(2099, 1, 1))),
            draw(st.sampled_from([480, 0, -210, 345, -840])),
        ),
    )


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    """A bundle in the one accepted form; its signature is of the right shape, not right."""
    proof = IssuerProof("2026-06-20T08:00:00Z", SeededSigner().public_key, draw(st.binary(min_size=64, max_size=64)))
    return Bundle(draw(certificates()), proof, AnchorProof(tuple(draw(st.lists(hashes, max_size=10)))))
