"""What one run of the demonstration left behind; it is run once for all tests that look at it."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Made:
    """What one run of the demonstration left behind."""

    folder: Path
    process: subprocess.CompletedProcess[str]

    @property
    def report(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads((self.folder / "report.json").read_text("utf-8"))
        return loaded

    @property
    def certificates(self) -> list[Path]:
        return sorted((self.folder / "certificates").glob("*.json"))

    def files_of(self, exhibit: str) -> list[str]:
        return [str(self.folder / entry["file"]) for entry in self.report["exhibits"] if entry["exhibit"] == exhibit]

    def qr_of(self, certificate: Path) -> Path:
        return self.folder / "qr" / f"{certificate.stem}.png"
