"""Makes a failing file smaller: pieces are taken out for as long as it fails in the same way."""

import time
from collections.abc import Callable

from tests.fuzz import inside

Fails = Callable[[bytes], bool]


def smaller(data: bytes, fails: Fails, seconds: float) -> bytes:
    """The smallest file found in so many seconds that still fails; of a package, parts go first."""
    until = time.monotonic() + seconds
    try:
        parts = dict(inside.parts_of(data)) if inside.is_package(data) else {}
    except Exception:
        parts = {}
    if not parts or not fails(inside.package_of(parts)):
        return _cut(data, fails, until)
    for name in [*parts]:
        without = {key: held for key, held in parts.items() if key != name}
        if without and fails(inside.package_of(without)):
            parts = without
    for name in [*parts]:
        parts[name] = _cut(parts[name], lambda held, name=name: fails(inside.package_of(parts | {name: held})), until)
    return inside.package_of(parts)


def _cut(data: bytes, fails: Fails, until: float) -> bytes:
    """The bytes with stretches taken out, long ones first."""
    length = max(1, len(data) // 2)
    while length:
        at = 0
        while at < len(data):
            if time.monotonic() > until:
                return data
            tried = data[:at] + data[at + length :]
            if fails(tried):
                data = tried
            else:
                at += length
        length //= 2
    return data
