"""The tree of RFC 9162: against the standard's own recursion, and every tampering refused."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titre.records.commitments.trees import Tree, leaf_hash, root_of_path

# Leaves of the reference implementation of Certificate Transparency, and the roots of the first n of them:
# google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc (facts).
_INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def by_the_standard(leaves: list[bytes]) -> bytes:
    """RFC 9162 §2.1.1, word by word."""
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + by_the_standard(leaves[:half]) + by_the_standard(leaves[half:])).digest()


def test_the_roots_of_certificate_transparency() -> None:
    hashes = [leaf_hash(bytes.fromhex(text)) for text in _INPUTS]
    assert [Tree(hashes[: size + 1]).root.hex() for size in range(len(hashes))] == _ROOTS


@pytest.mark.parametrize("size", [*range(1, 70), 127, 128, 129, 1000])
def test_trees_of_every_size_and_the_path_of_every_leaf(size: int) -> None:
    leaves = [number.to_bytes(4, "big") for number in range(size)]
    hashes = [leaf_hash(leaf) for leaf in leaves]
    tree = Tree(hashes)
    root = tree.root
    assert root == by_the_standard(leaves)
    for index in range(size) if size < 70 else (0, size // 2, size - 1):
        path = tree.path(index)
        assert root_of_path(hashes[index], index, size, path) == root
        assert root_of_path(leaf_hash(b"other"), index, size, path) != root
        assert root_of_path(hashes[index], index, size, [*path, root]) is None
        assert not path or root_of_path(hashes[index], index, size, path[:-1]) is None


@given(st.integers(2, 300), st.data())
def test_a_path_of_one_place_leads_from_no_other(size: int, data: st.DataObject) -> None:
    hashes = [leaf_hash(number.to_bytes(4, "big")) for number in range(size)]
    index, other = data.draw(st.lists(st.integers(0, size - 1), min_size=2, max_size=2, unique=True))
    assert root_of_path(hashes[index], other, size, Tree(hashes).path(index)) != Tree(hashes).root


def test_a_doubled_last_leaf_changes_the_root() -> None:
    # Bitcoin's tree doubles the last leaf of an odd level, so that two lists share a root (CVE-2012-2459).
    hashes = [leaf_hash(bytes([number])) for number in range(3)]
    assert Tree(hashes).root != Tree([*hashes, hashes[-1]]).root


def test_a_pair_passes_for_no_leaf() -> None:
    hashes = [leaf_hash(bytes([number])) for number in range(4)]
    pairs = [hashes[0] + hashes[1], hashes[2] + hashes[3]]
    assert Tree(hashes).root != Tree([leaf_hash(pair) for pair in pairs]).root


@pytest.mark.parametrize(("index", "size"), [(-1, 4), (4, 4), (0, 0), (9, 4)])
def test_a_place_outside_the_tree(index: int, size: int) -> None:
    assert root_of_path(bytes(32), index, size, [bytes(32)] * 2) is None
