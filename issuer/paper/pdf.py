"""One certificate as PDF/A-3b: a page to frame, and the signed file inside it as `certificate.json`.

The page is drawn by typst from one template. Texts reach it only as data (JSON in an input string), so a name is
never markup. The same sheet gives the same bytes: the only time stamp is the day of issue.
"""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from issuer.paper import qr
from issuer.paper.errors import FitError, UndrawableError, WriterError
from issuer.paper.fonts import FAMILY, FOLDER, undrawable
from issuer.paper.ornament import ornament_svg
from issuer.paper.sheet import Bilingual, Sheet

ATTACHMENT = "certificate.json"
"""Name of the signed file inside the PDF."""

_TEMPLATE = Path(__file__).with_name("certificate.typ")
_DOES_NOT_FIT = re.compile(r"does-not-fit:([a-z_.]+):")


class Press:
    """Prints sheets one after the other with one typesetter; give each thread or process its own."""

    def __init__(self) -> None:
        """Load the template and the one font; fonts of the machine are never seen."""
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])
        self._compiler = typst.Compiler(_TEMPLATE, font_paths=fonts, ignore_system_fonts=True)
        self._constant = {"ornament": ornament_svg(), "family": FAMILY}

    def pdf(self, sheet: Sheet) -> bytes:
        """Return `sheet` as PDF/A-3b; raises `UndrawableError`, `FitError`, `TooLargeError` or `WriterError`."""
        missing = undrawable("".join(sheet.texts().values()))
        if missing:
            raise UndrawableError(missing)
        symbol = qr.encode(sheet.link)
        inputs = {**self._constant, "qr": qr.svg(symbol), "sheet": _data_of(sheet, symbol)}
        midnight = datetime(sheet.issued_on.year, sheet.issued_on.month, sheet.issued_on.day, tzinfo=UTC)
        try:
            written = self._compiler.compile(
                sys_inputs=inputs, format="pdf", pdf_standards="a-3b", timestamp=int(midnight.timestamp())
            )
        except typst.TypstError as error:
            unfit = _DOES_NOT_FIT.search(error.message)
            if unfit:
                raise FitError(unfit[1]) from error
            raise WriterError(f"the typesetter refused the sheet: {error.message}") from error
        if not isinstance(written, bytes):
            raise WriterError("the typesetter returned several files for one sheet; this version is not supported")
        return written


def _data_of(sheet: Sheet, symbol: qr.Symbol) -> str:
    day = sheet.issued_on
    data: dict[str, Any] = {
        "holder_name": sheet.holder_name,
        "holder_document": _pair(sheet.holder_document),
        "standard": _pair(sheet.standard),
        "level": _pair(sheet.level),
        "organisation_zh": sheet.organisation_zh,
        "organisation_en": sheet.organisation_en,
        "certificate_number": sheet.certificate_number,
        "issued_on": {"year": day.year, "month": day.month, "day": day.day},
        "certificate_json": sheet.certificate_json.decode("utf-8"),
        "verifier": sheet.verifier,
        "qr_millimetres": symbol.print_millimetres,
        "qr_quiet_part": qr.QUIET_ZONE / symbol.side,
        "key_fingerprint": sheet.key_fingerprint,
        "network": _pair(sheet.network),
        "test_network": sheet.test_network,
    }
    return json.dumps(data, ensure_ascii=False)


def _pair(text: Bilingual | None) -> dict[str, str] | None:
    return None if text is None else {"zh": text.zh, "en": text.en}
