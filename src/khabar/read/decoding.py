"""Bytes into text: which of the encodings of Arabic files a file is written in.

UTF-8 is checked by its own rules, UTF-16 by the high bytes of Arabic letters, the eight-bit encodings by whether
Arabic words come out; what is ASCII around them is not asked. Only what none of these explains goes to charset-normalizer.
"""

import codecs
import re

from khabar.errors import ReadError

# how much of a file is looked at to tell its encoding
SAMPLE_BYTES = 65_536
MOST_NUL = 100  # of so many bytes one may be NUL: a single one is a fault of its report, more are no text
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EIGHT_BIT = ("windows-1256", "iso8859-6", "mac-arabic")
# the words that no Arabic report does without; wrong encodings do not spell them
_COMMON = re.compile(r"(?<!\w)(?:في|فى|من|على|إلى|الى|أن|ان|عن|مع|هذا|هذه|التي|الذي|بعد|قبل|كما|ال\w{3,})(?!\w)")
_WORD = re.compile(r"\w+")
_HIGH = re.compile(rb"[\x80-\xff]+")
_LEAST_COMMON = 0.15  # of the words; Arabic reports have over 0.3, text in a wrong encoding under 0.02
_ARABIC_HIGH = frozenset(b"\x00\x06\x20")


def encoding_of(data: bytes) -> str | None:
    """Return the name of the encoding that a file's first bytes are written in, None where they are no text."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    sample = data[:SAMPLE_BYTES]
    wide = _utf16(sample)
    if wide:
        return wide
    if sample.count(0) > len(sample) // MOST_NUL:
        return None
    letters = _beyond_ascii(data)
    if _is_utf8(letters, cut=len(letters) >= SAMPLE_BYTES) or _arabic_share(letters, "utf-8") >= _LEAST_COMMON:
        return "utf-8"  # also where it is damaged: no other encoding spells these words so
    best = max(_EIGHT_BIT, key=lambda name: _arabic_share(letters, name))
    return best if _arabic_share(letters, best) >= _LEAST_COMMON else _guessed(sample)


def decoded(data: bytes) -> str:
    """Return the text that the bytes spell, without a byte order mark.

    Raises:
        ReadError: the bytes are no text, or break their own encoding.
    """
    name = encoding_of(data)
    if name is None:
        message = "binary data, or an encoding that cannot be told (UTF-8, UTF-16 and windows-1256 can)"
        raise ReadError(message)
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        message = f"damaged {name} at byte {error.start}"
        raise ReadError(message) from None


def _beyond_ascii(data: bytes) -> bytes:
    """Return what is no ASCII, a blank between: the menus and scripts around a text do not tell its encoding."""
    found = bytearray()
    for run in _HIGH.finditer(data):
        found += run.group()[:SAMPLE_BYTES] + b" "
        if len(found) >= SAMPLE_BYTES:
            break
    return bytes(found[:SAMPLE_BYTES])


def _is_utf8(sample: bytes, *, cut: bool) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=not cut)
    except UnicodeDecodeError:
        return False
    return True


def _utf16(sample: bytes) -> str | None:
    """Tell UTF-16 without a mark: nearly every second byte is the high byte of an Arabic letter, a blank or a quotation mark."""
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    for name, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = sample[first : 2 * pairs : 2]
        if b"\x06" in high and sum(high.count(byte) for byte in _ARABIC_HIGH) > 0.9 * pairs:
            return name
    return None


def _arabic_share(sample: bytes, name: str) -> float:
    text = sample.decode(name, errors="replace")
    words = len(_WORD.findall(text))
    return len(_COMMON.findall(text)) / words if words else 0.0


def _guessed(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import and rarely needed

    best = from_bytes(sample, threshold=0.1).best()
    return best.encoding if best else None
