"""A sheet of one kind: bytes in, lines by column out; what is wrong is collected, so that all is said at once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from issuer.errors import RosterError, RosterFault
from issuer.roster.csv_table import read_csv
from issuer.roster.file import read_roster
from issuer.roster.limits import MEGABYTE, USUAL
from issuer.roster.mend import half_width
from issuer.roster.table import Table
from issuer.roster.xlsx_table import read_xlsx
from issuer.sessions.errors import SheetError, SheetProblem
from issuer.sessions.kinds import Kind, Title

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOTHING = b" \t\r\n,;\xef\xbb\xbf"
_PUNCTUATION = re.compile(r"[\s_\-./()（）*:：]+")


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A sheet as it was handed in: what messages call it, its bytes, and the folder that files in it are beside."""

    name: str
    data: bytes = field(repr=False)
    folder: Path = Path()

    @classmethod
    def read(cls, path: Path) -> "SheetFile":
        """Read the sheet at `path`; raises `RosterError`."""
        return cls(path.name, read_roster(path), path.parent)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line: its number in the file, and its cells by the key of their column; `rest` by unknown titles."""

    number: int
    cells: Mapping[str, str] = field(repr=False)
    rest: Mapping[str, str] = field(repr=False)


class Problems:
    """Collects what is wrong with one sheet."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._found: list[SheetProblem] = []

    def add(self, line: int, title: Title | None, english: str, chinese: str) -> None:
        """Write down one problem; texts never repeat a cell."""
        self._found.append(SheetProblem(line, "" if title is None else title.shown, english, chinese))

    def __bool__(self) -> bool:
        """Tell whether anything is wrong."""
        return bool(self._found)

    def refuse(self) -> None:
        """Raise `SheetError` with everything found, in the order of the lines, if there is anything."""
        if self._found:
            raise SheetError(self.name, tuple(sorted(self._found, key=lambda problem: problem.line)))


def plain(title: str) -> str:
    """Return `title` as it is compared: half-width, without spaces and punctuation, in small letters."""
    return _PUNCTUATION.sub("", half_width(title)).casefold()


def read_sheet(file: SheetFile, kind: Kind) -> tuple[SheetLine, ...]:
    """Read a sheet of `kind`; raises `RosterError` for a file that is no table, `SheetError` for wrong columns."""
    table = _table(file)
    places, rest = _columns(table, file.name, kind)
    return tuple(_lines(table, places, rest))


def _table(file: SheetFile) -> Table:
    if len(file.data) > USUAL.file_bytes:
        raise RosterError(RosterFault.TOO_LARGE, file.name, limit=USUAL.file_bytes // MEGABYTE)
    if not file.data.strip(_NOTHING):
        raise RosterError(RosterFault.EMPTY, file.name)
    if file.data.startswith(_OLE):
        raise RosterError(RosterFault.OLD_WORKBOOK, file.name)
    reader = read_xlsx if file.data.startswith(_ZIP) else read_csv
    return reader(file.data, file.name, USUAL)


def _columns(table: Table, name: str, kind: Kind) -> tuple[dict[str, int], dict[str, int]]:
    known = {plain(spelling): title for title in kind.titles for spelling in _spellings(title)}
    problems, places, rest = Problems(name), dict[str, int](), dict[str, int]()
    for place, cell in enumerate(table.titles.cells):
        title = known.get(plain(cell))
        if title is None:
            # The templates join both titles with a space.
            title = next((entry for entry in kind.titles if plain(cell) == plain(entry.chinese + entry.english)), None)
        if title is None:
            rest.setdefault(cell.strip(), place)
        elif title.key in places:
            problems.add(
                table.titles.number, title, "the column stands twice; keep one", "该列出现了两次；请只保留一列"
            )
        else:
            places[title.key] = place
    for title in kind.titles:
        if title.required and title.key not in places:
            problems.add(table.titles.number, title, "the column is missing; add it", "缺少该列；请补上")
    problems.refuse()
    return places, {title: place for title, place in rest.items() if title}


def _spellings(title: Title) -> tuple[str, ...]:
    return (title.chinese, title.english, title.key, *title.others)


def _lines(table: Table, places: Mapping[str, int], rest: Mapping[str, int]) -> Iterator[SheetLine]:
    for line in table.lines:
        yield SheetLine(
            line.number,
            {key: line.cells[place] if place < len(line.cells) else "" for key, place in places.items()},
            {title: line.cells[place] if place < len(line.cells) else "" for title, place in rest.items()},
        )
