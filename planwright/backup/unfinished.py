"""A folder that is made whole under another name: whoever is cut off leaves nothing that could be taken for it."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planwright import durable
from planwright.errors import WorkspaceError
from planwright.settings import FILE
from planwright.workspace import check_apart

_PIECE = 2**20  # bytes read at once


@contextmanager
def made_whole(folder: Path) -> Iterator[Path]:
    """The folder to write into, which is given its name when all went well and removed where it did not.

    Raises `WorkspaceError` where something lies under that name, or where it would lie in code or in a workspace.
    """
    _check_free(folder)
    part = folder.with_name(f".planwright-{folder.name}.part")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if part.exists():  # an earlier one was cut off
            shutil.rmtree(part)
        part.mkdir()
        yield part
        os.sync()  # every file at once: one by one they would take minutes
        durable.move(part, folder)
    except OSError as error:
        raise WorkspaceError(
            f"{folder} could not be written ({error.strerror}). Make room, correct the permissions, or name another"
            " folder; nothing of it was kept."
        ) from None
    finally:
        if part.exists():
            shutil.rmtree(part, ignore_errors=True)


def copy(source: Path, target: Path, called: Path) -> tuple[str, int]:
    """The digest and size of a file that was copied, with its time; it may lie elsewhere than it is `called`.

    Raises `WorkspaceError` where it cannot be read.
    """
    digest, size = hashlib.sha256(), 0
    try:
        stream = source.open("rb")
    except OSError as error:
        raise unreadable(called, error) from None
    with stream, target.open("xb") as written:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            written.write(piece)
            size += len(piece)
        about = os.fstat(stream.fileno())
    os.utime(target, ns=(about.st_atime_ns, about.st_mtime_ns))
    return digest.hexdigest(), size


def unreadable(path: Path, error: OSError) -> WorkspaceError:
    """What is raised where a file or folder that is to be kept cannot be read."""
    return WorkspaceError(
        f"{path} cannot be read ({error.strerror}). Give planwright the right to read it, or put it elsewhere, and try"
        " again; nothing half was kept."
    )


def _check_free(folder: Path) -> None:
    check_apart(folder)
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise WorkspaceError(f"{folder} is there already; nothing was changed. Name a new or an empty folder.")
    around = next((one for one in folder.parents if (one / FILE).is_file()), None)
    if around:
        raise WorkspaceError(f"{folder} lies within the workspace {around}. Name a folder apart from it.")
