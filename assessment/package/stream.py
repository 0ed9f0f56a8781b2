"""Reading and writing a package line by line, in bounded memory."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from assessment.commitment import Binding
from assessment.errors import RecordError
from assessment.package.lines import Line, entry_of, line_of, read_header, require, write_header


class PackageReader:
    """A session's package as it is read.

    `binding` is what its header says that it belongs to. `events` stops at the first line that is not in form or out
    of order; `fault` tells it then, and what stood before still counts: the rest is missing.
    """

    def __init__(self, lines: Iterable[bytes]) -> None:
        """Read the header; raises `RecordError` if there is none: then it is no package at all."""
        self._lines = iter(lines)
        self.binding, self._announced = read_header(next(self._lines, b""))
        self.fault: str | None = None

    def events(self) -> Iterator[tuple[int, list[Line]]]:
        """Yield (number of the event, its lines); a leaf that comes twice is yielded twice."""
        for event, entries in groupby(self._entries(), key=_event):
            yield event, list(entries)

    def _entries(self) -> Iterator[Line]:
        before = (-1, -1)
        count = 0
        for count, line in enumerate(self._lines, start=1):
            try:
                entry = entry_of(line)
                _require_later((entry.event, entry.leaf), before)
                require(count <= self._announced, "the header announces fewer lines")
            except RecordError as error:
                self.fault = f"line {count + 1}: {error}"
                return
            before = (entry.event, entry.leaf)
            yield entry
        if count != self._announced:
            self.fault = f"the header announces {self._announced} lines, and {count} are there"


def write_package(binding: Binding, entries: Iterable[Line], *, count: int) -> Iterator[bytes]:
    """Write the lines of a package of `count` entries, in their ascending order.

    Raises `RecordError` at the first entry out of order, and at the end if there were not `count`.
    """
    yield write_header(binding, count)
    before, written = (-1, -1), 0
    for written, entry in enumerate(entries, start=1):  # noqa: B007 - the count is compared behind the loop
        place = (entry.event, entry.leaf)
        require(place > before, f"event {entry.event}, leaf {entry.leaf} is out of order")
        before = place
        yield line_of(entry)
    require(written == count, f"{count} entries were announced, and {written} came")


def _event(entry: Line) -> int:
    return entry.event


def _require_later(place: tuple[int, int], before: tuple[int, int]) -> None:
    # The same leaf a second time goes on: two records for one leaf are evidence against the package, not a slip.
    require(place >= before, f"event {place[0]}, leaf {place[1]} is out of order")
