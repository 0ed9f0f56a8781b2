"""How large QR codes become in a full batch of 1,024: real names and titles, every standard and level of the catalogue.

Bars (design.md, section 7): version 22 or less, printed at 40 mm, for 95 % of realistic certificates; 26 or less,
printed at 50 mm, for the longest names and titles; never version 23.
"""

import csv
import io
import random
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, cast

import pytest
import zxingcpp
from PIL import Image

from certificate.address import Address
from certificate.anchor_proof import AnchorProof
from certificate.bundle import Bundle
from certificate.catalogue import CatalogueEntry, read_catalogue
from certificate.document import Certificate, Holder, Term
from certificate.identity import IdentityType, hash_identity
from certificate.issuer_proof import sign_certificate
from certificate.profile import Profile
from certificate.qr_payload import decode_link, encode_link
from issuer.drafting import achievement_of
from issuer.paper import encode, png
from tests.builders import SeededSigner
from tests.nodes import ROOT

DATA = ROOT / "xcert" / "data"
VERIFIER = "https://verify.example.org"
LONG_VERIFIER = "https://certificates.verification.vocational-skills.example.org"
ENTRIES = read_catalogue((DATA / "catalogue.json").read_bytes())
PATH = 10
"""Nodes in the path of every certificate of a full batch."""
LARGEST_AT_40_MM = 22
LARGEST_AT_50_MM = 26
MISREAD = 23
ISSUED = datetime(2026, 6, 20, 8, tzinfo=UTC)


def names() -> list[str]:
    """The names of both good rosters, 3,371 in all."""
    found = []
    for roster in ("roster-bim-71.csv", "roster-log-3300.csv"):
        with (DATA / "rosters" / roster).open(encoding="utf-8-sig", newline="") as file:
            found += [row["姓名"] for row in csv.DictReader(file)]
    return found


def longest(texts: Iterable[str], count: int) -> list[str]:
    return sorted(set(texts), key=lambda text: (-len(text.encode()), text))[:count]


ORGANISATIONS = [entry.awarding_organisation.zh for entry in ENTRIES if entry.awarding_organisation]
LEVELS = [(entry, level + 1) for entry in ENTRIES for level in range(len(entry.standard.levels))]


def invented(seed: int) -> random.Random:
    """Values that only have to look random, the same on every run."""
    return random.Random(seed)  # noqa: S311 - test data


def file_of(
    entry: CatalogueEntry, level: int, name: str, chosen: random.Random, *, organisation: str | None = None
) -> bytes:
    """A certificate of a full batch; hashes, keys and numbers are as random, and as long, as real ones."""
    standard = entry.standard
    known = entry.awarding_organisation
    host = f"{standard.family.lower()}-awards.example.cn"
    issuer = organisation or (known.zh if known else longest(ORGANISATIONS, 1)[0])
    certificate = Certificate(
        id=str(uuid.UUID(int=chosen.getrandbits(128), version=4)),
        issuer=Profile(f"did:web:{host}", issuer, f"https://{host}"),
        address=Address(1_313_161_555, chosen.randbytes(20), 12_345, chosen.randbytes(32), 64, chosen.randrange(1_024)),
        holder=Holder(
            name,
            hash_identity(
                IdentityType.NATIONAL_IDENTITY_NUMBER, b"990101199001010019", salt=chosen.randbytes(16).hex()
            ),
        ),
        number=f"S0000990000012610{chosen.randrange(10_000, 99_999)}",
        achievement=achievement_of(standard, level),
        term=Term(date(2026, 6, 20), None, standard.utc_offset_minutes),
    )
    proof = sign_certificate(certificate, SeededSigner(), created=ISSUED)
    path = tuple(chosen.randbytes(32) for _ in range(PATH))
    return Bundle(certificate, proof, AnchorProof(path)).to_bytes()


def extra(code: zxingcpp.Barcode) -> Mapping[str, Any]:
    """What the reader says beside the text; its type stubs call it an object."""
    return cast("Mapping[str, Any]", code.extra)


def version_of(file: bytes, verifier: str = VERIFIER) -> int:
    """The version of the code as zxing-cpp reads it back from the printed picture, which carries `file`."""
    link = encode_link(file, verifier=verifier)
    symbol = encode(link)
    side = len(symbol.rows)
    picture = Image.frombytes("L", (side, side), b"".join(symbol.rows)).point(lambda dark: 0 if dark else 255)
    code = zxingcpp.read_barcode(picture, is_pure=True)
    assert code is not None
    assert decode_link(code.text) == file
    assert int(extra(code)["Version"]) == symbol.version
    return symbol.version


def realistic() -> Iterator[bytes]:
    """A thousand certificates: each standard and level, with names drawn from both rosters."""
    chosen = invented(2026)
    everybody = names()
    assert len(everybody) == 3_371
    for entry, level in LEVELS:
        for name in chosen.sample(everybody, 27):
            yield file_of(entry, level, name, chosen)


def tell(what: str, versions: Counter[int], record_property: Callable[[str, object], None]) -> None:
    """Put the distribution where a report and a person with `pytest -s` find it."""
    record_property(what, dict(sorted(versions.items())))
    print(f"{what}: {dict(sorted(versions.items()))} of {versions.total()}")


def test_realistic_certificates_print_at_40_millimetres(record_property: Callable[[str, object], None]) -> None:
    versions = Counter(version_of(file) for file in realistic())
    tell("QR versions of realistic certificates in a batch of 1,024", versions, record_property)
    small = sum(count for version, count in versions.items() if version <= LARGEST_AT_40_MM)
    assert versions.total() >= 1_000
    assert small >= 0.95 * versions.total()
    assert MISREAD not in versions


def test_the_longest_names_and_titles_print_at_50_millimetres(record_property: Callable[[str, object], None]) -> None:
    """The five longest names, with the title of every standard and level."""
    chosen = invented(2027)
    versions = Counter(
        version_of(file_of(entry, level, name, chosen)) for entry, level in LEVELS for name in longest(names(), 5)
    )
    tell("QR versions of the longest names with every title", versions, record_property)
    assert versions.total() == 5 * len(LEVELS)
    assert max(versions) <= LARGEST_AT_50_MM
    assert MISREAD not in versions


def test_the_longest_of_everything_at_once_prints_at_50_millimetres(
    record_property: Callable[[str, object], None],
) -> None:
    """The longest name, organisation and verifier's address, with every title, at the size on paper."""
    chosen = invented(2028)
    (name,), (organisation,) = longest(names(), 1), longest(ORGANISATIONS, 1)
    versions: Counter[int] = Counter()
    for entry, level in LEVELS:
        file = file_of(entry, level, name, chosen, organisation=organisation)
        versions[version_of(file, LONG_VERIFIER)] += 1
    tell("QR versions of the longest of everything", versions, record_property)
    assert max(versions) <= LARGEST_AT_50_MM
    assert MISREAD not in versions


@pytest.mark.parametrize(
    ("entry", "level"), LEVELS, ids=[f"{entry.standard.family}-{level}" for entry, level in LEVELS]
)
def test_the_picture_at_300_dpi_reads_back(entry: CatalogueEntry, level: int) -> None:
    file = file_of(entry, level, longest(names(), 1)[0], invented(level))
    picture = png(encode(encode_link(file, verifier=VERIFIER)))
    with_border = zxingcpp.read_barcode(Image.open(io.BytesIO(picture)))
    assert with_border is not None
    assert decode_link(with_border.text) == file
