"""How many certificates per second and core become paper: QR code, PDF/A-3b with attachment, QR PNG.

Measured: wall-clock seconds on one processor (the process is bound to it where the system allows that), one
`Press`, warmed up with one sheet. Every sheet differs in name, number, certificate and link; the link has the size
of a certificate in a batch of 1,024, a version-22 code. Not measured: starting Python, loading the font.

Run `python scripts/benchmarks/paper.py --sheets 500`; it prints one JSON line. `qr_and_pdf_per_second` is the
figure of the bar (35 or more). `resident_megabytes_grown` is memory at the end less memory after the first tenth.
"""

import argparse
import json
import os
import random
import sys
import time
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from issuer.paper import Bilingual, Press, Sheet, encode, png
from verifier.reading import JsonBytes, QrText, read_upload

BASE41 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-.:"
DIGITS = 1_376
CERTIFICATE_BYTES = 3_500


@dataclass(frozen=True, slots=True)
class Figures:
    """One run, in the field order in which it is printed."""

    sheets: int
    qr_and_pdf_per_second: float
    qr_and_png_per_second: float
    pdf_kilobytes: float
    qr_version: int
    resident_megabytes_grown: float
    one_processor: bool
    repeat: str


def sheet(number: int, chosen: random.Random) -> Sheet:
    """Return the invented sheet `number`."""
    name = "".join(chr(chosen.randint(0x4E00, 0x9FA0)) for _ in range(3))
    filler = "".join(chosen.choice(BASE41) for _ in range(CERTIFICATE_BYTES))
    return Sheet(
        holder_name=name,
        holder_document=Bilingual("居民身份证 尾号 5573", "Resident identity card ending 5573"),
        standard=Bilingual("物流管理", "Logistics management"),
        level=Bilingual("中级", "Intermediate"),
        organisation_zh="北京中物联物流采购培训中心",
        organisation_en=None,
        certificate_number=f"XLOG26{number:06}",
        issued_on=date(2026, 6, 20),
        certificate_json=json.dumps({"name": name, "filler": filler}, ensure_ascii=False).encode(),
        link="https://verify.example/v#1/" + "".join(chosen.choice(BASE41) for _ in range(DIGITS)),
        key_fingerprint="3F9A 61C2 08BE 77D4 · 1E50 A2B9 94C3 0D6F",
        network=Bilingual("示例联盟链 eip155:31337", "Example consortium chain eip155:31337"),
        test_network=True,
    )


def bind_to_one_processor() -> bool:
    """Keep the typesetter's threads on one processor; return whether the system can."""
    if not hasattr(os, "sched_setaffinity"):
        return False
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    return True


def resident_megabytes() -> float:
    """Return the memory in use, 0 where the system does not tell."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if status.exists() else 0.0


def measure(count: int) -> Figures:
    """Print `count` sheets and check that the first one reads back."""
    bound = bind_to_one_processor()
    chosen = random.Random(2026)  # noqa: S311 - invented data, the same on every run
    sheets = [sheet(number, chosen) for number in range(count)]
    press = Press()
    first = press.pdf(sheets[0])
    if read_upload(first) != JsonBytes(sheets[0].certificate_json):
        raise SystemExit("the printed certificate does not read back; there is nothing to measure")
    size = 0
    early = 0.0
    start = time.perf_counter()
    for number, printed in enumerate(sheets):
        size += len(press.pdf(printed))
        if number == count // 10:
            early = resident_megabytes()
    pdf_seconds = time.perf_counter() - start
    grown = resident_megabytes() - early
    start = time.perf_counter()
    pictures = [png(encode(printed.link)) for printed in sheets]
    png_seconds = time.perf_counter() - start
    if read_upload(pictures[-1]) != QrText(sheets[-1].link):
        raise SystemExit("the QR code does not read back; there is nothing to measure")
    return Figures(
        sheets=count,
        qr_and_pdf_per_second=round(count / pdf_seconds, 1),
        qr_and_png_per_second=round(count / png_seconds, 1),
        pdf_kilobytes=round(size / count / 1000, 1),
        qr_version=encode(sheets[0].link).version,
        resident_megabytes_grown=round(grown, 1),
        one_processor=bound,
        repeat=f"python scripts/benchmarks/paper.py --sheets {count}",
    )


def main() -> None:
    """Read the arguments, measure, print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sheets", type=int, default=500)
    print(json.dumps(asdict(measure(parser.parse_args().sheets)), ensure_ascii=False))


if __name__ == "__main__":
    main()
