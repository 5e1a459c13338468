"""What is said of one file in a line: its gravest problem, and its name without what it could do to a terminal."""

from collections.abc import Sequence

from planwright.model import Problem, Severity
from planwright.problems import FileCode, FormCode
from planwright.text import plain

__all__ = ["gravest", "plain"]

_HOW_READ = {
    FileCode.READ_FROM_TEXTS.id,
    FileCode.READ_FROM_PAGES.id,
    FileCode.READ_FROM_PRINT.id,
    FormCode.RECOGNISED.id,
}


def gravest(problems: Sequence[Problem]) -> str:
    """The first problem that keeps a file from counting, and how many more do; of warnings, where there is none.

    How a file was read, which is right, is told last.
    """
    grave = [one for one in problems if one.severity is not Severity.WARNING] or sorted(problems, key=_is_how_read)
    more = f" (+{len(grave) - 1} more)" if len(grave) > 1 else ""
    return f"{grave[0].message}{more}" if grave else ""


def _is_how_read(found: Problem) -> bool:
    return found.code in _HOW_READ
