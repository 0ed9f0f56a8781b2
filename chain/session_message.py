"""What the people of an assessment sign: one EIP-712 message for each event (docs/assessment.md, section 6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from eth_keys.datatypes import Signature
from eth_keys.exceptions import BadSignature
from eth_utils.crypto import keccak
from eth_utils.exceptions import ValidationError

from assessment.codes import EventCode
from assessment.event import NO_COMMITMENT
from assessment.figures import pack_figures, unpack_figures
from chain.accounts import MessageSigner
from chain.errors import SignatureError

NONCES = 200
"""Messages that one actor may sign for one session: their nonces are 0 to 199, in any order."""

_DOMAIN = keccak(b"EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)")
_NAME = keccak(b"xcert AssessmentLedger")
_VERSION = keccak(b"1")
_TYPE = keccak(
    b"SessionEvent(bytes32 session,uint8 code,uint32 nonce,uint40 claimedAt,bytes32 commitment,uint256 figures)"
)
_HALF_ORDER = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0
_S = (1 << 255) - 1


@dataclass(frozen=True, slots=True)
class SessionMessage:
    """One event before it is recorded.

    Arguments:
        session: 32 bytes.
        code: what happened.
        nonce: 0 to 199, not used by this actor in this session before.
        claimed_at: when the actor says it happened, Unix seconds.
        commitment: over the event's records, 32 bytes; zero where it has none.
        figures: the public numbers by name.

    Raises `ValueError` for values out of range, `FiguresError` for figures that the event does not have.
    """

    session: bytes
    code: EventCode
    nonce: int
    claimed_at: int
    commitment: bytes = NO_COMMITMENT
    figures: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.session) != 32 or len(self.commitment) != 32:
            raise ValueError("a session and a commitment have 32 bytes")
        if not 0 <= self.nonce < NONCES or not 0 <= self.claimed_at < 1 << 40:
            raise ValueError(f"a nonce is 0 to {NONCES - 1}, and a time is in Unix seconds")
        pack_figures(self.code, self.figures)

    @property
    def word(self) -> int:
        """The figures as the one word of the message."""
        return pack_figures(self.code, self.figures)

    @property
    def words(self) -> tuple[bytes, int, int, int, bytes, int]:
        """The message as the contract takes it."""
        return self.session, self.code.value, self.nonce, self.claimed_at, self.commitment, self.word


@dataclass(frozen=True, slots=True)
class Signed:
    """A message with the signature of its actor, and of the second person where the event needs one (64 bytes each)."""

    message: SessionMessage
    first: bytes
    second: bytes = bytes(64)


@dataclass(frozen=True, slots=True)
class MessageDomain:
    """Which ledger a signature is for: EIP-155 chain id, and the ledger's address (20 bytes)."""

    chain: int
    ledger: bytes

    def digest(self, message: SessionMessage) -> bytes:
        """The 32 bytes that are signed (EIP-712)."""
        return self.digest_of_words(*message.words)

    def digest_of_words(
        self, session: bytes, code: int, nonce: int, claimed_at: int, commitment: bytes, figures: int
    ) -> bytes:
        """The same for a message whose figures were not taken apart."""
        numbers = (code, nonce, claimed_at)
        members = (session, *(_word(number) for number in numbers), commitment, _word(figures))
        return keccak(b"\x19\x01" + _separator(self.chain, self.ledger) + keccak(_TYPE + b"".join(members)))

    def sign(self, message: SessionMessage, first: MessageSigner, second: MessageSigner | None = None) -> Signed:
        """Let `first`, and `second` where two people sign, sign `message`."""
        digest = self.digest(message)
        return Signed(message, first.sign_digest(digest), second.sign_digest(digest) if second else bytes(64))

    def signer(self, message: SessionMessage, signature: bytes) -> bytes:
        """Return the account that signed `message`; raises `SignatureError` for a signature that nobody can have made.

        A message or a domain that was changed gives another account, never an error.
        """
        return recover(self.digest(message), signature)


def session_id(organisation: int, nonce: bytes) -> bytes:
    """Return the id of the session that `organisation` opens with `nonce` (32 bytes)."""
    if len(nonce) != 32:
        raise ValueError("the nonce of a session has 32 bytes")
    return keccak(_word(organisation) + nonce)


def recover(digest: bytes, signature: bytes) -> bytes:
    """Return the account whose 64-byte signature over `digest` this is; raises `SignatureError`.

    Only the lower of the two values of s is accepted: of each signature there is one form.
    """
    try:
        r, vs = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:64], "big")
        if len(signature) != 64 or vs & _S > _HALF_ORDER:
            raise SignatureError("a signature has 64 bytes, with the lower s (ERC-2098); sign the message again")
        made = Signature(vrs=(vs >> 255, r, vs & _S))
        return made.recover_public_key_from_msg_hash(digest).to_canonical_address()
    except (BadSignature, ValidationError, ValueError) as error:
        raise SignatureError("nobody can have made this signature; sign the message again") from error


def message_of(words: tuple[bytes, int, int, int, bytes, int]) -> SessionMessage:
    """Read a message as the contract has it; raises `ValueError` or `FiguresError`."""
    session, code, nonce, claimed_at, commitment, figures = words
    kind = EventCode(code)
    return SessionMessage(session, kind, nonce, claimed_at, commitment, unpack_figures(kind, figures))


@lru_cache(maxsize=64)
def _separator(chain: int, ledger: bytes) -> bytes:
    if len(ledger) != 20:
        raise ValueError("a ledger's address has 20 bytes")
    return keccak(_DOMAIN + _NAME + _VERSION + _word(chain) + bytes(12) + ledger)


def _word(number: int) -> bytes:
    return number.to_bytes(32, "big")
