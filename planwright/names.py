"""Names of files as they are filed: safe on every system, whatever the sender called them."""

import re
import unicodedata
from typing import NamedTuple

WITHIN = " › "  # between the name of a file and that of one within it
FOLDER = " ∕ "  # after a folder that a file lay in within another; no slash, which no name may hold
LONGEST = 120  # bytes of UTF-8; leaves room for the digest before it and `.problems.txt` after it
_LONE = re.compile("[\ud800-\udc7f\udd00-\udfff]")  # halves of characters that stand for no byte of a file's name
_RESERVED = re.compile(r'[<>:"/\\|?*]')
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}\Z")


def clean_name(name: str) -> str:
    """The name with everything removed that misleads a person or a program, at most `LONGEST` bytes long.

    Gone are folders, control and invisible characters, marks that turn the direction of writing, what Windows
    reserves, points and spaces at either end. The suffix is kept.
    """
    text = _LONE.sub("\ufffd", name).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    text = unicodedata.normalize("NFC", re.split(r"[/\\]", text)[-1])
    text = "".join(" " if one.isspace() else one for one in text if one.isspace() or _shown(one))
    text = " ".join(_RESERVED.sub("_", text).split()).strip(". ")
    suffix = found[0] if (found := _SUFFIX.search(text)) else ""
    stem = text[: len(text) - len(suffix)].encode()[: LONGEST - len(suffix)].decode("utf-8", "ignore")
    return f"{stem.rstrip('. ')}{suffix}" if stem.strip(". ") else f"file{suffix}"


class Named(NamedTuple):
    """A file as the name of one that came within others says it: the folders it lay in there, and what it is called."""

    folders: tuple[str, ...]
    name: str


def files_named(name: str) -> tuple[Named, ...]:
    """What a file came within, outermost first, and last the file itself; one that came by itself alone."""
    first, *inner = name.split(WITHIN)
    parts = [(*one.split(FOLDER),) for one in inner]
    return (Named((), first), *(Named(one[:-1], one[-1]) for one in parts))


def _shown(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")
