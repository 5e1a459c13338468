"""Where failing files are kept: `.fuzz/`, with a folder for each fault, and what is known of a file beside it."""

import hashlib
import re
from pathlib import Path

from tests.fuzz.holds import Seen

FOLDER = Path(__file__).parents[2] / ".fuzz"
MOST = 3  # files kept of one fault: more of them say nothing new


def folder_of(fault: str, folder: Path = FOLDER) -> Path:
    """The folder of the files with this fault."""
    return folder / re.sub(r"[^A-Za-z0-9]+", "-", fault).strip("-")[:100]


def keep(data: bytes, ending: str, found: Seen, made: str, folder: Path = FOLDER) -> Path | None:
    """The file that is kept, with what is known of it beside it; None where enough of the kind are kept."""
    home = folder_of(found.fault, folder)
    home.mkdir(parents=True, exist_ok=True)
    path = home / f"{hashlib.sha256(data).hexdigest()[:12]}.{ending}"
    if path.exists() or len(list(home.glob("????????????.txt"))) >= MOST:
        return None
    path.write_bytes(data)
    told = f"{found.fault}\nmade as {made}\nto try it again: {again(path)}\n\n{found.told}"
    path.with_suffix(".txt").write_text(told, encoding="utf-8")
    return path


def again(path: Path) -> str:
    """The command that reads a kept file once more."""
    return f".venv/bin/python -m tests.fuzz --again {path}"
