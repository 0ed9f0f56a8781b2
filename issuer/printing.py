"""Released certificates on paper: the values of each sheet, its QR link, and the files of a whole batch."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final

from certificate.bundle import Bundle
from certificate.errors import CertificateError
from certificate.qr_payload import encode_link
from certificate.standard import Standard
from chain.trust import TrustedNetwork
from issuer.errors import ReleaseError
from issuer.outputs import Outputs, write_output
from issuer.paper import Bilingual, PaperError, Press, Sheet, encode, png
from issuer.roster import IdDocument, IdType
from issuer.settings import Settings
from issuer.workers import Workers

_PIECE: Final = 16
_KINDS: Final = {
    IdType.RESIDENT_CARD: ("居民身份证", "Resident identity card"),
    IdType.RESIDENCE_PERMIT: ("居留类证件", "Residence permit"),
    IdType.PASSPORT: ("护照", "Passport"),
}


@dataclass(frozen=True, slots=True)
class Printable:
    """A released certificate: its number, its exact bytes, and the holder's document."""

    number: str
    file: bytes
    document: IdDocument


@dataclass(frozen=True, slots=True)
class PrintingTask:
    """What the sheets of one submission have in common."""

    standard: Standard
    settings: Settings
    trusted: TrustedNetwork


@dataclass(frozen=True, slots=True)
class Unprinted:
    """A certificate that is valid and released, but cannot be put on paper, and why."""

    number: str
    problem: str


@dataclass(frozen=True, slots=True)
class _Printed:
    number: str
    pdf: bytes | None = None
    qr: bytes | None = None
    problem: str = ""


def print_batch(
    workers: Workers,
    task: PrintingTask,
    certificates: Sequence[Printable],
    outputs: Outputs,
    *,
    advance: Callable[[int], None] = lambda _: None,
) -> list[Unprinted]:
    """Write the PDF and QR files that `outputs` asks for; return what could not be printed. Raises `ReleaseError`."""
    pieces = [certificates[start : start + _PIECE] for start in range(0, len(certificates), _PIECE)]
    work = partial(_print, task, outputs.pdf, outputs.qr is not None)
    unprinted = []
    for printed in workers.map(work, pieces):
        advance(len(printed))
        for entry in printed:
            if entry.pdf is not None:
                write_output(outputs.certificates, entry.number, "pdf", entry.pdf)
            if entry.qr is not None and outputs.qr is not None:
                write_output(outputs.qr, entry.number, "png", entry.qr)
            if entry.problem:
                unprinted.append(Unprinted(entry.number, entry.problem))
    return unprinted


def _print(task: PrintingTask, pdf: bool, qr: bool, piece: Sequence[Printable]) -> list[_Printed]:  # noqa: FBT001
    return [_print_one(task, entry, pdf=pdf, qr=qr) for entry in piece]


def _print_one(task: PrintingTask, entry: Printable, *, pdf: bool, qr: bool) -> _Printed:
    try:
        link = link_of(entry.number, entry.file, task.settings)
        image = png(encode(link)) if qr else None
        page = _press().pdf(sheet_of(entry, task)) if pdf else None
    except (PaperError, ReleaseError) as error:
        return _Printed(entry.number, problem=str(error))
    return _Printed(entry.number, page, image)


@lru_cache(maxsize=1)
def _press() -> Press:
    # Loading the font takes longer than a hundred sheets; each process keeps one press.
    return Press()


def link_of(number: str, file: bytes, settings: Settings) -> str:
    """Return the text of the QR code of a certificate `file`; raises `ReleaseError` if no code can carry it."""
    try:
        return encode_link(file, verifier=settings.verifier)
    except CertificateError as error:
        raise ReleaseError(f"certificate {number}: {error}", number=number, reason="input-qr") from error


def sheet_of(entry: Printable, task: PrintingTask) -> Sheet:
    """Return what is printed of a certificate; raises `PaperError` for what cannot be printed."""
    bundle = Bundle.parse(entry.file)
    certificate = bundle.certificate
    level = task.standard.level(certificate.achievement.level).title
    return Sheet(
        holder_name=certificate.holder.name,
        holder_document=masked(entry.document),
        standard=Bilingual(task.standard.title.zh, task.standard.title.en),
        level=Bilingual(level.zh, level.en),
        organisation_zh=certificate.issuer.name,
        organisation_en=task.settings.name_en,
        certificate_number=certificate.number,
        issued_on=certificate.term.issued,
        certificate_json=entry.file,
        link=link_of(entry.number, entry.file, task.settings),
        key_fingerprint=fingerprint(bundle.issuer_proof.key),
        network=Bilingual(task.trusted.name_zh, task.trusted.name_en),
        test_network=task.trusted.network.test,
    )


def masked(document: IdDocument) -> Bilingual:
    """Name the kind of `document` and its last four characters, which is all that a sheet may show (domain, 9)."""
    zh, en = _KINDS[document.kind]
    end = document.number[-4:]
    return Bilingual(f"{zh} 尾号 {end}", f"{en} ending in {end}")


def fingerprint(key: bytes) -> str:
    """Return the first 8 bytes of the SHA-256 of a public `key`, in groups that people can compare."""
    digits = hashlib.sha256(key).hexdigest()[:16].upper()
    return " ".join(digits[start : start + 4] for start in range(0, 16, 4))
