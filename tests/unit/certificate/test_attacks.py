"""Every value of a genuine file exchanged for a hostile one: refused as malformed, or not valid by another rule."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from certificate.bundle import Bundle
from certificate.judge import read_form
from certificate.verdict import Outcome, Reason, Verdict
from tests.unit.certificate.judging import BUNDLE, verdict_of

HOSTILE: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 10**30, "", "\ud800", "\u0000", "\u0660", [], {}, [[]], {"a": 1}, ["x"],
    "urn:xcert:v0:eip155:1", "z" + "1" * 80, "u", "u" + "A" * 500, "2026-02-30T00:00:00+08:00",
    "0000-01-01T00:00:00+08:00", "9999-12-31T23:59:59+14:00", "2026-06-20T00:00:00-00:00", "sha256$", "did:key:z6Mk",
    "did:web:a", "did:web:" + "a." * 50, "/" * 300, "https://x//1", "1/" + "0" * 64 + "/1", "#",
)  # fmt: skip
GENUINE = json.loads(BUNDLE.to_bytes())


def places(value: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in entries:
        yield (*before, name)
        yield from places(inner, (*before, name))


def exchanged(place: tuple[Any, ...], value: Any) -> bytes:
    document = copy.deepcopy(GENUINE)
    holder = document
    for name in place[:-1]:
        holder = holder[name]
    holder[place[-1]] = value
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
        errors="surrogatepass"
    )


@pytest.mark.parametrize("place", list(places(GENUINE)), ids=lambda place: ".".join(map(str, place)))
def test_no_exchanged_value_is_valid_or_an_accident(place: tuple[Any, ...]) -> None:
    for value in HOSTILE:
        data = exchanged(place, value)
        read = read_form(data)
        if isinstance(read, Bundle):
            # A batch of one has the empty path: that is the genuine file.
            assert data == BUNDLE.to_bytes() or verdict_of(read).outcome is Outcome.NOT_VALID
        else:
            assert isinstance(read, Verdict)
            assert read.deciding is not None
            assert read.deciding.reason in {Reason.MALFORMED, Reason.UNKNOWN_VERSION}
