"""The line work of the sheet: a woven frame, corner rosettes and a pale rosette behind the text, as one SVG.

Such curves (guilloche) are what people know from banknotes and diplomas. They are ornament here: what proves a
certificate is its signature and the ledger, so nothing is hidden in them.
"""

import itertools
import math
from collections.abc import Callable, Iterator

WIDTH = 210
"""Millimetres of the sheet from left to right (A4)."""
HEIGHT = 297
"""Millimetres of the sheet from top to bottom."""

_INK = "#2f5d62"
_GOLD = "#b08d57"
_PALE = "#e3ebe7"
_FRAME = 14.0
_AMPLITUDE = 2.9
_CORNER = 6.2
_WAVE = 9.0
_STRANDS = 6

_Point = tuple[float, float]
_Curve = Callable[[float], tuple[_Point, _Point]]
"""From a parameter to a point and to the derivative there, in millimetres."""


def ornament_svg() -> str:
    """Return the ornament of an A4 sheet, the same text on every machine: all numbers are rounded to 0.01 mm."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" fill="none">'
        f'<path stroke="{_PALE}" stroke-width=".18" d="{"".join(_background())}"/>'
        f'<path stroke="{_INK}" stroke-width=".13" d="{"".join(_bands())}"/>'
        f'<path stroke="{_GOLD}" stroke-width=".15" d="{"".join(_corners())}"/>'
        f'<path stroke="{_INK}" stroke-width=".5" d="{_rectangle(_FRAME - _AMPLITUDE - 1.7)}"/>'
        f'<path stroke="{_GOLD}" stroke-width=".2" d="{_rectangle(_FRAME - _AMPLITUDE - 0.8)}'
        f'{_rectangle(_FRAME + _AMPLITUDE + 0.8)}"/>'
        "</svg>"
    )


def _background() -> Iterator[str]:
    for petals, radius, swing, strands in ((18, 58.0, 9.0, 9), (12, 41.0, 10.0, 8), (8, 22.0, 11.0, 6)):
        yield from _rosette((WIDTH / 2, 128.0), petals, radius, swing, strands=strands)


def _corners() -> Iterator[str]:
    for centre in itertools.product((_FRAME, WIDTH - _FRAME), (_FRAME, HEIGHT - _FRAME)):
        yield from _rosette(centre, 8, 2.3, 0.65, strands=4)
        yield from _rosette(centre, 6, 1.1, 0.6, strands=3)


def _bands() -> Iterator[str]:
    for strand in range(_STRANDS):
        phase = 2 * math.pi * strand / _STRANDS
        for offset in (_FRAME, HEIGHT - _FRAME):
            yield _strand(WIDTH, offset, phase, upright=False)
        for offset in (_FRAME, WIDTH - _FRAME):
            yield _strand(HEIGHT, offset, phase, upright=True)


def _strand(length: float, offset: float, phase: float, *, upright: bool) -> str:
    start = _FRAME + _CORNER / 2
    reach = length - 2 * start
    waves = round(reach / _WAVE)

    def curve(t: float) -> tuple[_Point, _Point]:
        angle = 2 * math.pi * waves * t + phase
        along = start + reach * t
        across = offset + _AMPLITUDE * math.sin(angle)
        rate = _AMPLITUDE * math.cos(angle) * 2 * math.pi * waves
        return ((across, along), (rate, reach)) if upright else ((along, across), (reach, rate))

    return _path(curve, steps=waves * 4)


def _rosette(centre: _Point, petals: int, radius: float, swing: float, *, strands: int) -> Iterator[str]:
    for strand in range(strands):
        yield _path(_wave_round(centre, petals, radius, swing, 2 * math.pi * strand / strands), steps=petals * 4)


def _wave_round(centre: _Point, petals: int, radius: float, swing: float, phase: float) -> _Curve:
    def curve(t: float) -> tuple[_Point, _Point]:
        turn = 2 * math.pi * t
        distance = radius + swing * math.sin(petals * turn + phase)
        growth = swing * petals * math.cos(petals * turn + phase)
        cosine, sine = math.cos(turn), math.sin(turn)
        point = (centre[0] + distance * cosine, centre[1] + distance * sine)
        rate = (
            2 * math.pi * (growth * cosine - distance * sine),
            2 * math.pi * (growth * sine + distance * cosine),
        )
        return point, rate

    return curve


def _path(curve: _Curve, *, steps: int) -> str:
    """Draw `curve` from 0 to 1 as `steps` cubic pieces that share its points and tangents (Hermite form)."""
    (x, y), (dx, dy) = curve(0.0)
    parts = [f"M{x:.2f} {y:.2f}C"]
    for step in range(1, steps + 1):
        (end_x, end_y), (end_dx, end_dy) = curve(step / steps)
        third = 1 / (3 * steps)
        parts.append(
            f"{x + dx * third:.2f} {y + dy * third:.2f} "
            f"{end_x - end_dx * third:.2f} {end_y - end_dy * third:.2f} {end_x:.2f} {end_y:.2f} "
        )
        x, y, dx, dy = end_x, end_y, end_dx, end_dy
    return "".join(parts)


def _rectangle(inset: float) -> str:
    return f"M{inset:.2f} {inset:.2f}H{WIDTH - inset:.2f}V{HEIGHT - inset:.2f}H{inset:.2f}z"
