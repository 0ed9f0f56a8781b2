"""From revert data to a sentence that a person can act on, in English and Chinese."""

from datetime import UTC, date, datetime

from chain.abi import Refusal, decode_values
from chain.artifacts import accreditation_registry, certificate_registry
from chain.errors import NodeRefusedError, RevertedError, UnreachableError
from chain.hexadecimal import checksummed
from chain.refusal_words import WORDS

_REASON = bytes.fromhex("08c379a0")
_PANIC = bytes.fromhex("4e487b71")
_TIMES = frozenset({"from", "until", "since", "retiredAt", "endedAt", "time"})
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
    # The accreditation registry's errors pass through the certificate registry, which does not list them.
    for artifact in (certificate_registry(), accreditation_registry()):
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
    return RevertedError(refusal.name, english.format(**shown), chinese.format(**shown), values)


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
