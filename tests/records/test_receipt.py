from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.records.event import ALPHABET, receipt, same_receipt

hashes = st.binary(max_size=20).map(lambda raw: sha256(raw).hexdigest())


@pytest.mark.parametrize(
    ("hash_hex", "expected"),
    [
        ("0" * 64, "0000-0000-0000-0000"),
        ("f" * 64, "ZZZZ-ZZZZ-ZZZZ-ZZZZ"),
        ("00000000000000000001" + "f" * 44, "0000-0000-0000-0001"),
        ("08864298e84a96c6b0ff" + "0" * 44, "1234-5678-9ABC-DC7Z"),
    ],
)
def test_a_receipt_is_80_bits_in_four_groups_of_four(hash_hex: str, expected: str) -> None:
    assert receipt(hash_hex) == expected


@given(hashes, hashes)
def test_receipts_are_the_same_exactly_if_the_first_80_bits_are(a: str, b: str) -> None:
    assert same_receipt(receipt(a), receipt(b)) is (a[:20] == b[:20])


@given(hashes)
def test_a_receipt_survives_being_read_out_and_typed(hash_hex: str) -> None:
    printed = receipt(hash_hex)
    typed = printed.lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert same_receipt(typed, printed)
    assert same_receipt(f"  {printed.replace('1', 'I').replace('0', 'O').replace('-', '–')}\n", printed)
    assert same_receipt(printed.replace("-", ""), printed)


@given(hashes, st.integers(0, 15), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(hash_hex: str, place: int, character: str) -> None:
    plain = receipt(hash_hex).replace("-", "")
    wrong = plain[:place] + character + plain[place + 1 :]
    assert same_receipt(wrong, plain) is (wrong == plain)


@pytest.mark.parametrize("text", ["", "----", "K7Q2", "UUUU-UUUU-UUUU-UUUU", "ßßßß-0000-0000-0000", "0" * 17])
def test_what_is_no_receipt_is_the_same_as_nothing_not_even_itself(text: str) -> None:
    assert not same_receipt(text, text)
