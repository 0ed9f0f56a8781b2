"""Measures what the contracts cost, exactly, and writes tests/contracts/gas.json and docs/gas.md.

`python -m tests.contracts.gas_report` after a change of the contracts; a test measures again and compares.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from tests.contracts.contract import NAMES, Contract, artifact
from tests.contracts.deployment import (
    ACCREDITOR,
    ADMIN,
    CANCEL,
    DEPLOYER,
    DID,
    FAMILY,
    HIGHER_NONCE,
    KEY,
    LIFT,
    ON_ACCREDITOR,
    ON_ORGANISATION,
    ORGANISATION,
    OTHER_SESSION,
    POSSESSION,
    PROFILE,
    REPLY,
    ROOT,
    SCORES,
    SECOND_ADMIN,
    SESSION,
    START,
    STRANGER,
    SUSPEND,
    TERMS,
    YEAR,
    World,
    account,
    deploy,
    furnish,
    notice,
    select,
    select_range,
)
from tests.contracts.gas_sessions import assessment_gas
from tests.contracts.machine import Machine
from tests.contracts.sessions import session_id

FIGURES = Path(__file__).with_name("gas.json")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "gas.md"
CONTIGUOUS = select_range(300, 399)
SCATTERED = select(*(index * 419 % 1_024 for index in range(100)))
"""Steps of 419 round 1,024: a hundred leaves without a pattern that a word could see."""

BARS = {
    "anchor, the very first": 110_000,
    "anchor, first of another session": 110_000,
    "anchor, further submission of a session": 110_000,
    "anchor, scores": 110_000,
    "session event, average of a session of 50, all actors new": 65_000,
    "session event, average of ten in one transaction": 25_000,
    "anchor, each further root": 28_000,
    "suspend 100 of a batch, contiguous": 75_000,
    "lift 100 of a batch, contiguous": 75_000,
    "cancel 100 of a batch, contiguous": 75_000,
    "suspend 100 of a batch, scattered over 1,024": 190_000,
    "due process for 100 contiguous, on top of the action": 220_000,
    "due process for 100 scattered, on top of the action": 220_000,
    "inspect, nothing happened": 150_000,
    "inspect, suspended and lifted": 150_000,
    "inspect, 12 actions, 6 about this leaf, 2 holds": 150_000,
    **{f"{name}, bytes deployed": 18 * 1_024 for name in NAMES},
}


def measure() -> dict[str, int]:
    """Return every figure, in the order of the page."""
    figures: dict[str, int] = {}
    for part in (
        _anchors,
        assessment_gas,
        _status,
        _due_process,
        _corrections,
        _inspections,
        _administration,
        _deployments,
    ):
        figures.update(part())
    return figures


def page(figures: dict[str, int]) -> str:
    """Write docs/gas.md."""
    rows = "\n".join(
        f"| {name} | {gas:,} | {f'{BARS[name]:,}' if name in BARS else ''} |" for name, gas in figures.items()
    )
    return f"""# What the contracts cost

Gas under the rules of the Paris fork, with the committed artifacts (via-IR, 200 runs). A transaction's figure holds
everything: its own 21,000, its data and every check. `inspect` is an `eth_call`; its figure is without the 21,000.
A test measures again and fails on any difference; `python -m tests.contracts.gas_report` writes this page anew.

| what | gas | bar |
|---|---:|---:|
{rows}

- An anchor counts nothing against the volume cap: candidates were counted when their roster was locked.
- *A session of 50* has three rooms, two parts, two papers, five examiners who mark every room and part twice, four
  invigilators, a supervisor, an incident, an appeal, an adjudication and a correction, and one event in each
  transaction, from the plan to the report. Every actor is new to the session: whoever spends a first nonce or leaves a
  first mark pays 17,100 more for a new word. An event's own line is the dearest of its kind in that session. The bar is
  for events with a signature; the anchor, which is an event of the session as well, has its own.
- *Ten in one transaction* are check-in, start and end of three runs of a part and an incident, by four invigilators who
  were there before.
- *Due process* is notice, a recorded reply of everybody told and the decision, less what the same action costs at once.
- *Scattered* are 100 leaves all over 1,024, in steps of 419 round the end; *contiguous* are leaves 300 to 399.
- A lifting looks through the earlier actions of its batch for a higher authority's suspension, and a correction looks
  through them for anything that ended: about 2,500 more for each earlier action.
