"""The style of the HTML report (report.css): for a screen and for paper, with shapes and words beside colours."""

from importlib.resources import files
from typing import Final

STYLE: Final = (files("auditor.report") / "report.css").read_text(encoding="utf-8")
