"""The files in the folders of filed forms that no entry knows."""

from collections.abc import Container, Iterator

from planwright.durable import names_below
from planwright.filed import PROBLEMS, SUBMISSION
from planwright.verify.mismatch import Mismatch
from planwright.workspace import Workspace

_STRAY = "No entry of the ledger is of this file. Put it into the inbox to have it read, or else out of here."


def strays(workspace: Workspace, known: Container[str]) -> Iterator[Mismatch]:
    """Each of them; `known` are the locations of what was filed. Hidden files are programs' own."""
    for top in ("archive", "review", "quarantine"):
        for location in sorted(f"{top}/{name}" for name in names_below(workspace.path_of(top)) if not _is_hidden(name)):
            bare = location.removesuffix(SUBMISSION).removesuffix(PROBLEMS)
            if location not in known and bare not in known:
                yield Mismatch(path=workspace.path_of(location), message=_STRAY)


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or "/." in name
