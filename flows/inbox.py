"""What lies in the inbox: the files that are to be read, and all else with the reason why it is not."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from stat import S_ISLNK, S_ISREG

from planwright.durable import Mark
from planwright.workspace import Workspace

# What a program leaves in a folder while it saves, copies or downloads: never a form that came back.
UNFINISHED = (".part", ".crdownload", ".tmp", ".download", ".partial", ".filepart", ".opdownload", ".!sync")
_OPEN = "~$"  # how Word names its note of who has a document open
_SAVING = ("~wrl", "~syncthing~")
_DEBRIS = {"desktop.ini", "thumbs.db", "icon\r"}
_FORM = (".docx", ".docm", ".doc", ".pdf", ".odt", ".rtf", ".zip", ".eml", ".msg")
_OWN = ".planwright-"
_OF_MAC = "._"


class Why(StrEnum):
    """Why something in the inbox is not read, in words, and what would change that."""

    OPEN = "is Word's note of who has a document open; it goes when the document is closed"
    SAVING = "has a name that programs give a file while they save, copy or download it; rename it if it is whole"
    LINK = "is a link, and links are not followed; put the file itself there"
    NO_FILE = "is a pipe, a socket or a device, and no file"
    CLOSED = "cannot be opened; give planwright the right to read it"
    EMPTY = "has no bytes yet"
    MOVING = "is still being written: it changed a moment ago, or a program has it open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lying:
    """One thing in the inbox: `why` it is not read, None where it is to be.

    `changed` is when its bytes, its name or its rights were changed last, in seconds since 1970. `mark` is None of what
    is no file, or is closed to us.
    """

    path: Path
    mark: Mark | None
    changed: float
    why: Why | None


def lying(workspace: Workspace) -> Iterator[Lying]:
    """Everything in the inbox and its folders but what belongs to the desktop or a sync program.

    Hidden folders are a sync program's own, and links lead elsewhere: neither is gone into. A folder that cannot be
    opened is among what is told.
    """
    locked: list[Path] = []
    for folder, folders, names in os.walk(workspace.inbox, onerror=lambda error: locked.append(Path(error.filename))):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in (*names, *links):
            if not _is_debris(name) and (one := _lying(Path(folder, name))):
                yield one
    yield from (Lying(path=path, mark=None, changed=0.0, why=Why.CLOSED) for path in locked)


def waiting(workspace: Workspace) -> dict[Path, Mark | None]:
    """The files in the inbox that are to be read, those that were changed first first; what is closed to us last."""
    found = [one for one in lying(workspace) if one.why is None or one.why is Why.CLOSED]
    return {one.path: one.mark for one in sorted(found, key=_oldest_first)}


def why_left(one: Lying) -> Why:
    """Why something that a run left in the inbox was not read."""
    return one.why or (Why.MOVING if one.mark is None or one.mark.size else Why.EMPTY)


def _oldest_first(one: Lying) -> tuple[bool, int, str]:
    return one.mark is None, one.mark.changed if one.mark else 0, one.path.name


def _lying(path: Path) -> Lying | None:
    """What lies there; None where it is gone again."""
    try:
        about = path.lstat()
    except FileNotFoundError:
        return None
    except OSError:
        return Lying(path=path, mark=None, changed=0.0, why=Why.CLOSED)
    changed = max(about.st_mtime, about.st_ctime)
    if not S_ISREG(about.st_mode):
        return Lying(path=path, mark=None, changed=changed, why=Why.LINK if S_ISLNK(about.st_mode) else Why.NO_FILE)
    mark = Mark(about.st_ino, about.st_size, about.st_mtime_ns)
    return Lying(path=path, mark=mark, changed=changed, why=_by_name(path.name.casefold()))


def _by_name(name: str) -> Why | None:
    if name.startswith(_OPEN):
        return Why.OPEN
    is_saving = name.startswith((".", *_SAVING)) or Path(name).suffix in UNFINISHED
    return Why.SAVING if is_saving else None


def _is_debris(name: str) -> bool:
    """Whether a name says that something is nobody's form; a hidden file that is named after one may be half of it."""
    plain = name.casefold()
    if plain.startswith((_OWN, _OF_MAC)) or plain in _DEBRIS:
        return True
    return plain.startswith(".") and not any(ending in plain for ending in _FORM)
