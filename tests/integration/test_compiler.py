"""The committed artifacts are what the sources compile to, byte for byte."""

from scripts.solidity import differences


def test_recompiling_gives_the_committed_artifacts() -> None:
    assert differences() == []
