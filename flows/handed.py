"""The files of a package, handed from the process that unpacks them to the one that writes them, some at a time."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from extractors.read import unpacked
from planwright.model import Attached

AT_ONCE = 8 * 2**20  # bytes handed over at a time; a larger file goes alone


def unpacked_at_once(path: Path, sha256: str, forms: Sequence[Attached]) -> tuple[Attached, ...]:
    """As many of these forms within a file as go at once, with their bytes; none where it is another one by now."""
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        return ()
    some: list[Attached] = []
    size = 0
    for one in unpacked(data, forms):
        size += len(one.data)
        if one.unread or (some and size > AT_ONCE):
            break
        some.append(one)
    return tuple(some)
