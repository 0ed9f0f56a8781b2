"""The cells of one line of a sheet as values; a cell that cannot be read is written down and read on."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Final, TypeVar

from certificate.errors import MalformedError
from certificate.marks import parse_mark
from issuer.roster.mend import half_width, mend_code, mend_mark, mend_name
from issuer.roster.names import is_plain_text
from issuer.sessions.kinds import Kind, Title
from issuer.sessions.sheet import Problems, SheetLine

LONGEST_TEXT: Final = 1_000
"""Characters of a reason or ground."""

_YES = frozenset({"yes", "y", "1", "true", "是", "对", "✓", "√"})
_NO = frozenset({"no", "n", "0", "false", "否", "错", "×", ""})
_NUMBER = re.compile(r"[0-9]{1,10}", re.ASCII)
_HASH = re.compile(r"[0-9a-fA-F]{64}", re.ASCII)
_MOMENTS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S")
_CHUNK = 1 << 20
_Choice = TypeVar("_Choice")


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of `line` of a sheet of `kind`; every reader returns a harmless value after writing a problem down.

    `offset` is the standard's minutes ahead of UTC.
    """

    line: SheetLine
    kind: Kind
    problems: Problems
    offset: int = 0

    def title(self, key: str) -> Title:
        """Return the column called `key`."""
        return next(title for title in self.kind.titles if title.key == key)

    def wrong(self, key: str, english: str, chinese: str) -> None:
        """Write down that the cell `key` cannot stay as it is."""
        self.problems.add(self.line.number, self.title(key), english, chinese)

    def text(self, key: str, *, longest: int = LONGEST_TEXT, optional: bool = False) -> str:
        """Return visible text."""
        text = mend_name(self.line.cells.get(key, "")).text
        if not text and not optional:
            self.wrong(key, "the cell is empty; fill it in", "单元格为空；请填写")
        if not is_plain_text(text, longest=longest):
            self.wrong(
                key,
                f"type the text anew, without formulas and invisible characters, in at most {longest} characters",
                f"请重新输入：不能含公式或不可见字符，且不超过 {longest} 个字符",
            )
            return ""
        return text

    def code(self, key: str, *, optional: bool = False) -> str:
        """Return a code in ASCII capitals, such as a ticket."""
        text = mend_code(self.line.cells.get(key, "")).text
        if (not text and not optional) or text.startswith("=") or not text.isprintable():
            self.wrong(key, "enter the code itself, no formula", "请填写代码本身，不能是公式")
            return ""
        return text

    def number(self, key: str, *, least: int = 0, most: int = 2**32 - 1, default: int | None = None) -> int:
        """Return a whole number."""
        text = mend_code(self.line.cells.get(key, "")).text
        if not text and default is not None:
            return default
        if not _NUMBER.fullmatch(text) or not least <= int(text) <= most:
            self.wrong(key, f"enter a whole number from {least} to {most}", f"请填写 {least} 至 {most} 的整数")
            return least
        return int(text)

    def yes(self, key: str) -> bool:
        """Return yes or no; an empty cell is no."""
        text = half_width(self.line.cells.get(key, "")).strip().casefold()
        if text not in _YES | _NO:
            self.wrong(key, "write yes or no", "请填写“是”或“否”")
        return text in _YES

    def choice(self, key: str, choices: Mapping[str, _Choice], default: _Choice) -> _Choice:
        """Return one of `choices`, by a spelling of theirs."""
        text = half_width(self.line.cells.get(key, "")).strip().upper()
        if text not in choices:
            listed = ", ".join(choices)
            self.wrong(key, f"write one of {listed}", f"请填写其中之一：{listed}")
        return choices.get(text, default)

    def moment(self, key: str) -> int:
        """Return a local time as Unix seconds."""
        text = half_width(self.line.cells.get(key, "")).strip()
        for form in _MOMENTS:
            try:
                local = datetime.strptime(text, form).replace(tzinfo=timezone(timedelta(minutes=self.offset)))
            except ValueError:
                continue
            if local.year >= 1970:
                return int(local.timestamp())
        self.wrong(key, "write the local time like 2026-06-20 09:00", "请按 2026-06-20 09:00 的格式填写当地时间")
        return 0

    def day(self, key: str) -> int | None:
        """Return the first second of a local day, None for an empty cell."""
        text = half_width(self.line.cells.get(key, "")).strip().removesuffix("T00:00:00")
        return None if not text else self._day(key, text)

    def _day(self, key: str, text: str) -> int:
        try:
            found = date.fromisoformat(text.replace("/", "-"))
            local = datetime(found.year, found.month, found.day, tzinfo=UTC) - timedelta(minutes=self.offset)
            return max(0, int(local.timestamp()))
        except (ValueError, OverflowError):
            self.wrong(key, "write the day like 2026-06-20", "请按 2026-06-20 的格式填写日期")
            return 0

    def mark(self, key: str, *, maximum: int) -> int:
        """Return a mark in centimarks."""
        found = read_points(self.line.cells.get(key, ""), maximum)
        if found is None:
            self.wrong(key, mark_words(maximum)[0], mark_words(maximum)[1])
        return found or 0

    def pairs(self, key: str) -> list[tuple[str, str]]:
        """Return `a:b;c:d` as pairs; the second part is empty where there is no colon."""
        text = half_width(self.line.cells.get(key, "")).strip()
        entries = [entry.strip() for entry in re.split("[;、；]", text) if entry.strip()]
        return [(left.strip(), right.strip()) for left, _, right in (entry.partition(":") for entry in entries)]

    def trained(self, key: str) -> list[tuple[int, int]]:
        """Return trainers as (person, last day of training in Unix seconds)."""
        found = []
        for person, day in self.pairs(key):
            if not _NUMBER.fullmatch(person):
                self.wrong(key, "write trainers like 12:2026-05-30;15:2025-01-31", "请按 12:2026-05-30 的格式填写")
                return []
            found.append((int(person), self._day(key, day)))
        return found

    def content(self, key: str, folder: Path) -> str:
        """Return the SHA-256 of the file that the cell names beside the sheet, or the hash that it is."""
        text = self.line.cells.get(key, "").strip()
        if _HASH.fullmatch(text):
            return text.lower()
        found = None if not text or Path(text).is_absolute() or ".." in Path(text).parts else hash_file(folder / text)
        if found is None:
            self.wrong(
                key,
                "name a file beside the sheet, or write its SHA-256 in hexadecimal",
                "请填写与表格同目录的文件名，或其 SHA-256 十六进制值",
            )
        return found or "0" * 64


def hash_file(path: Path) -> str | None:
    """Return the SHA-256 of a file in hexadecimal, or None if it cannot be read."""
    digest = hashlib.sha256()
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return None
    return digest.hexdigest()


def read_points(text: str, maximum: int) -> int | None:
    """Read a mark of 0 to `maximum` centimarks, or return None."""
    try:
        found = parse_mark(mend_mark(text).text)
    except MalformedError:
        return None
    return found if found <= maximum else None


def mark_words(maximum: int) -> tuple[str, str]:
    """Return what to say of a cell that is no mark up to `maximum` centimarks, in English and Chinese."""
    most = f"{maximum / 100:g}"
    return f"enter a mark from 0 to {most} with at most two decimals", f"请填写 0 至 {most} 的成绩，最多两位小数"
