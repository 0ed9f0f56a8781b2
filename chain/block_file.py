"""The embedded chain's memory: an append-only file of blocks, from which the same chain is rebuilt exactly.

One JSON line per block, written and flushed to the disk before anybody hears of the block. A last line that was cut off
by a crash belongs to a block that nobody heard of, and is dropped.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from chain.errors import BlockFileError

_FORMAT = "xcert-embedded-chain-v0"


@dataclass(frozen=True, slots=True)
class Line:
    """One block: its time in Unix seconds, its hash, and the signed transaction it holds, if any."""

    time: int
    hash: bytes
    transaction: bytes | None


class BlockFile:
    """The file at `path`, held by this process alone; made for `chain_id` and `genesis_time` if it does not exist.

    Raises `BlockFileError` if it is damaged, of another chain, or another process has it.
    """

    def __init__(self, path: Path, *, chain_id: int, genesis_time: int) -> None:
        self._path = path
        self._file = self._hold()
        try:
            self._lines = self._load()
            self.genesis_time = self._read_head(chain_id, genesis_time)
        except BaseException:
            self._file.close()
            raise

    def blocks(self) -> Iterator[Line]:
        """Read the blocks that were there when the file was opened, in order; raises `BlockFileError`."""
        for number, text in enumerate(self._lines[1:], start=1):
            try:
                entry = json.loads(text)
                raw = entry["transaction"]
                yield Line(
                    int(entry["time"]), bytes.fromhex(entry["hash"]), None if raw is None else bytes.fromhex(raw)
                )
            except (ValueError, KeyError, TypeError) as error:
                raise self._damaged(f"block {number} cannot be read") from error

    def append(self, line: Line) -> None:
        """Write one block and wait until the disk has it; raises `BlockFileError`."""
        raw = None if line.transaction is None else line.transaction.hex()
        self._write({"time": line.time, "hash": line.hash.hex(), "transaction": raw})

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _hold(self) -> IO[bytes]:
        try:
            # The chain can be spent from with the faucet only, yet its raw transactions are nobody else's business.
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise BlockFileError(
                f"{self._path} cannot be opened: {error.strerror}; choose a writable folder"
            ) from error
        file = os.fdopen(handle, "a+b")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.close()
            raise BlockFileError(
                f"another process runs the chain of {self._path}; stop it, or reach its chain by its RPC address"
            ) from error
        return file

    def _load(self) -> list[bytes]:
        self._file.seek(0)
        content = self._file.read()
        whole, _, torn = content.rpartition(b"\n")
        if torn:
            self._file.truncate(len(content) - len(torn))
        return whole.split(b"\n") if whole else []

    def _read_head(self, chain_id: int, genesis_time: int) -> int:
        if not self._lines:
            self._write({"format": _FORMAT, "chain": chain_id, "genesisTime": genesis_time})
            return genesis_time
        try:
            head = json.loads(self._lines[0])
            found, known, time = head["format"], head["chain"], int(head["genesisTime"])
        except (ValueError, KeyError, TypeError) as error:
            raise self._damaged("it does not begin with its format") from error
        if found != _FORMAT or known != chain_id:
            raise BlockFileError(f"{self._path} is of format {found} and chain {known}, not {_FORMAT} and {chain_id}")
        return time

    def _write(self, entry: dict[str, object]) -> None:
        try:
            self._file.write(json.dumps(entry, separators=(",", ":")).encode("ascii") + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise BlockFileError(
                f"{self._path} cannot be written: {error.strerror}; free space and start again"
            ) from error

    def _damaged(self, what: str) -> BlockFileError:
        return BlockFileError(f"{self._path} is damaged: {what}; move it away to start a new chain")
