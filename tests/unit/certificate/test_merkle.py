"""RFC 9162 trees against the published vectors of Certificate Transparency and the RFC's recursive definition."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificate.errors import ProofError
from certificate.merkle import inclusion_paths, leaf_hash, node_hash, root_of, verify_inclusion

# github.com/google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc (public test vectors of RFC 6962).
INPUTS = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATHS = [
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
LEAVES = [leaf_hash(entry) for entry in INPUTS]


def recursive_root(entries: list[bytes]) -> bytes:
    """MTH of RFC 9162, 2.1.1, word for word; independent of the level-by-level code under test."""
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return hashlib.sha256(b"\x01" + recursive_root(entries[:k]) + recursive_root(entries[k:])).digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_the_published_ones(size: int) -> None:
    assert root_of(LEAVES[:size]).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("index", "size", "path"), PATHS)
def test_paths_are_the_published_ones(index: int, size: int, path: list[str]) -> None:
    assert [node.hex() for node in inclusion_paths(LEAVES[:size])[index]] == path


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=40))
def test_root_equals_the_recursive_definition(entries: list[bytes]) -> None:
    assert root_of([leaf_hash(entry) for entry in entries]) == recursive_root(entries)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 71, 228, 1_023, 1_024])
def test_every_path_verifies_at_its_own_index_and_size(size: int) -> None:
    leaves = [leaf_hash(str(number).encode()) for number in range(size)]
    root = root_of(leaves)
    for index, path in enumerate(inclusion_paths(leaves)):
        verify_inclusion(leaves[index], index=index, size=size, path=path, root=root)


@given(st.integers(1, 33), st.data())
def test_no_other_index_size_leaf_or_path_verifies(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(bytes([number])) for number in range(size)]
    root, paths = root_of(leaves), inclusion_paths(leaves)
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(-1, size + 2).filter(lambda value: value != index))
    with pytest.raises(ProofError):
        verify_inclusion(leaves[index], index=other, size=size, path=paths[index], root=root)
    with pytest.raises(ProofError):
        verify_inclusion(leaf_hash(b"other"), index=index, size=size, path=paths[index], root=root)
    with pytest.raises(ProofError):
        verify_inclusion(leaves[index], index=index, size=size, path=(*paths[index], leaves[0]), root=root)
    if paths[index]:
        with pytest.raises(ProofError):
            verify_inclusion(leaves[index], index=index, size=size, path=paths[index][:-1], root=root)


def test_an_inner_node_does_not_pass_as_a_leaf() -> None:
    """The forgery that trees without prefixes allow: show a node's two children as the data of a leaf."""
    node = node_hash(LEAVES[0], LEAVES[1])
    root, (_, right) = root_of(LEAVES[:4]), (node, node_hash(LEAVES[2], LEAVES[3]))
    verify_inclusion(node, index=0, size=2, path=(right,), root=root)  # a node can be walked up from …
    with pytest.raises(ProofError):  # … but data that hashes to it as a leaf does not exist
        verify_inclusion(leaf_hash(LEAVES[0] + LEAVES[1]), index=0, size=2, path=(right,), root=root)


def test_a_tree_needs_a_leaf() -> None:
    with pytest.raises(ValueError, match="at least one leaf"):
        root_of([])
