"""Every problem planwright can report: one code, one severity and one message each.

A message says where, what, and what to do, in the words printed on the form. `{at}` becomes the page and row, such as
` (page 2, row 3)`, or nothing. Tests and documentation go through this catalogue, so that a wording changes once.
"""

from planwright.problems.answer import AnswerCode
from planwright.problems.code import Code, problem
from planwright.problems.file import FileCode
from planwright.problems.form import OF_ITS_PLACE, FormCode

CATALOGUE: tuple[Code, ...] = (*FileCode, *FormCode, *AnswerCode)

__all__ = ["CATALOGUE", "OF_ITS_PLACE", "AnswerCode", "Code", "FileCode", "FormCode", "problem"]
