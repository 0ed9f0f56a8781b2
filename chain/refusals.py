"""From revert data to a sentence that a person can act on, in English and Chinese."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from assessment.codes import LATE_RULES, EventCode, Role, State
from chain.abi import Refusal, decode_values
from chain.artifacts import all_artifacts
from chain.errors import NodeRefusedError, RevertedError, UnreachableError
from chain.hexadecimal import checksummed
from chain.refusal_words import WORDS as REGISTRY_WORDS
from chain.refusal_words_sessions import LEDGER_WORDS, PERSONNEL_WORDS, RULES

WORDS = {**REGISTRY_WORDS, **LEDGER_WORDS, **PERSONNEL_WORDS}
"""English, then Chinese, by the name of the error; placeholders are the names of the error's values."""

_REASON = bytes.fromhex("08c379a0")
_PANIC = bytes.fromhex("4e487b71")
_TIMES = frozenset({"claimedAt", "earliest", "endedAt", "from", "retiredAt", "since", "time", "until"})
_OF_SESSIONS = ("AssessmentLedger", "PersonnelRegistry")
_FAR = 253_402_300_800  # the year 10000, which a date cannot show
_FIRST_DAY = date(1970, 1, 1).toordinal()
_LAST_DAY = 2_900_000
_TEXT = ({"name": "reason", "type": "string"},)


def refusal_of(error: NodeRefusedError) -> RevertedError | None:
    """Return what the contract said, or None if `error` is not a contract's refusal."""
    if error.data is None and "revert" not in error.reason:
        return None
    data = error.data or b""
    known = _known(data[:4])
    if known is not None:
        return _custom(known, data[4:])
    if data[:4] == _REASON:
        return _plain("Error", decode_values(_TEXT, data[4:]).text("reason"))
    if data[:4] == _PANIC:
        return _plain("Panic", f"the contract stopped with panic code {int.from_bytes(data[4:36], 'big'):#x}")
    return _plain(
        "unknown", f"the contract refused without a reason that is known here ({data[:4].hex() or 'no data'})"
    )


def _known(selector: bytes) -> Refusal | None:
    # The errors of one contract pass through another, which does not list them.
    for artifact in all_artifacts():
        if found := artifact.interface.refusals.get(selector):
            return found
    return None


def _custom(refusal: Refusal, data: bytes) -> RevertedError:
    try:
        values = decode_values(refusal.inputs, data).values()
    except UnreachableError:
        return _plain(refusal.name, f"the contract refused with {refusal.name}, with values that cannot be read")
    if refusal.name not in WORDS:
        return _plain(refusal.name, f"the contract refused with {refusal.name}")
    english, chinese = WORDS[refusal.name]
    shown = {name: _shown(name, value) for name, value in values.items()}
    if not refusal.name.startswith(_OF_SESSIONS):
        return RevertedError(refusal.name, english.format(**shown), chinese.format(**shown), values)
    in_english, in_chinese = shown | _named(values, 0), shown | _named(values, 1)
    return RevertedError(refusal.name, english.format(**in_english), chinese.format(**in_chinese), values)


def _named(values: Mapping[str, object], language: int) -> dict[str, str]:
    """Numbers of an assessment by their names: rules (English 0, Chinese 1), events, states, roles, late rules."""
    names: dict[str, Callable[[int], str]] = {
        "rule": lambda number: RULES.get(number, RULES[0])[language],
        "code": lambda number: _member(EventCode, number),
        "state": lambda number: _member(State, number),
        "roles": _roles,
        "needed": _roles,
        "late": lambda bits: ", ".join(f"R{rule}" for place, rule in enumerate(LATE_RULES) if bits >> place & 1),
    }
    return {
        name: names[name](value) or str(value)
        for name, value in values.items()
        if name in names and isinstance(value, int)
    }


def _member(kind: type[EventCode] | type[State], number: int) -> str:
    return next((str(member.name) for member in kind if member.value == number), str(number))


def _roles(bits: int) -> str:
    return ", ".join(role.name for role in Role if bits >> role.value & 1)


def _shown(name: str, value: object) -> object:
    if isinstance(value, bytes):
        return checksummed(value) if len(value) == 20 else value.hex()
    if isinstance(value, int) and name in _TIMES:
        return f"{datetime.fromtimestamp(value, UTC):%Y-%m-%d %H:%M:%S} UTC" if value < _FAR else "ever"
    if isinstance(value, int) and name == "effectiveDay":
        return date.fromordinal(_FIRST_DAY + value).isoformat() if value < _LAST_DAY else value
    return value


def _plain(name: str, sentence: str) -> RevertedError:
    return RevertedError(name, sentence, f"合约拒绝：{sentence}", {})
