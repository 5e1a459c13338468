"""Every problem planwright can report: one code, one severity and one message each.

A message says where, what, and what to do, in the words printed on the form. `{at}` becomes the page and row, such as
` (page 2, row 3)`, or nothing. Tests and documentation go through this catalogue, so that a wording changes once.
"""

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

__all__ = [
    "CATALOGUE",
    "OF_ITS_PLACE",
    "OF_UNKNOWN_FORM",
    "AnswerCode",
    "Code",
    "FileCode",
    "FormCode",
    "problem",
]
