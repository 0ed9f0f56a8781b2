"""Which column is which: the titles that people write, in Chinese and English."""

import enum
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from issuer.errors import RosterError, RosterFault
from issuer.roster.mend import half_width

_PUNCTUATION = re.compile(r"[\s_\-./()*:]+")
_LONGEST_SHOWN = 40


class Column(enum.Enum):
    """A column of a roster: its title in Chinese and English, then other titles it goes by."""

    NAME = ("姓名", "Name", "考生姓名", "Full name", "Candidate name")
    ID_TYPE = ("证件类型", "ID type", "证件类别", "Document type")
    ID_NUMBER = ("证件号码", "ID number", "证件号", "身份证号", "身份证号码", "Document number", "ID no")
    STANDARD = ("标准代码", "Standard code", "标准", "Standard")
    LEVEL = ("等级", "Level", "级别")
    WRITTEN = ("理论成绩", "Written mark", "理论", "Written", "Written score", "Theory", "Theory mark", "Theory score")
    PRACTICAL = ("实操成绩", "Practical mark", "实操", "技能成绩", "Practical", "Practical score")
    REVIEW = ("综合评审成绩", "Review mark", "综合评审", "Review", "Review score")
    TICKET = ("准考证号", "Admission ticket", "准考证号码", "Ticket", "Ticket number", "Admission ticket number")
    INSTITUTION = ("培训院校", "Training institution", "院校", "培训机构", "Institution", "College", "School")

    # Members are compared by identity; the hash that enums have is computed in Python, and each row asks thirty times.
    __hash__ = object.__hash__

    @property
    def chinese(self) -> str:
        """The title in Chinese."""
        return str(self.value[0])

    @property
    def english(self) -> str:
        """The title in English."""
        return str(self.value[1])


MARK_COLUMNS = {"W": Column.WRITTEN, "P": Column.PRACTICAL, "R": Column.REVIEW}
"""The column that holds the marks of a part, by the part's code."""

_REQUIRED = (Column.NAME, Column.ID_TYPE, Column.ID_NUMBER, Column.STANDARD, Column.LEVEL, Column.TICKET)


def _plain(title: str) -> str:
    return _PUNCTUATION.sub("", half_width(title)).casefold()


_COLUMN_OF = {_plain(title): column for column in Column for title in column.value}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each column of a roster stands, and how many cells of a line belong to a title."""

    places: Mapping[Column, int]
    width: int
    ignored: tuple[str, ...]

    def cells(self, cells: Sequence[str]) -> dict[Column, str]:
        """Pick the cells of one line by column; what is missing at its end is empty."""
        return {column: cells[place] if place < len(cells) else "" for column, place in self.places.items()}

    def has_stray(self, cells: Sequence[str]) -> bool:
        """Tell whether a line has something beyond the last title, as after a comma too many."""
        return any(cell.strip() for cell in cells[self.width :])


def known_columns(titles: Sequence[str]) -> int:
    """Count the titles that name a column of a roster."""
    return sum(_plain(title) in _COLUMN_OF for title in titles)


def find_columns(titles: Sequence[str], name: str) -> Layout:
    """Find the columns of a roster by their `titles`.

    Raises `RosterError` if one that every roster needs is missing or one comes twice. Messages do not repeat titles
    that are unknown: in a file without titles the first line is somebody.
    """
    places: dict[Column, int] = {}
    ignored: list[str] = []
    for place, title in enumerate(titles):
        column = _COLUMN_OF.get(_plain(title))
        if not column:
            ignored += _shown(title)
        elif column in places:
            raise RosterError(RosterFault.COLUMN_TWICE, name, columns=column.chinese)
        else:
            places[column] = place
    require_columns(places, _REQUIRED, name)
    return Layout(places, len(titles), tuple(ignored))


def _shown(title: str) -> list[str]:
    printable = "".join(character for character in title if character.isprintable()).strip()
    return [printable[:_LONGEST_SHOWN]] if printable else []


def require_columns(present: Collection[Column], needed: Collection[Column], name: str) -> None:
    """Refuse a table that lacks one of the `needed` columns; raises `RosterError` naming all that are missing."""
    if missing := [column for column in Column if column in needed and column not in present]:
        listed = ", ".join(f"{column.chinese} ({column.english})" for column in missing)
        raise RosterError(RosterFault.WRONG_COLUMNS, name, columns=listed)
