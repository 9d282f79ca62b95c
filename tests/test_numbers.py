"""Numbers in digits and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.extract.numbers import digits_value, number_at, number_column
from khabar.segment import tokens_of
from khabar.vocabulary import press_vocabulary

VOCABULARY = press_vocabulary()
COLUMN = number_column(VOCABULARY)
UNITS = ("", "واحد", "اثنين", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة")
TENS = ("", "", "عشرين", "ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين")
HUNDREDS = ("", "مئة", "مئتين", "ثلاثمئة", "أربعمائة", "خمسمئة", "ستمئة", "سبعمائة", "ثمانمئة", "تسعمئة")


def value(text: str) -> float | None:
    tokens = tokens_of(text, VOCABULARY)
    number = number_at(COLUMN.sparse(tokens.rows, None), 0, [tokens.key(i) for i in range(len(tokens))])
    return number.value if number is not None and number.stop == len(tokens) else None


def below_thousand(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    parts = [HUNDREDS[hundreds]] if hundreds else []
    if rest == 10:
        parts.append("عشرة")
    elif 10 < rest < 20:
        parts.append({11: "أحد عشر", 12: "اثني عشر"}.get(rest, f"{UNITS[rest - 10]} عشر"))
    elif rest:
        tens, unit = divmod(rest, 10)
        parts += [word for word in (UNITS[unit], TENS[tens]) if word]
    return " و".join(parts)


@given(st.integers(1, 999))
def test_words_below_a_thousand(n: int) -> None:
    assert value(below_thousand(n)) == n


@given(st.integers(3, 999), st.integers(1, 999))
def test_thousands_in_all_forms(thousands: int, rest: int) -> None:
    form = "آلاف" if thousands <= 10 else "ألفا"
    assert value(f"{below_thousand(thousands)} {form}") == thousands * 1000
    assert value(f"{below_thousand(thousands)} {form} و{below_thousand(rest)}") == thousands * 1000 + rest
    assert value(f"{thousands} ألف") == thousands * 1000


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("خمسة وعشرين ألفا", 25_000),
        ("مليون ونصف المليون", 1_500_000),
        ("ثلاثة ملايين ونصف مليون", 3_500_000),
        ("نصف مليون", 500_000),
        ("مئتي ألف", 200_000),
        ("ألفين وخمسمئة", 2_500),
        ("مليون و200 ألف", 1_200_000),
        ("3.5 مليون", 3_500_000),
        ("1.250 مليار", 1_250_000_000),
        ("ألف وتسعمئة وخمسة وسبعين", 1_975),
        ("إحدى وعشرين", 21),
        ("ثماني عشرة", 18),
    ],
)
def test_numbers_of_the_press(text: str, number: float) -> None:
    assert value(text) == number


@pytest.mark.parametrize(
    ("digits", "number"),
    [
        ("4,8", 4.8),
        ("12,500", 12_500),
        ("1,234,567", 1_234_567),
        ("1.234.567", 1_234_567),
        ("41٫5", 41.5),
        ("1٬200", 1_200),
        ("1,234.56", 1_234.56),
        ("007", 7),
        ("9" * 30, None),
        ("1,23,4", None),
        ("5/6", None),
    ],
)
def test_digits(digits: str, number: float | None) -> None:
    assert digits_value(digits) == number


def test_a_point_before_three_digits_parts_decimals_only_before_a_scale() -> None:
    assert (digits_value("1.250"), digits_value("1.250", scaled=True)) == (1250, 1.25)


@given(st.text(alphabet="0123456789.,٫٬/:-", max_size=40))
def test_any_digits_are_read_or_left(key: str) -> None:
    found = digits_value(key)
    assert found is None or found >= 0
