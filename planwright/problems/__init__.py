"""Every problem planwright can report: one code, one severity and one message each.

A message says where, what, and what to do, in the words printed on the form. `{at}` becomes the page and row, such as
` (page 2, row 3)`, or nothing. Tests and documentation go through this catalogue, so that a wording changes once.
"""

from planwright.model import Problem
from planwright.problems.answer import AnswerCode
from planwright.problems.code import Code, problem
from planwright.problems.file import FileCode
from planwright.problems.form import OF_ITS_PLACE, FormCode

CATALOGUE: tuple[Code, ...] = (*FileCode, *FormCode, *AnswerCode)

# What may be settled by now where the same file is put into the inbox again: its form was made known meanwhile.
OF_UNKNOWN_FORM = frozenset(
    one.id
    for one in (
        FileCode.NO_PDF_FIELDS,
        FileCode.NO_WORD_FIELDS,
        FormCode.NOT_STAMPED,
        FormCode.NEAREST_FORMS,
        FormCode.FITS_SEVERAL,
        FormCode.UNKNOWN_INSTRUMENT,
    )
)

# What follows for fields from what is wrong with the pages that they are on, and says nothing more.
_OF_PAGES = {
    FormCode.PAGES_MISSING.id: {FormCode.FIELD_MISSING.id, FormCode.FIELDS_MISSING.id},
    FormCode.PAGES_TWICE.id: {FormCode.FIELD_UNKNOWN.id, FormCode.FIELDS_UNKNOWN.id, FormCode.FIELDS_COPIED.id},
}


def told_once(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems without those of fields that are gone with their pages, or there again with them.

    A page of which nobody knows what it is may be that page, printed otherwise; then its fields are told.
    """
    if any(one.code == FormCode.PAGES_BARE.id for one in problems):
        return problems
    said = {code for one in problems for code in _OF_PAGES.get(one.code, ())}
    return tuple(one for one in problems if one.code not in said)


__all__ = [
    "CATALOGUE",
    "OF_ITS_PLACE",
    "OF_UNKNOWN_FORM",
    "AnswerCode",
    "Code",
    "FileCode",
    "FormCode",
    "problem",
    "told_once",
]
