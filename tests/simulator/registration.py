"""The registries' history in which a clean session takes place; shared by all sessions of the same kind."""

import hashlib
from dataclasses import replace
from datetime import date
from functools import lru_cache

from assessment.parameters import Parameters
from assessment.records import PersonRecord, Qualification, RoomRecord, SiteRecord
from assessment.registry import (
    Accreditor,
    Organisation,
    Person,
    Registry,
    Scope,
    Site,
    Span,
    StandardEntry,
    Standing,
)
from assessment.timeline import Timeline
from tests.simulator.cast import Actor
from tests.simulator.days import at
from tests.simulator.shape import SEATS, Shape, standards

BEGIN = at(date(2025, 1, 6), 9)
END = at(date(2036, 1, 6), 9)
ACCREDITOR = 1
COLLEGE = 9
"""The organisation that owns the site: neither the accreditor's nor the session's."""
ALL_LEVELS = 0xFFFF
_ALWAYS = Timeline(((BEGIN, Span(BEGIN, END)),))
_ACTIVE = Timeline(((BEGIN, Standing.ACTIVE),))


def registry_of(shape: Shape) -> Registry:
    """Return the registry around `shape`; it is never changed in place, so sessions share it."""
    key = replace(shape, seed="", candidates=0, day=date(2026, 1, 1), turn=0, eventful=False, first_serial=0)
    return _registry(key)


@lru_cache(maxsize=64)
def _registry(shape: Shape) -> Registry:
    family = hashlib.sha256(shape.family.encode()).digest()
    cast = shape.cast
    scope = {family: Timeline(((BEGIN, Scope(ALL_LEVELS, Span(BEGIN, END))),))}
    masks = {family: Timeline(((BEGIN, ALL_LEVELS),))}
    return Registry(
        root_authority=Timeline(((BEGIN, cast["root"].account),)),
        accreditors={
            ACCREDITOR: Accreditor(ACCREDITOR, _ACTIVE, _ALWAYS, Timeline(((BEGIN, cast["regulator"].account),)), masks)
        },
        organisations={
            shape.organisation: Organisation(
                shape.organisation, ACCREDITOR, _ACTIVE, _ALWAYS, Timeline(((BEGIN, 100_000),)), scope
            )
        },
        sites={shape.site: _site(shape, masks)},
        persons={actor.number: _person(actor, shape) for actor in cast.persons},
        standards={
            shape.standard_number: StandardEntry(
                shape.standard_number, shape.version, family, BEGIN, None, standards()[shape.family]
            )
        },
        parameters={shape.terms: Parameters(report_before_issue=shape.report_before_issue)},
        default_terms=Timeline(((BEGIN, shape.terms),)),
    )


def _site(shape: Shape, masks: dict[bytes, Timeline[int]]) -> Site:
    parts = tuple(part.code for part in shape.standard.parts)
    record = SiteRecord(
        "考核站点",
        COLLEGE,
        39_520_000,
        116_690_000,
        tuple(RoomRecord(room, SEATS, parts) for room in range(1, shape.rooms + 1)),
        salt=_salt(f"site|{shape.site}"),
    )
    seats = {room: Timeline(((BEGIN, SEATS),)) for room in range(1, shape.rooms + 1)}
    return Site(shape.site, ACCREDITOR, _ACTIVE, _ALWAYS, masks, seats, record)


def _person(actor: Actor, shape: Shape) -> Person:
    examines = actor.name.startswith(("examiner", "adjudicator"))
    levels = range(1, len(shape.standard.levels) + 1) if examines else ()
    record = PersonRecord(
        f"评价组织{actor.employer}" if actor.employer else "自由职业",
        actor.employer,
        tuple(Qualification(shape.family, level, BEGIN, END, senior=True) for level in levels),
        (),
        (),
        salt=_salt(f"person|{actor.seed}|{actor.number}"),
    )
    return Person(
        actor.number,
        ACCREDITOR,
        actor.employer,
        Timeline(((BEGIN, sum(1 << role.value for role in actor.roles)),)),
        _ALWAYS,
        Timeline(((BEGIN, actor.account),)),
        record=record,
    )


def _salt(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
