"""Whether a file within a package is or may be a form: looked at just long enough to tell, since it is read later."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from extractors.read import read_bytes, unpacked
from extractors.triage import FLAT, triage
from flows.enclosed import NO_FORM, is_called_like_form, may_hold_form
from planwright.model import Attached, Outcome, Reading, Severity

# What of one package is looked into to its end. Of the rest whatever may be a form is taken for one, and is a file of
# its own that is read in its turn: a package must not take longer than a file may.
MOST_JUDGED = 20  # without fields and without a code, so that their pages are held against all blanks
MOST_CONVERTED = 3  # for which LibreOffice is started
MOST_BYTES = 400 * 2**20  # of all files, and those within them

Judge = Callable[[Attached], Outcome]


@dataclass(slots=True)
class Look:
    """Looks at the files of one package, one after the other."""

    judge: Judge
    judged: int = 0
    converted: int = 0
    seen: int = 0

    def may_be_form(self, one: Attached) -> bool:
        """Whether this file is or may be a form, or holds one."""
        self.seen += len(one.data)
        kind = triage(one.data)
        if kind.problem is not None and kind.problem.severity is Severity.FATAL:
            return kind.problem.code not in NO_FORM
        if kind.other is not None and kind.other.ending != FLAT:
            self.converted += 1
        if self.seen > MOST_BYTES or self.converted > MOST_CONVERTED:
            return True
        return self._is_told(one, read_bytes(one.data, name=one.name)[1])

    def _is_told(self, one: Attached, reading: Reading) -> bool:
        if reading.package:
            return any(self._may_be_within(one, held) for held in unpacked(one.data, reading.attached))
        if reading.fields or reading.stamps:
            return True
        if reading.needs_blank or reading.attached:
            self.judged += 1
            return self.judged > MOST_JUDGED or may_hold_form(self.judge(one))
        codes = {told.code for told in reading.problems if told.severity is not Severity.WARNING}
        return not codes or not codes <= NO_FORM

    def _may_be_within(self, one: Attached, held: Attached) -> bool:
        """Whether a file of a package within the package may be a form; under the name of that, which is a safe one."""
        return self.may_be_form(replace(held, name=one.name)) if held.data else is_called_like_form(held.name)