"""


def _world() -> World:
    return furnish(deploy())


def _anchors() -> Iterator[tuple[str, int]]:
    world = _world()
    yield "anchor, the very first", world.anchor().gas
    yield "anchor, first of another session", world.anchor(session=OTHER_SESSION).gas
    one = world.anchor(submission=1).gas
    yield "anchor, further submission of a session", one
    largest = world.anchor(submission=2, roots=64).gas
    yield "anchor, each further root", -(-(largest - one) // 63)
    yield "anchor, 64 roots (65,536 certificates)", largest
    yield "anchor, scores", world.anchor(session=session_id(HIGHER_NONCE), level=2, kind=SCORES).gas


def _status() -> Iterator[tuple[str, int]]:
    world = _world()
    world.anchor(roots=3)
    yield "suspend 100 of a batch, contiguous", world.record(SUSPEND, CONTIGUOUS, 0).gas
    yield "lift 100 of a batch, contiguous", world.record(LIFT, CONTIGUOUS, 1).gas
    yield "cancel 100 of a batch, contiguous", world.record(CANCEL, CONTIGUOUS, 2).gas
    yield "suspend 100 of a batch, scattered over 1,024", world.record(SUSPEND, SCATTERED, 0, number=1).gas
    yield "suspend 1 of a batch", world.record(SUSPEND, select(700), 0, number=2).gas


def _due_process() -> Iterator[tuple[str, int]]:
    for name, which in (("contiguous", CONTIGUOUS), ("scattered", SCATTERED)):
        world = _world()
        world.anchor(roots=2)
        told = notice(which)
        given = world.certify("giveNotice", told).gas
        replied = world.certify("recordReply", told, which, REPLY).gas
        args = (told, which, world.today, 0, True)
        decided = world.certify("decide", *args, sender=SECOND_ADMIN).gas
        yield f"notice to 100 {name}", given
        yield f"reply of 100 {name}", replied
        yield f"decision on 100 {name}", decided
        at_once = world.record(CANCEL, which, 0, number=1).gas
        yield f"due process for 100 {name}, on top of the action", given + replied + decided - at_once


def _corrections() -> Iterator[tuple[str, int]]:
    world = _world()
    world.anchor()
    yield "correct 1 of a batch", world.correct(select(2), 0).gas
    yield "correct 100 of a batch, contiguous", world.correct(CONTIGUOUS, 1, submission=2).gas


def _inspect(world: World, index: int) -> int:
    _, gas = world.certificates.call_with_gas("inspect", ORGANISATION, SESSION, 0, index, KEY)
    return gas


def _inspections() -> Iterator[tuple[str, int]]:
    world = _world()
    world.anchor()
    yield "inspect, nothing happened", _inspect(world, 5)
    world.record(SUSPEND, select(5), 0)
    world.record(LIFT, select(5), 1)
    yield "inspect, suspended and lifted", _inspect(world, 5)
    for number in range(2, 12):
        what = (SUSPEND, LIFT)[number % 2]
        which = (select(5), select(5, 800), select(900), select_range(6, 60), select(7, 1_000))[number // 2 % 5]
        world.record(what, which, number)
    world.accredit("placeHold", ON_ORGANISATION, ORGANISATION, START, 1)
    world.accredit("placeHold", ON_ACCREDITOR, 1, START, 1)
    yield "inspect, 12 actions, 6 about this leaf, 2 holds", _inspect(world, 5)


def _administration() -> Iterator[tuple[str, int]]:
    world = _world()
    other, dates = account("other accreditor"), (START, START + YEAR)
    steps: list[tuple[str, str, tuple[object, ...], bytes]] = [
        ("add an accreditor", "addAccreditor", (other, *dates), ROOT),
        ("set an accreditor's scope", "setAccreditorScope", (2, FAMILY, 7), ROOT),
        ("accredit an organisation", "accreditOrganisation", (1, PROFILE, DID, *dates, 0, STRANGER), ACCREDITOR),
        ("set an organisation's scope", "setScope", (2, FAMILY, 3, *dates), ACCREDITOR),
        ("give an account a role", "setAccount", (2, account("anchor 2"), 2), STRANGER),
        ("register a key", "registerKey", (2, KEY, POSSESSION, 0), STRANGER),
        ("retire a key", "retireKey", (2, KEY, 0), STRANGER),
        ("publish a standard", "publishStandard", (FAMILY, b"\x52" * 32, TERMS), ACCREDITOR),
        ("place a hold", "placeHold", (ON_ORGANISATION, 2, START, 1), ACCREDITOR),
        ("lift a hold", "liftHold", (ON_ORGANISATION, 2, 0), ACCREDITOR),
        ("suspend an organisation", "setOrganisationStanding", (ORGANISATION, 2, 1), ACCREDITOR),
        ("report a compromise", "reportCompromise", (ORGANISATION, KEY), ADMIN),
    ]
    for name, function, args, sender in steps:
        yield name, world.accredit(function, *args, sender=sender).gas


def _deployments() -> Iterator[tuple[str, int]]:
    machine = Machine(START)
    before = ROOT
    for name in NAMES:
        contract, gas = Contract.deploy(machine, name, DEPLOYER, before)
        before = contract.address
        yield f"deploy {name}", gas
    for name in NAMES:
        yield f"{name}, bytes deployed", (len(artifact(name)["deployedBytecode"]) - 2) // 2


def main() -> None:
    """Write the figures and the page."""
    figures = measure()
    FIGURES.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    PAGE.write_text(page(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
