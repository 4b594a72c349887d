"""The tree of RFC 9162: known vectors, and the definition itself against what is built for any size."""

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from accord.record.log import merkle

# The entries and roots of RFC 6962's reference log (its `merkle_tree_test`), sizes 1 to 8.
ENTRIES = [
    bytes.fromhex(one)
    for one in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
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
# (leaf from 0, size, path) and (older size, size, path) of the same log.
INCLUSION = [
    (0, 1, []),
    (0, 8, ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"]),
    (5, 8, ["bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"]),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (1, 5, ["6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"]),
]  # fmt: skip
CONSISTENCY = [
    (1, 1, []),
    (1, 8, ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"]),
    (6, 8, ["0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"]),
    (2, 5, ["5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"]),
]  # fmt: skip


def defined(leaves: Sequence[bytes]) -> bytes:
    """MTH as RFC 9162 defines it."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256().digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return merkle.node_hash(defined(leaves[:split]), defined(leaves[split:]))


def over(leaves: Sequence[bytes]) -> merkle.Subtree:
    return lambda height, index: defined(leaves[index << height : (index + 1) << height])


def made(count: int) -> list[bytes]:
    return [merkle.leaf_hash(str(n).encode()) for n in range(count)]


REFERENCE = [merkle.leaf_hash(one) for one in ENTRIES]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_reference_log_has_its_roots(size: int) -> None:
    growing = merkle.Frontier()
    for leaf in REFERENCE[:size]:
        growing.add(leaf)
    assert merkle.root(size, over(REFERENCE)).hex() == growing.root().hex() == ROOTS[size - 1]
    assert merkle.root(0, over(REFERENCE)).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(("index", "size", "path"), INCLUSION)
def test_the_reference_log_proves_its_lines(index: int, size: int, path: list[str]) -> None:
    assert [one.hex() for one in merkle.inclusion(index, size, over(REFERENCE))] == path
    assert merkle.proves_inclusion(REFERENCE[index], index, size, [*map(bytes.fromhex, path)], bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(("old", "size", "path"), CONSISTENCY)
def test_the_reference_log_proves_that_it_grew(old: int, size: int, path: list[str]) -> None:
    assert [one.hex() for one in merkle.consistency(old, size, over(REFERENCE))] == path
    roots = bytes.fromhex(ROOTS[old - 1]), bytes.fromhex(ROOTS[size - 1])
    assert merkle.proves_consistency(old, roots[0], size, roots[1], [*map(bytes.fromhex, path)])


@settings(max_examples=60, deadline=None)  # the definition itself is slow
@given(some.integers(1, 200), some.data())
def test_any_line_of_any_size_is_proved_and_no_other(size: int, data: some.DataObject) -> None:
    leaves, index = made(size), data.draw(some.integers(0, size - 1))
    path, root = merkle.inclusion(index, size, over(leaves)), defined(leaves)
    assert merkle.root(size, over(leaves)) == root
    assert merkle.proves_inclusion(leaves[index], index, size, path, root)
    assert not merkle.proves_inclusion(merkle.leaf_hash(b"other"), index, size, path, root)
    assert not merkle.proves_inclusion(leaves[index], index, size, [*path, root], root)
    assert not path or not merkle.proves_inclusion(leaves[index], index, size, path[:-1], root)
    for other in {0, index + 1, size - 1, index ^ 1} - {index}:
        assert not merkle.proves_inclusion(leaves[index], other, size, path, root)


@settings(max_examples=60, deadline=None)  # the definition itself is slow
@given(some.integers(1, 200), some.data())
def test_growth_is_proved_and_a_changed_past_is_not(size: int, data: some.DataObject) -> None:
    old, leaves = data.draw(some.integers(1, size)), made(size)
    path, before, after = merkle.consistency(old, size, over(leaves)), defined(leaves[:old]), defined(leaves)
    assert merkle.proves_consistency(old, before, size, after, path)
    changed = [*leaves]
    changed[data.draw(some.integers(0, old - 1))] = merkle.leaf_hash(b"changed")
    other = merkle.consistency(old, size, over(changed))
    assert not merkle.proves_consistency(old, before, size, defined(changed), other)
    assert not merkle.proves_consistency(old, before, size, after, [*path, after])


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_proof_of_what_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no such leaf"):
        merkle.inclusion(index, size, over(made(3)))
    with pytest.raises(ValueError, match="older tree"):
        merkle.consistency(size + 1, size, over(made(3)))
