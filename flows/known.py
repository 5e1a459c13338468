"""What forms are held against, and which of the known forms a file is that does not say it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.read import lines_on
from extractors.triage import PDF
from flows.beside import Load
from flows.blanks import Blanks, Form, Names
from planwright.editions import Edition, load_editions
from planwright.editions.likeness import like
from planwright.instruments import Instruments, load_instruments
from planwright.issuing import FORMATS
from planwright.model import Problem, Reading
from planwright.recognise import Period, Recognised
from planwright.stamp import Stamp

if TYPE_CHECKING:  # a process that reads files needs no workspace
    from planwright.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a form is held against: the instruments, and the printed names of agencies and rounds by id.

    `periods` are the first and last day of each round. Without a workspace no agency or round is known, and their names
    are not checked; `largest_mb` is its own limit. `editions` are forms that others made, and the folders below
    the `inbox` tell whose the forms in them are.
    `blanks` are learned as forms come.
    """

    instruments: Instruments
    agencies: Mapping[str, str] | None = None
    rounds: Mapping[str, str] | None = None
    periods: Mapping[str, Period] = field(default_factory=dict)
    largest_mb: int | None = None
    editions: tuple[Edition, ...] = ()
    inbox: Path | None = None
    blanks: Blanks = field(default_factory=Blanks)

    def names_of(self, stamp: Stamp | None) -> Names:
        """The printed names of the agency and round of a form, as far as they are known."""
        agencies, rounds = self.agencies or {}, self.rounds or {}
        return (agencies.get(stamp.agency, ""), rounds.get(stamp.round, "")) if stamp else ("", "")


def known_of(workspace: "Workspace", further: Sequence[Path] = ()) -> Known:
    """What this workspace holds a form against; `further` are folders of instruments beside its own."""
    settings = workspace.settings
    folders = dict.fromkeys(folder.resolve() for folder in (*workspace.schema_folders, *further))
    instruments = load_instruments(folders)
    return Known(
        instruments=instruments,
        editions=load_editions((workspace.editions,), instruments),
        agencies={name: agency.name for name, agency in settings.agencies.items()},
        rounds={name: held.name for name, held in settings.rounds.items()},
        periods={name: (held.opens, held.closes) for name, held in settings.rounds.items()},
        largest_mb=settings.reading.largest_mb,
        inbox=workspace.inbox,
    )


def by_print(load: Load, media_type: str, reading: Reading, known: Known) -> Recognised | Problem:
    """The known form whose blank prints what this file does; the problem that keeps it from being known.

    Which agency and round it is of, the words do not say.
    """
    on_pages = media_type == PDF
    lines = tuple(line.text for line in reading.outside)
    if on_pages:
        data = load()
        if isinstance(data, Problem):
            return data
        lines = lines_on(data)
    forms: list[tuple[Form, str]] = [(one, one.ending) for one in known.editions]
    endings = tuple(FORMATS) if on_pages else ("docx",)  # a Word form may have been printed
    forms += [(one, ending) for one in known.instruments.values() for ending in endings]
    found = like(lines, [known.blanks.print_of(form, ending) for form, ending in forms])
    if isinstance(found, Problem):
        return found
    edition = found.form if isinstance(found.form, Edition) else None
    instrument = known.instruments[found.form.practice, found.form.version]
    return Recognised(instrument=instrument, stamp=None, edition=edition, share=found.share)
