"""What a filed entry is called, and the files that lie beside it under its name."""

from pathlib import Path

from planwright.ledger import Entry
from planwright.names import clean_name

PROBLEMS = ".problems.txt"  # what a person must settle
SUBMISSION = ".json"  # what was read


def filed_names(entry: Entry) -> tuple[str, str]:
    """The name an entry is filed under, with the beginning of its digest, and with the whole of it."""
    again = f".{entry.arrival}" if entry.arrival > 1 else ""
    name = clean_name(entry.name)
    return f"{entry.sha256[:12]}{again}-{name}", f"{entry.sha256}{again}-{name}"


def beside(filed: Path) -> tuple[Path, Path]:
    """Where the problems and the submission of a filed form lie."""
    return filed.with_name(f"{filed.name}{PROBLEMS}"), filed.with_name(f"{filed.name}{SUBMISSION}")
