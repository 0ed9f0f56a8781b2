"""Evidence packages: what an organisation, or the authority, opens to an auditor (docs/evidence.md, section 3)."""

from assessment.package.lines import (
    MAXIMUM_LINE,
    CertificateLine,
    Erased,
    ErasedLine,
    Line,
    RecordLine,
    WithheldLine,
)
from assessment.package.matching import Evidence, expected_leaves, open_event, open_package
from assessment.package.register import FILE_NAME as REGISTER_FILE
from assessment.package.register import Register, RegisterCommitments, open_register, write_register
from assessment.package.stream import PackageReader, write_package

__all__ = [
    "MAXIMUM_LINE",
    "REGISTER_FILE",
    "CertificateLine",
    "Erased",
    "ErasedLine",
    "Evidence",
    "Line",
    "PackageReader",
    "RecordLine",
    "Register",
    "RegisterCommitments",
    "WithheldLine",
    "expected_leaves",
    "open_event",
    "open_package",
    "open_register",
    "write_package",
    "write_register",
]
