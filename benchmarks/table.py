"""What was measured, as tables: plain text for the terminal, Markdown for the documentation."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A bound that was set beforehand, and what was measured."""

    says: str
    measured: float
    most: float
    unit: str

    @property
    def row(self) -> tuple[str, str, str, str]:
        """The target as a row: what it says, measured, allowed, and whether it holds."""
        over = self.measured / self.most - 1
        verdict = "holds" if over <= 0 else f"falls short by {over:.0%}"
        return self.says, f"{self.measured:.3g} {self.unit}", f"≤ {self.most:g} {self.unit}", verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One group of measurements: its rows, what they mean, and the targets they decide about."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()


TARGET_COLUMNS = ("target", "measured", "bound", "")


def targets_of(tables: Sequence[Table]) -> Table:
    """All targets of these tables, in one."""
    rows = tuple(target.row for table in tables for target in table.targets)
    return Table(title="Targets", columns=TARGET_COLUMNS, rows=rows)


def as_text(table: Table) -> str:
    """The table for a terminal, its columns aligned."""
    lines = (table.columns, *table.rows)
    widths = [max(len(line[column]) for line in lines) for column in range(len(table.columns))]
    text = [
        "  ".join(
            cell.ljust(width) if not column else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    text.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join((table.title, "", *text, *(("", *table.notes) if table.notes else ()), ""))


def as_markdown(table: Table) -> str:
    """The table as a section of a Markdown document."""
    ruler = ("---", *("---:" for _ in table.columns[1:]))
    lines = (table.columns, ruler, *table.rows)
    text = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join((f"## {table.title}", "", *text, *(("", " ".join(table.notes)) if table.notes else ()), ""))
