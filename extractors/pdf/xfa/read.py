"""The fields of a PDF that is an XFA form, alone or beside AcroForm fields, and what has to be said of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.pdf.xfa.beside import Compared, compare, in_conflict
from extractors.pdf.xfa.fields import Form
from extractors.pdf.xfa.names import bare, loose
from extractors.pdf.xfa.packets import DATASETS, STATE, TEMPLATE, Packets
from extractors.pdf.xfa.same import holds
from planwright.model import UNSURE, Field, FieldKind, Problem, Severity
from planwright.problems import FileCode, problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The fields of the form and its problems; `is_laid_out` tells whether its pages are those of the PDF.

    `noted` are the keys of fields that the form hides itself, for notes of its own.
    """

    fields: tuple[Field, ...]
    problems: tuple[Problem, ...] = ()
    is_laid_out: bool = True
    noted: frozenset[str] = frozenset()

    @property
    def is_refused(self) -> bool:
        """Whether nothing of the form can be trusted."""
        return any(one.severity is Severity.FATAL for one in self.problems)


def read_xfa(packets: Packets, fields: Sequence[Field], *, needs_rendering: bool) -> Found:
    """What a form says whose AcroForm holds these fields; raises `LimitError` for one beyond all forms.

    Its pages are those of the PDF where AcroForm fields stand for those of the template. Else the PDF's page only says
    “Please wait…”, and Adobe's reader lays the form out when it is opened.
    """
    form = Form(packets)
    compared = compare(fields, form)
    if fields and not needs_rendering and (compared.met or not form.bound):
        return _beside(packets, form, tuple(fields), compared)
    return _by_itself(packets, form, fields, compared)


def _beside(packets: Packets, form: Form, fields: tuple[Field, ...], compared: Compared) -> Found:
    if DATASETS in packets.faults or not form.bound:  # nothing to compare with
        compared = replace(compared, fields=fields)
    details = (*_faults(packets), *_count(compared.alone))
    told = tuple(problem(FileCode.XFA_BESIDE, detail=detail) for detail in details)
    every = (*compared.fields, *map(in_conflict, compared.alone), *compared.hidden)
    return Found(fields=every, problems=told, noted=compared.noted)


def _by_itself(packets: Packets, form: Form, fields: Sequence[Field], compared: Compared) -> Found:
    if DATASETS in packets.faults:
        return _refused(next(_faults(packets)))
    signed = tuple(one for one in compared.fields if one.kind is FieldKind.SIGNATURE)
    names = {bare(loose(one.key)) for one in signed}
    asked = [one for one in form.fields() if one.kind is not FieldKind.SIGNATURE or one.key not in names]
    differing = [
        said
        for one, said in zip(fields, compared.fields, strict=True)
        if holds(one) and said not in signed and said.state in UNSURE
    ]
    if not asked and not differing:
        return _refused(next(_faults(packets), "it has neither questions nor answers"))
    details = [*_faults(packets)]
    if packets.template is None and TEMPLATE not in packets.faults:
        details.append(f"the packet “{TEMPLATE}” is missing")
    told = tuple(problem(FileCode.XFA_PARTLY, detail=detail) for detail in details)
    return Found(fields=(*asked, *differing, *signed), problems=told, is_laid_out=False)


def _faults(packets: Packets) -> Iterator[str]:
    for name in (DATASETS, TEMPLATE, STATE):
        if name in packets.faults:
            yield f"the packet “{name}” {packets.faults[name]}"


def _count(alone: Sequence[Field]) -> Iterator[str]:
    if alone:
        yield f"{len(alone)} of its answers belong to no field that was read"


def _refused(detail: str) -> Found:
    return Found(fields=(), problems=(problem(FileCode.XFA_BROKEN, detail=detail),), is_laid_out=False)
