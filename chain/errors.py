"""Errors of this floor: the chain is unavailable, misbehaves, or refuses; never evidence about a certificate."""


class ChainError(Exception):
    """The base of every error in this package."""


class UnreachableError(ChainError):
    """No answer, or a broken one: stopped, too slow, cut off, too long, or not JSON-RPC."""


class TooLongError(UnreachableError):
    """The answer is longer than is ever read: ask for less at once."""


class NodeRefusedError(ChainError):
    """The node answered with a JSON-RPC error: `code`, `reason` and, for a revert, the returned `data`."""

    def __init__(self, message: str, *, code: int, reason: str, data: bytes | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.reason = reason
        self.data = data


class RevertedError(ChainError):
    """A contract refused: the custom error's `name`, one sentence in English and in Chinese, and its `values`."""

    def __init__(self, name: str, sentence: str, sentence_zh: str, values: dict[str, object]) -> None:
        super().__init__(sentence)
        self.name = name
        self.sentence = sentence
        self.sentence_zh = sentence_zh
        self.values = values


class WrongNetworkError(ChainError):
    """The node is on another chain than the one asked for."""


class WrongContractError(ChainError):
    """No contract stands at the address, or it has other code, or it belongs to another registry."""


class WentBackError(ChainError):
    """The node showed a lower block than before, or another block at the same height."""


class DisagreeError(ChainError):
    """Several nodes were asked and too few gave the same answer."""


class NotFundedError(ChainError):
    """The account cannot pay: `account`, `balance` and `needed` in wei."""

    def __init__(self, message: str, *, account: bytes, balance: int, needed: int) -> None:
        super().__init__(message)
        self.account = account
        self.balance = balance
        self.needed = needed


class FeeTooHighError(ChainError):
    """The network asks for a higher fee per gas than the operator allows."""


class NonceError(ChainError):
    """Another transaction of the same account took this nonce; this one can never be mined."""


class NotFinalError(ChainError):
    """The transaction did not become final in the time allowed; it may still do so."""


class FailedError(ChainError):
    """The transaction was mined and failed."""


class NotLocalError(ChainError):
    """A faucet exists on local chains only."""


class TrustFileError(ChainError):
    """The trust file is not in the one accepted form (docs/trust-file.md)."""


class DeploymentFileError(ChainError):
    """The deployment file is not in the one accepted form."""


class ArtifactError(ChainError):
    """An artifact that ships with the package is missing or damaged."""


class BlockFileError(ChainError):
    """The embedded chain's file cannot be used: damaged, of another chain, or in use by another process."""


class KeyFileError(ChainError):
    """An account's key file cannot be read, has an open mode, or the passphrase is wrong."""


class ServeError(ChainError):
    """The embedded chain cannot be served at the address."""


class InvalidTransactionError(ChainError):
    """A transaction or time cannot enter a block of the embedded chain; the text is what geth says, as tools expect."""


class SignatureError(ChainError):
    """A signature under a message that nobody can have made."""


class HistoryError(ChainError):
    """What a node tells of the past does not fit together: something is missing, doubled, or was exchanged."""
