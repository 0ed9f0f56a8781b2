"""What goes wrong with a session; each error says what happened, to what, and what to do."""

from dataclasses import dataclass

from issuer.errors import IssuerError


class SessionError(IssuerError):
    """The base of every error of this package; also a step that does not fit where the session stands."""


class EventFileError(SessionError):
    """A signed-event file not in its closed form, of another ledger, or with signatures or records that do not fit."""


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """One thing wrong with a sheet: its `line` in the file (0 = the whole file), the column's title, and what to do."""

    line: int
    column: str
    english: str
    chinese: str

    def __str__(self) -> str:
        """Name the place, never the cell."""
        where = f"line {self.line}" if self.line else "the file"
        return f"{where}{f' [{self.column}]' if self.column else ''}: {self.english}"


class SheetError(SessionError):
    """A sheet has problems, all of which are in `problems`; nothing was done."""

    def __init__(self, name: str, problems: tuple[SheetProblem, ...]) -> None:
        # A file's name is somebody else's text and goes to a terminal.
        shown = "".join(character if character.isprintable() else "?" for character in name)
        listed = "; ".join(str(problem) for problem in problems[:_SHOWN])
        more = f"; and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        super().__init__(f"{shown} has {len(problems)} problems, so nothing was done: {listed}{more}")
        self.problems = problems


class RuleError(SessionError):
    """Recording this would break rules with evidence; `rules` are their numbers."""

    def __init__(self, message: str, rules: tuple[int, ...]) -> None:
        super().__init__(message)
        self.rules = rules


_SHOWN = 20
