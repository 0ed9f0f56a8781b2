"""Why there was nothing to judge: the reasons that come before any rule (docs/verdicts.md, last section)."""

from enum import Enum


class InputReason(Enum):
    """The values are stable codes; each of them is COULD_NOT_CHECK and says nothing about a certificate."""

    MISSING = "input-missing"
    SEVERAL = "input-several"
    TOO_LARGE = "input-too-large"
    BROKEN_REQUEST = "input-broken-request"
    UNKNOWN_CONTENT_TYPE = "input-unknown-content-type"
    NO_SUCH_ADDRESS = "input-no-such-address"
    WRONG_METHOD = "input-wrong-method"
    WRONG_HOST = "input-wrong-host"
    VERIFIER_FAULT = "input-verifier-fault"
    NOT_A_LINK = "input-not-a-link"
    LINK_UNREADABLE = "input-link-unreadable"
    UNKNOWN_FILE_TYPE = "input-unknown-file-type"
    FILE_UNREADABLE = "input-file-unreadable"
    PDF_LOCKED = "input-pdf-locked"
    NO_CERTIFICATE = "input-no-certificate"
    SEVERAL_CERTIFICATES = "input-several-certificates"
    NO_QR_CODE = "input-no-qr-code"
    PICTURE_TOO_LARGE = "input-picture-too-large"
