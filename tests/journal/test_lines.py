"""Lines and their reading, by property: what goes in comes out, and no bytes at all make the reader raise."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dutyterm.journal.errors import AppendOnly, NotStorable
from dutyterm.journal.frozen import FrozenDict, FrozenList
from dutyterm.journal.lines import encode_line, encode_put, parse_frozen
from dutyterm.journal.reading import read_bytes, readable
from dutyterm.journal.strict import INT_LIMIT, Forged
from dutyterm.journal.walk import MARK, ZEROS, walk
from tests.journal.kit import a_head, a_record, forged

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-INT_LIMIT, INT_LIMIT) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
DOCUMENT = st.dictionaries(st.text(), VALUES, max_size=5)
GOOD = forged(("head", a_head().content()), *(("put", {"records": {str(n): a_record(n)}}) for n in (1, 2, 3)))


@given(DOCUMENT)
@example({"\\ud800": "\\", "": "\u2028\x00\x7f\ufeff", "e": "😀"})
def test_a_document_comes_back_as_it_went_in(document: dict[str, Any]) -> None:
    line = encode_put(ZEROS, 0, 1, [document])
    assert line.data.startswith(MARK)
    assert line.data.count(b"\n") == 1
    assert line.content["records"]["1"] == document
    assert json.loads(line.data)["put"]["records"]["1"] == document
    data = forged(("head", a_head().content()), ("put", {"records": {"1": document}}))
    assert read_bytes(data).documents == {1: document}


@given(DOCUMENT)
def test_a_line_names_the_one_before_it_and_carries_its_own_hash(document: dict[str, Any]) -> None:
    line = encode_line("ab" * 32, 7, "put", {"records": {"1": document}})
    said = json.loads(line.data)
    assert (said["h"], said["p"], said["n"]) == (line.hash, "ab" * 32, 7)
    assert sha256(line.data[72:-1]).hexdigest() == line.hash


@given(st.binary(max_size=400))
def test_no_bytes_at_all_make_the_reader_raise(raw: bytes) -> None:
    for data in (raw, GOOD + raw, raw + GOOD, GOOD[:700] + raw + GOOD[700:]):
        reading = read_bytes(data)
        assert reading.state in ("clean", "torn", "damaged")
        assert all(document == a_record(id) for id, document in reading.documents.items())
        assert walk(data, quick=True).hashes == walk(data).hashes


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 60), st.binary(max_size=60))
def test_no_replaced_piece_of_a_file_is_taken_for_what_was_written(
    place: int, length: int, piece: bytes
) -> None:
    changed = GOOD[:place] + piece + GOOD[place + length :]
    reading = read_bytes(changed)
    assert all(document == a_record(id) for id, document in reading.documents.items())
    if not GOOD.startswith(changed) and changed != GOOD:
        assert reading.state != "clean"


@pytest.mark.parametrize("depth", [28, 29, 200, 5000])
def test_nesting_has_one_limit_whoever_reads_and_however_deep_the_stack_is(depth: int) -> None:
    value: Any = "x"
    for _ in range(depth):
        value = [value]
    if depth < 29:
        assert encode_put(ZEROS, 0, 1, [{"a": value}]).content["records"]["1"] == {"a": value}
    else:
        with pytest.raises(NotStorable):
            encode_put(ZEROS, 0, 1, [{"a": value}])


@pytest.mark.parametrize(
    "raw", [b"", b" 1", b"1 ", b"1 2", b"{", b"nul", b'"\n"', b"01", b"+1", b"'a'", b"\xef\xbb\xbf1"]
)
def test_what_is_not_strict_json_is_refused(raw: bytes) -> None:
    with pytest.raises(Forged):
        parse_frozen(raw)


def test_many_brackets_side_by_side_or_in_texts_are_no_nesting() -> None:
    many = [a_record(number) for number in range(1, 60)]
    assert len(encode_put(ZEROS, 0, 1, many).content["records"]) == 59
    encode_put(ZEROS, 0, 1, [{"a": "[{" * 500, "b": '"[\\"['}])


def test_frozen_values_compare_like_plain_ones_and_refuse_every_change() -> None:
    frozen = parse_frozen(b'{"a":[1,[2]],"b":{"c":null}}')
    assert frozen == {"a": [1, [2]], "b": {"c": None}}
    assert isinstance(frozen, FrozenDict)
    assert isinstance(frozen["a"][1], FrozenList)
    assert json.dumps(frozen) == '{"a": [1, [2]], "b": {"c": null}}'
    of_a_dict = "__setitem__ __delitem__ __ior__ clear pop popitem setdefault update"
    of_a_list = "__setitem__ __delitem__ __iadd__ __imul__ append clear extend insert pop remove reverse sort"
    for value, changes in ((frozen["b"], of_a_dict), (frozen["a"], of_a_list)):
        for name in changes.split():
            with pytest.raises(AppendOnly):
                getattr(value, name)(0, 1)


def test_the_readable_part_of_remains_is_text_a_person_can_read() -> None:
    line = encode_put(ZEROS, 5, 1, [a_record(1)]).data
    assert readable(line[:200]).startswith('{"records":{"1":{"at":')
    assert readable(b"\0\0\x1b[31m\xe5\xae\xa2\xe6") == "[31m客"
    assert readable(b"") == ""
