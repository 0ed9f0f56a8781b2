"""What is signed, against eth-account's own EIP-712, and what a changed message does to its signature."""

from dataclasses import replace

import pytest
from eth_account import Account
from eth_account.messages import encode_typed_data
from hypothesis import given
from hypothesis import strategies as st

from assessment.codes import EventCode
from assessment.errors import FiguresError
from chain.accounts import KeyAccount
from chain.errors import SignatureError
from chain.session_message import MessageDomain, SessionMessage, message_of, recover, session_id

LEDGER = bytes.fromhex("5fbdb2315678afecb367f032d93f642f64180aa3")
DOMAIN = MessageDomain(31_337, LEDGER)
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
MESSAGE = SessionMessage(
    b"\x5e" * 32, EventCode.CHECKIN_BATCH, 7, 1_780_000_000, b"\xc0" * 32,
    {"part": 1, "room": 2, "present": 30, "absent": 1, "failed": 0},
)  # fmt: skip


def typed(message: SessionMessage, domain: MessageDomain) -> dict[str, object]:
    session, code, nonce, claimed_at, commitment, figures = message.words
    return {
        "primaryType": "SessionEvent",
        "types": {
            "EIP712Domain": [
                {"name": "name", "type": "string"},
                {"name": "version", "type": "string"},
                {"name": "chainId", "type": "uint256"},
                {"name": "verifyingContract", "type": "address"},
            ],
            "SessionEvent": [
                {"name": "session", "type": "bytes32"},
                {"name": "code", "type": "uint8"},
                {"name": "nonce", "type": "uint32"},
                {"name": "claimedAt", "type": "uint40"},
                {"name": "commitment", "type": "bytes32"},
                {"name": "figures", "type": "uint256"},
            ],
        },
        "domain": {
            "name": "xcert AssessmentLedger",
            "version": "1",
            "chainId": domain.chain,
            "verifyingContract": "0x" + domain.ledger.hex(),
        },
        "message": {
            "session": session,
            "code": code,
            "nonce": nonce,
            "claimedAt": claimed_at,
            "commitment": commitment,
            "figures": figures,
        },
    }


@given(
    session=st.binary(min_size=32, max_size=32),
    nonce=st.integers(0, 199),
    claimed_at=st.integers(0, 2**40 - 1),
    commitment=st.binary(min_size=32, max_size=32),
    n=st.integers(0, 2**24 - 1),
    chain=st.integers(1, 2**63),
)
def test_it_is_the_message_that_other_wallets_sign(
    session: bytes, nonce: int, claimed_at: int, commitment: bytes, n: int, chain: int
) -> None:
    message = SessionMessage(session, EventCode.ROSTER_LOCKED, nonce, claimed_at, commitment, {"n": n})
    domain = MessageDomain(chain, LEDGER)
    key = KeyAccount(b"\x11" * 32)
    theirs = Account.sign_message(encode_typed_data(full_message=typed(message, domain)), b"\x11" * 32)
    own = domain.sign(message, key).first
    assert own == theirs.r.to_bytes(32, "big") + (theirs.s | (theirs.v - 27) << 255).to_bytes(32, "big")
    assert domain.signer(message, own) == key.address


def test_two_people_sign_the_same_message() -> None:
    first, second = KeyAccount.create(), KeyAccount.create()
    signed = DOMAIN.sign(MESSAGE, first, second)
    assert [DOMAIN.signer(MESSAGE, part) for part in (signed.first, signed.second)] == [first.address, second.address]
    assert DOMAIN.sign(MESSAGE, first).second == bytes(64)


@pytest.mark.parametrize(
    "changed",
    [
        replace(MESSAGE, session=b"\x5f" * 32),
        replace(MESSAGE, nonce=8),
        replace(MESSAGE, claimed_at=MESSAGE.claimed_at + 1),
        replace(MESSAGE, commitment=b"\xc1" * 32),
        replace(MESSAGE, figures=dict(MESSAGE.figures) | {"present": 31}),
        SessionMessage(MESSAGE.session, EventCode.REG_OPENED, 7, MESSAGE.claimed_at, MESSAGE.commitment),
    ],
)
def test_a_changed_message_is_somebody_elses(changed: SessionMessage) -> None:
    key = KeyAccount.create()
    assert DOMAIN.signer(changed, DOMAIN.sign(MESSAGE, key).first) != key.address


@pytest.mark.parametrize("domain", [MessageDomain(1, LEDGER), MessageDomain(31_337, b"\x01" * 20)])
def test_a_signature_for_another_ledger_is_nobodys_here(domain: MessageDomain) -> None:
    key = KeyAccount.create()
    assert DOMAIN.signer(MESSAGE, domain.sign(MESSAGE, key).first) != key.address


@pytest.mark.parametrize("broken", [b"", bytes(64), bytes(65), b"\xff" * 64, b"\x01" * 63])
def test_what_is_no_signature_is_refused(broken: bytes) -> None:
    with pytest.raises(SignatureError, match="sign the message again"):
        recover(b"\x22" * 32, broken)


def test_the_upper_s_is_refused() -> None:
    """With it everybody could make a second signature from the first (EIP-2)."""
    with pytest.raises(SignatureError, match="lower s"):
        recover(b"\x22" * 32, b"\x01" * 32 + (ORDER // 2 + 1).to_bytes(32, "big"))


@pytest.mark.parametrize(
    "members",
    [
        {"session": b"short"},
        {"commitment": b""},
        {"nonce": 200},
        {"nonce": -1},
        {"claimed_at": 2**40},
    ],
)
def test_values_out_of_range_are_no_message(members: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"bytes|nonce"):
        replace(MESSAGE, **members)  # type: ignore[arg-type]


@pytest.mark.parametrize("figures", [{}, {"n": 1}, {"part": 256, "room": 0, "present": 0, "absent": 0, "failed": 0}])
def test_figures_that_the_event_does_not_have_are_no_message(figures: dict[str, int]) -> None:
    with pytest.raises(FiguresError):
        replace(MESSAGE, figures=figures)


def test_a_message_is_read_back_from_its_words() -> None:
    assert message_of(MESSAGE.words) == MESSAGE


def test_the_session_id_is_bound_to_its_organisation() -> None:
    # keccak256(abi.encode(uint32(1), bytes32(0))), computed with cast
    assert session_id(1, bytes(32)) != session_id(2, bytes(32))
    with pytest.raises(ValueError, match="32 bytes"):
        session_id(1, b"nonce")


def test_a_domain_without_an_address_signs_nothing() -> None:
    with pytest.raises(ValueError, match="20 bytes"):
        MessageDomain(1, b"").digest(MESSAGE)
