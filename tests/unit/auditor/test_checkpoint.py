"""A rewritten chain is noticed, and a checkpoint that nobody signed is none."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from auditor.checkpoint import Checkpoint, SignedCheckpoint, contradiction, sign_checkpoint
from auditor.errors import CheckpointError
from tests.builders import SeededSigner

CHAIN, LEDGER, HASH = 31337, bytes(range(20)), bytes(range(32))
SEEN = Checkpoint(CHAIN, LEDGER, 1_000, HASH, 1_790_000_000)
SIGNED = sign_checkpoint(SEEN, SeededSigner())


def test_the_file_is_what_the_specification_says() -> None:
    members = json.loads(SIGNED.to_bytes())
    signature = bytes.fromhex(members.pop("signature"))
    text = json.dumps(members, sort_keys=True, separators=(",", ":")).encode()
    key = Ed25519PublicKey.from_public_bytes(SIGNED.key)
    key.verify(signature, b"xcert/checkpoint/v0\x00" + text)
    assert set(members) == {"format", "chain", "ledger", "block", "hash", "time", "key"}
    assert SignedCheckpoint.parse(SIGNED.to_bytes()) == SIGNED


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b'"block":1000', b'"block":1001', "signature does not hold"),
        (HASH.hex().encode(), bytes(32).hex().encode(), "signature does not hold"),
        (b'"block":1000', b'"block": 1000', "canonical"),
        (b'"time":', b'"more":1,"time":', "not known"),
        (b"/v0", b"/v9", "reads no other"),
        (b'"chain":31337', b'"chain":"31337"', "not a whole number"),
    ],
)
def test_a_changed_checkpoint_is_refused(old: bytes, new: bytes, said: str) -> None:
    with pytest.raises(CheckpointError, match=said):
        SignedCheckpoint.parse(SIGNED.to_bytes().replace(old, new, 1))


@pytest.mark.parametrize(
    ("now", "said"),
    [(HASH, None), (bytes(32), "the chain was rewritten"), (None, "the chain is shorter")],
)
def test_the_chain_is_compared(now: bytes | None, said: str | None) -> None:
    found = contradiction(SEEN, CHAIN, LEDGER, lambda number: now if number == 1_000 else None)
    assert (found is None) == (said is None)
    assert said is None or said in str(found)


@pytest.mark.parametrize(("chain", "ledger"), [(1, LEDGER), (CHAIN, bytes(20))])
def test_another_chain_contradicts_nothing_and_is_refused(chain: int, ledger: bytes) -> None:
    with pytest.raises(CheckpointError, match="compare it with that one"):
        contradiction(SEEN, chain, ledger, lambda _number: HASH)
