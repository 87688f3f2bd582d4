"""The content hash: equal for equal files wherever they lie, different for any difference (L16)."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dutyterm.manual.load import read_files
from dutyterm.manual.tree import content_hash
from tests.manual.kit import good, small, write

NAMES = st.from_regex(r"(base|additions)/([a-z]{1,3}/)?[a-z0-9]{1,4}\.toml", fullmatch=True)
TREES = st.dictionaries(NAMES, st.binary(max_size=40), max_size=6)


@settings(max_examples=60)
@given(TREES)
def test_what_was_written_and_read_again_has_the_same_hash(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "base").mkdir()
        base, additions = write(files, Path(folder))
        read = read_files(base, additions)
    assert not isinstance(read, tuple)
    assert dict(read) == files
    assert content_hash(read) == content_hash(files)


@given(TREES, TREES)
def test_two_trees_have_the_same_hash_only_if_they_are_equal(
    a: dict[str, bytes], b: dict[str, bytes]
) -> None:
    assert (content_hash(a) == content_hash(b)) == (a == b)


def test_content_that_moves_from_one_file_to_the_next_changes_the_hash() -> None:
    assert content_hash({"base/a": b"xy", "base/b": b""}) != content_hash({"base/a": b"x", "base/b": b"y"})


def test_the_order_in_which_files_are_found_does_not_matter() -> None:
    files = small()
    assert content_hash(dict(reversed(files.items()))) == content_hash(files)


def test_the_hash_is_as_documented() -> None:
    """SHA-256 over name, zero byte, length in 8 bytes, content; base first: anyone can check it."""
    files = {"additions/a.toml": b"1", "base/z.toml": b"22"}
    by_hand = (
        b"base/z.toml\0"
        + (2).to_bytes(8, "big")
        + b"22"
        + b"additions/a.toml\0"
        + (1).to_bytes(8, "big")
        + b"1"
    )
    assert content_hash(files) == hashlib.sha256(by_hand).hexdigest()


def test_additions_change_the_version() -> None:
    log = '[[phrases]]\ncategory = "cash"\nphrases = [{ zh = "换零", en = "change" }]\n'
    assert good(add_log=log).hash != good().hash
