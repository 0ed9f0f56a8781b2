"""Merkle trees as in RFC 9162, section 2.1: SHA-256, leaf prefix 00, node prefix 01.

>>> leaves = [leaf_hash(b"a"), leaf_hash(b"b"), leaf_hash(b"c")]
>>> verify_inclusion(leaves[2], index=2, size=3, path=inclusion_paths(leaves)[2], root=root_of(leaves))
"""

import hashlib
from collections.abc import Sequence

from certificate.errors import ProofError

HASH_SIZE = 32
"""Bytes of a hash."""


def leaf_hash(data: bytes) -> bytes:
    """Hash the input of a leaf: SHA-256(00 ‖ `data`)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash an inner node: SHA-256(01 ‖ `left` ‖ `right`). The prefix keeps a node from passing as a leaf."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over `leaves` (leaf hashes); raises `ValueError` for none."""
    return _levels(leaves)[-1][0]


def inclusion_paths(leaves: Sequence[bytes]) -> list[tuple[bytes, ...]]:
    """Return the inclusion path of every leaf, from the leaf up (RFC 9162, 2.1.3.1); raises `ValueError` for none.

    All paths are read off the levels of one tree, so a batch costs one pass instead of one for each certificate.
    """
    levels = _levels(leaves)
    return [tuple(_path(levels, index)) for index in range(len(leaves))]


def verify_inclusion(leaf: bytes, *, index: int, size: int, path: Sequence[bytes], root: bytes) -> None:
    """Return if `path` leads from `leaf` at `index` to `root` of a tree of `size`; raise `ProofError` otherwise.

    The algorithm is RFC 9162, 2.1.3.2. `size` must come from the chain: with a size from the file, one leaf could
    be shown at two places.
    """
    if not 0 <= index < size:
        raise ProofError(f"index {index} is outside a batch of {size}")
    position, last, node = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            raise ProofError("the path is longer than the tree is high")
        if position % 2 or position == last:
            node = node_hash(sibling, node)
            while not position % 2 and position:
                position, last = position >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        position, last = position >> 1, last >> 1
    if last != 0:
        raise ProofError("the path is shorter than the tree is high")
    if node != root:
        raise ProofError("the path does not lead to the anchored root")


def _levels(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """Build the tree level by level; a node without a sibling moves up unchanged, which gives RFC 9162's shape."""
    if not leaves:
        raise ValueError("a tree needs at least one leaf")
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        above = [node_hash(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)]
        levels.append(above + below[len(above) * 2 :])
    return levels


def _path(levels: Sequence[Sequence[bytes]], index: int) -> list[bytes]:
    path = []
    for level in levels[:-1]:
        sibling = index ^ 1
        if sibling < len(level):
            path.append(level[sibling])
        index >>= 1
    return path
