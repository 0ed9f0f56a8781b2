"""Errors of the format: the data is bad."""


class CertificateError(Exception):
    """The base of every refusal in this package."""


class MalformedError(CertificateError):
    """Bytes are not the one accepted spelling of what they claim to be (docs/format.md, sections 1 to 5)."""


class UnknownVersionError(CertificateError):
    """The file names a version of the format that this reader does not know."""


class UnreadableError(CertificateError):
    """A QR text is damaged or of another kind; it says nothing about the certificate (docs/format.md, section 6)."""


class ProofError(CertificateError):
    """A signature or an inclusion path does not hold."""
