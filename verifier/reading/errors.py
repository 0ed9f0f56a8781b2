"""Why an upload gives nothing to verify. None of these says anything about a certificate: it could not be read."""

import enum

from verifier.errors import VerifierError


class ReadingFault(enum.Enum):
    """The values are stable codes (docs/verdicts.md, last section); pages find their sentences by them."""

    MISSING = "input-missing"
    TOO_LARGE = "input-too-large"
    UNKNOWN_FILE_TYPE = "input-unknown-file-type"
    FILE_UNREADABLE = "input-file-unreadable"
    PDF_LOCKED = "input-pdf-locked"
    NO_CERTIFICATE = "input-no-certificate"
    SEVERAL_CERTIFICATES = "input-several-certificates"
    PICTURE_TOO_LARGE = "input-picture-too-large"
    NO_QR_CODE = "input-no-qr-code"
    NOT_A_LINK = "input-not-a-link"


_SENTENCES = {
    ReadingFault.MISSING: "the file is empty; choose the certificate's file again",
    ReadingFault.TOO_LARGE: "the file is larger than 12 MB; send the original PDF, or a smaller photo of the QR code",
    ReadingFault.UNKNOWN_FILE_TYPE: "the file is neither PDF, PNG, JPEG nor JSON; send one of these",
    ReadingFault.FILE_UNREADABLE: "the file is damaged; send the original file, or take the picture again",
    ReadingFault.PDF_LOCKED: "the PDF is encrypted; send the original file without a password",
    ReadingFault.NO_CERTIFICATE: (
        "the PDF carries no certificate.json, as happens when it was printed, scanned or merged; "
        "send the original file, or a photo of its QR code"
    ),
    ReadingFault.SEVERAL_CERTIFICATES: "the file holds more than one certificate; send one at a time",
    ReadingFault.PICTURE_TOO_LARGE: "the picture has too many pixels to be decoded; send a smaller one",
    ReadingFault.NO_QR_CODE: "no QR code can be read in the picture; photograph it closer, sharp and evenly lit",
    ReadingFault.NOT_A_LINK: "the QR code in the picture is not that of a certificate; photograph the printed one",
}


class ReadingError(VerifierError):
    """The upload holds nothing that could be verified; `fault` is the reason, `code` its stable text."""

    def __init__(self, fault: ReadingFault) -> None:
        """Keep `fault` and give its English sentence as the message."""
        super().__init__(_SENTENCES[fault])
        self.fault = fault

    @property
    def code(self) -> str:
        """Return the stable code of the reason."""
        return self.fault.value
