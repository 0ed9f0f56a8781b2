"""Options of `xcert audit` that several of its commands share, and how their texts become values."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Self, TypeVar

import click

from auditor.language import ZONE_MINUTES
from auditor.progress import Stage
from auditor.reading import Chain
from auditor.sample import Filters
from chain.trusted_reader import nodes_of
from xcert.options import midnight, parse_day
from xcert.progress import DrawnProgress
from xcert.trusted import load_trust, only_network

FILE: Final = click.Path(dir_okay=False, path_type=Path)
FOLDER: Final = click.Path(file_okay=False, path_type=Path)
_DAY: Final = 86_400
_SECONDS: Final = 60.0
"""An answer with thousands of events takes a node longer than one about a certificate."""
_Command = TypeVar("_Command", bound=Callable[..., Any])


def filter_options(command: _Command) -> _Command:
    """Add `--organisation`, `--since` and `--until`; the command gets the three, which `filters_of` puts together."""
    for option in (
        click.option(
            "--until", metavar="DAY", help="Only sessions planned to start by the end of this day, UTC+08:00."
        ),
        click.option("--since", metavar="DAY", help="Only sessions planned to start from this day on, UTC+08:00."),
        click.option("--organisation", type=click.IntRange(1), metavar="N", help="Only sessions of this organisation."),
    ):
        command = option(command)
    return command


def filters_of(organisation: int | None, since: str | None, until: str | None) -> Filters:
    """Return the filters that the options name; days are local ones, both included."""
    first = None if since is None else midnight(parse_day(since)) - 60 * ZONE_MINUTES
    last = None if until is None else midnight(parse_day(until)) - 60 * ZONE_MINUTES + _DAY - 1
    return Filters(organisation, first, last)


def open_chain(trust: Path | None, rpc: tuple[str, ...]) -> Chain:
    """Open the one network of the trust file; nothing is asked yet."""
    trusted = only_network(load_trust(trust, rpc))
    return Chain(trusted, nodes_of(trusted, seconds=_SECONDS))


class DrawnStages:
    """Draws the stages of an audit as bars; a context manager."""

    def __init__(self) -> None:
        self._drawn = DrawnProgress()

    def begin(self, step: Stage, total: int) -> None:
        """Begin the bar of a stage."""
        self._drawn.start(step.value, total)

    def advance(self, parts: int) -> None:
        """Move the bar on."""
        self._drawn.advance(parts)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._drawn.finish()
