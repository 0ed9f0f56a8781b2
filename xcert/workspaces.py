"""The workspace a command works in, and the standards it knows."""

from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import click

from certificate.catalogue import standards_from_catalogue
from certificate.standard import Standard

_Command = TypeVar("_Command", bound=Callable[..., Any])


def workspace_option(command: _Command) -> _Command:
    """Add `--workspace FOLDER`; the command gets `workspace`."""
    return click.option(
        "--workspace",
        "-w",
        required=True,
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="The workspace's folder.",
    )(command)


def catalogue_option(command: _Command) -> _Command:
    """Add `--catalogue FILE`; the command gets `catalogue`, which `load_standards` reads."""
    return click.option(
        "--catalogue",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="The catalogue of standards. Default: the one that comes with xcert.",
    )(command)


def load_standards(catalogue: Path | None) -> Mapping[str, Standard]:
    """Return the standards of `catalogue`, or of the one that comes with xcert; raises `MalformedError`."""
    data = catalogue.read_bytes() if catalogue else files("xcert").joinpath("data", "catalogue.json").read_bytes()
    return standards_from_catalogue(data)
