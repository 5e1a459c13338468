"""What a Word file names that lies elsewhere, and Word fetches when it opens the file. Nothing is ever fetched."""

import re
from collections import Counter
from collections.abc import Iterator

from extractors.word.file.package import Package
from planwright.model import Problem
from planwright.problems import FileCode, problem

_ORDINARY = "hyperlink"  # which nobody follows but a person
_WORDS = {"attachedTemplate": "a template", "image": "a picture", "oleObject": "an object", "frame": "a page"}
_OTHER = "a file"
# A template on the sender's own disk, as Word notes it in many files, leads nowhere from here.
_DISK = re.compile(r"(?:file:/{0,3}(?:localhost/)?)?[a-z][:|][\\/]|file:///(?![\\/])", re.IGNORECASE)
_AWAY = re.compile(r"(?:file:/*)?(?:\\\\|//)|[a-z][a-z0-9+.-]+:", re.IGNORECASE)


def told_of_outside(package: Package) -> Iterator[Problem]:
    """The problem of a Word file with parts that lie on another machine."""
    found = Counter(
        _WORDS.get(kind.rsplit("/", 1)[-1], _OTHER)
        for kind, target in package.elsewhere()
        if not kind.endswith(_ORDINARY) and leads_away(target)
    )
    if found:
        named = ", ".join(f"{words} ({count})" if count > 1 else words for words, count in sorted(found.items()))
        yield problem(FileCode.PARTS_ELSEWHERE, what=named)


def leads_away(target: str) -> bool:
    """Whether what is named so lies on another machine."""
    told = target.strip()
    return _DISK.match(told) is None and _AWAY.match(told) is not None
