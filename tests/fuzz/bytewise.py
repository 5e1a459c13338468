"""Bytes of real forms changed by a plain mutator: flipped, cut out, doubled, exchanged, numbers made huge."""

import re
from collections.abc import Callable
from random import Random

Change = Callable[[bytes, Random, bytes], bytes]

_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483647", b"-2147483648", b"4294967296", b"18446744073709551616")
_NUMBERS += (b"9" * 40, b"1e308", b"-0.0", b"0.0000000000000001", b"NaN", b"00000000000000000007", b"")
_WORD = re.compile(rb"[/<]?[A-Za-z][\w:.-]{1,24}")
_LONGEST = 64  # bytes that one change takes, most of the time
_MUCH = 4096


def flipped(data: bytes, rng: Random, _other: bytes) -> bytes:
    """One to a few bits the other way round."""
    made = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 2, 5, 20))):
        made[rng.randrange(len(made))] ^= 1 << rng.randrange(8)
    return bytes(made)


def overwritten(data: bytes, rng: Random, _other: bytes) -> bytes:
    """A stretch written over, by one byte again and again or by any."""
    start, end = _stretch(data, rng)
    byte = rng.choice((b"\x00", b"\xff", b" ", b"<", b"(", None))
    put = rng.randbytes(end - start) if byte is None else byte * (end - start)
    return data[:start] + put + data[end:]


def cut_off(data: bytes, rng: Random, _other: bytes) -> bytes:
    """The end missing, as where a copy broke off."""
    return data[: rng.randrange(len(data))] if rng.random() < 0.7 else data[: -rng.randint(1, min(200, len(data)))]


def taken_out(data: bytes, rng: Random, _other: bytes) -> bytes:
    """A stretch missing."""
    start, end = _stretch(data, rng)
    return data[:start] + data[end:]


def doubled(data: bytes, rng: Random, _other: bytes) -> bytes:
    """A stretch there twice, or many times."""
    start, end = _stretch(data, rng)
    return data[:end] + data[start:end] * rng.choice((1, 1, 2, 50)) + data[end:]


def moved(data: bytes, rng: Random, _other: bytes) -> bytes:
    """A stretch elsewhere."""
    start, end = _stretch(data, rng)
    rest = data[:start] + data[end:]
    at = rng.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def exchanged(data: bytes, rng: Random, other: bytes) -> bytes:
    """A stretch of another file in the place of one."""
    start, end = _stretch(data, rng)
    first, last = _stretch(other, rng)
    return data[:start] + other[first:last] + data[end:]


def recounted(data: bytes, rng: Random, _other: bytes) -> bytes:
    """A number made another one: huge, negative, none."""
    return _replaced(_NUMBER, data, rng, lambda _found: rng.choice(_NUMBERS))


def renamed(data: bytes, rng: Random, _other: bytes) -> bytes:
    """A word in the place of another one of the same file."""
    start = rng.randrange(len(data))
    found = _WORD.search(data, start)
    other = _WORD.search(data, rng.randrange(len(data)))
    if found is None or other is None:
        return data
    return data[: found.start()] + other[0] + data[found.end() :]


SAME_LENGTH: tuple[Change, ...] = (flipped, overwritten)
ALL: tuple[Change, ...] = (
    flipped,
    overwritten,
    cut_off,
    taken_out,
    doubled,
    moved,
    exchanged,
    recounted,
    renamed,
)


def changed(data: bytes, rng: Random, other: bytes, changes: tuple[Change, ...] = ALL) -> bytes:
    """The bytes after one change, now and then several."""
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        if not data:
            break
        data = rng.choice(changes)(data, rng, other or data)
    return data


def _stretch(data: bytes, rng: Random) -> tuple[int, int]:
    start = rng.randrange(len(data))
    longest = _LONGEST if rng.random() < 0.8 else _MUCH
    return start, min(len(data), start + rng.randint(1, longest))


def _replaced(what: re.Pattern[bytes], data: bytes, rng: Random, by: Callable[[re.Match[bytes]], bytes]) -> bytes:
    found = what.search(data, rng.randrange(len(data)))
    return data if found is None else data[: found.start()] + by(found) + data[found.end() :]
