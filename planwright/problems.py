"""Every problem planwright can report: one code, one severity and one message each.

A message says where, what, and what to do, in the words printed on the form. `{at}` becomes the page and row, such as
` (page 2, row 3)`, or nothing. Tests and documentation go through this catalogue, so that a wording changes once.
"""

from enum import Enum
from typing import NamedTuple

from planwright.model import Place, Problem, Severity

WARNING, ERROR, FATAL = Severity.WARNING, Severity.ERROR, Severity.FATAL


class Detail(NamedTuple):
    """What one code stands for."""

    code: str
    severity: Severity
    message: str


class Code(Enum):
    """The catalogue. A code never changes its meaning; a retired one is not used again."""

    # -- the file as a whole: nothing in it can be trusted ---------------------------------------------------------
    FILE_MISSING = Detail("file-missing", FATAL, "The file {file} is not there any more. Check the path.")
    FILE_EMPTY = Detail(
        "file-empty", FATAL, "The file is empty (0 bytes). Ask the sender to send it again; the copy was cut off."
    )
    FILE_TOO_LARGE = Detail(
        "file-too-large",
        FATAL,
        "The file has {size} MB where at most {limit} MB are read. Ask for the form alone, without pictures.",
    )
    NOT_A_FORM_FILE = Detail(
        "not-a-form-file",
        FATAL,
        "This is {found}, not a Word (.docx) or PDF file. Ask the sender for the completed form itself.",
    )
    FILE_UNREADABLE = Detail(
        "file-unreadable",
        FATAL,
        "The file {file} cannot be opened: {detail}. Give planwright the right to read it, or copy it again.",
    )
    WORD_MACROS = Detail(
        "word-macros",
        WARNING,
        "The form came back as a Word file with macros. They were not run; nothing but the answers was taken from it.",
    )
    OLD_WORD_FORMAT = Detail(
        "old-word-format",
        FATAL,
        "This is {found}, which may have lost the form's fields. Ask the sender for the Word file (.docx) as it was"
        " filled in. If there is none, open this one in Word, save it as .docx and put that in the inbox.",
    )
    WORD_CORRUPT = Detail(
        "word-corrupt",
        FATAL,
        "Word could not open this file either: {detail}. Ask the sender to open their copy, save it and send it again.",
    )
    PDF_CORRUPT = Detail(
        "pdf-corrupt", FATAL, "The PDF is damaged: {detail}. Ask the sender to save it again and send the new copy."
    )
    PASSWORD = Detail(
        "password",
        FATAL,
        "The file asks for a password. Ask the sender for a copy without one"
        " (in Word: File › Info › Protect Document; in a PDF reader: Properties › Security).",
    )
    TOO_DEEP = Detail(
        "too-deep", FATAL, "The file's {what} goes beyond {limit}; it was not made by a form program. Ask for the form."
    )
    LEGACY_WORD_FIELDS = Detail(
        "legacy-word-fields",
        FATAL,
        "The form uses Word's old form fields ({count} of them), which are not read yet. Type its answers into an"
        " issued form, or keep it for later.",
    )
    LEGACY_FIELDS_BESIDE = Detail(
        "legacy-fields-beside",
        ERROR,
        "Beside its content controls the form uses {count} of Word's old form fields, which are not read yet. Open the"
        " file and check whether answers are among them.",
    )
    NO_WORD_FIELDS = Detail(
        "no-word-fields",
        FATAL,
        "The document has no form fields; answers typed into its text are not read yet. If it should have been"
        " a form,"
        " ask for the issued one.",
    )
    NO_PDF_FIELDS = Detail(
        "no-pdf-fields",
        FATAL,
        "The PDF has no form fields; it was printed to PDF, flattened or exported. Ask for the file that was"
        " filled in,"
        " saved and not printed.",
    )
    SCANNED_PAGES = Detail(
        "scanned-pages",
        FATAL,
        "The PDF holds pictures of pages (a scan or photographs), which are not read yet. Type its answers into an"
        " issued form.",
    )
    XFA_FORM = Detail(
        "xfa-form",
        FATAL,
        "The PDF is an XFA form made for Adobe's own reader, which is not read yet. Ask for an issued form.",
    )
    XFA_BESIDE = Detail(
        "xfa-beside",
        ERROR,
        "The PDF holds its answers twice, once for Adobe's own reader (XFA), and only the other copy was read. Open the"
        " file in Adobe's reader and compare the answers.",
    )
    PDF_REBUILT = Detail(
        "pdf-rebuilt",
        ERROR,
        "The PDF is damaged and its table of contents had to be rebuilt; answers may be missing. Compare them with the"
        " pages, or ask the sender for a new copy.",
    )
    PDF_REPAIRED = Detail(
        "pdf-repaired",
        WARNING,
        "The PDF has small faults that were repaired in reading; its answers count as they stand.",
    )

    READING_TOO_SLOW = Detail(
        "reading-too-slow",
        FATAL,
        "Reading the file took longer than {seconds} seconds and was stopped. No form takes so long; ask the sender to"
        " save it anew, or raise “seconds” under [reading] in planwright.toml.",
    )
    READING_FAILED = Detail(
        "reading-failed",
        FATAL,
        "The program that reads files ended while it read this one; the others were read. Ask the sender to save it"
        " anew, and tell planwright's keepers about the file.",
    )

    # -- what form it is ------------------------------------------------------------------------------------------
    NOT_STAMPED = Detail(
        "not-stamped",
        FATAL,
        "The file does not say which form it is: its identity is in none of the document's properties or fields."
        " Check that it is one of the forms you issued.",
    )
    STAMPS_DIFFER = Detail(
        "stamps-differ",
        FATAL,
        "The file says it is two different forms: {first} and {second}. Two forms were put into one file;"
        " ask for each by itself.",
    )
    UNKNOWN_INSTRUMENT = Detail(
        "unknown-instrument",
        FATAL,
        "The form is “{instrument}” version {version}, which is not among the instruments here ({known})."
        " Add its schema, then read the file again.",
    )
    UNKNOWN_AGENCY = Detail(
        "unknown-agency",
        ERROR,
        "The form was issued for agency “{agency}”, which planwright.toml does not list. Add the agency there,"
        " or check"
        " who sent the form.",
    )
    UNKNOWN_ROUND = Detail(
        "unknown-round",
        ERROR,
        "The form was issued for round “{round}”, which planwright.toml does not list. Add the round there, or check"
        " that the form is not an old one.",
    )
    IDENTITY_DIFFERS = Detail(
        "identity-differs",
        ERROR,
        "“{question}”{at} says “{value}”, but this form was issued for “{issued}”. Check whose form it is"
        " before it is"
        " counted.",
    )

    OTHER_ROUND = Detail(
        "other-round",
        ERROR,
        "“{question}”{at} is {value}, in “{other}”, but this form was issued for “{issued}”. Check that no old blank"
        " was filled in, before it is counted.",
    )
    OUTSIDE_ROUND = Detail(
        "outside-round",
        WARNING,
        "“{question}”{at} is {value}, outside “{issued}” ({opens} to {closes}). The form counts for that round.",
    )

    # -- single answers -------------------------------------------------------------------------------------------
    ANSWER_CONFLICT = Detail(
        "answer-conflict",
        ERROR,
        "“{question}”{at}: the file holds two answers that do not agree, or one that the form does not offer. Open the"
        " page and enter the one meant.",
    )
    ANSWER_UNREADABLE = Detail(
        "answer-unreadable",
        ERROR,
        "“{question}”{at}: something is entered that cannot be read for certain, such as a picture, a symbol or words"
        " crossed out. Open the page and type it.",
    )
    ANSWER_UNCERTAIN = Detail(
        "answer-uncertain",
        ERROR,
        "“{question}”{at}: the answer “{value}” was read with {confidence} % certainty. Compare it with the page.",
    )
    ANSWER_MISSING = Detail(
        "answer-missing", ERROR, "“{question}”{at} was left blank and needs an answer. Ask the respondent."
    )
    NAME_SHARED = Detail(
        "name-shared",
        ERROR,
        "“{question}”{at} says “{value}”, as others may; their forms would be taken for one person's. Ask for"
        " the name, or the code this person was given.",
    )
    TWO_MARKS = Detail(
        "two-marks",
        ERROR,
        "“{question}”{at} has {count} marks ({marks}) where one is allowed. Ask the respondent which one is meant.",
    )
    TOO_MANY_CHOSEN = Detail(
        "too-many-chosen",
        ERROR,
        "“{question}”{at} has {count} choices marked where at most {most} are allowed. Ask the respondent which"
        " to keep.",
    )
    NOT_A_NUMBER = Detail(
        "not-a-number",
        ERROR,
        "“{question}”{at}: “{value}” is not one certain number. Enter it in digits only, such as {example}.",
    )
    NOT_A_DATE = Detail(
        "not-a-date",
        ERROR,
        "“{question}”{at}: “{value}” is not one certain date. Enter it as printed on the form, with the year in full.",
    )
    NOT_A_CHOICE = Detail(
        "not-a-choice", ERROR, "“{question}”{at}: “{value}” is not one of the choices ({choices}). Choose one of them."
    )
    OUT_OF_RANGE = Detail(
        "out-of-range", ERROR, "“{question}”{at}: {value} is outside {low} to {high}. Check the answer."
    )
    TOO_MANY_ROWS = Detail(
        "too-many-rows",
        ERROR,
        "“{question}”{at} has {count} rows filled in where {most} are asked for. Ask the respondent which to keep.",
    )
    TOO_LONG = Detail(
        "too-long", ERROR, "“{question}”{at}: the answer has {count} characters where {most} are allowed. Shorten it."
    )
    WRONG_SHAPE = Detail(
        "wrong-shape", ERROR, "“{question}”{at}: “{value}” does not fit this question: {detail}. Check the answer."
    )

    # -- the form against its blank -------------------------------------------------------------------------------
    FIELD_MISSING = Detail(
        "field-missing",
        ERROR,
        "The field for “{question}”{at} is gone from the form. Its answer may stand as plain text; open the"
        " file and enter it.",
    )
    FIELDS_MISSING = Detail(
        "fields-missing",
        ERROR,
        "{count} more of the form's fields are gone. Pages were left out, or the form was saved by a program that drops"
        " fields; ask for the form as it was issued, filled in and saved.",
    )
    FIELDS_UNKNOWN = Detail(
        "fields-unknown",
        ERROR,
        "{count} more fields with something entered are not part of this form. Another form may have been put into it;"
        " ask for each by itself.",
    )
    FIELD_REPEATED = Detail(
        "field-repeated",
        ERROR,
        "“{question}”{at} stands in the file {count} times with different answers. Open the file and enter the"
        " one meant.",
    )
    FIELD_UNKNOWN = Detail(
        "field-unknown",
        ERROR,
        "The field “{key}”{at} is not part of this form, and something is entered in it. Check whether it"
        " belongs to an answer.",
    )
    FIELDS_COPIED = Detail(
        "fields-copied",
        ERROR,
        "{count} of the form's fields stand in the file more than once, such as “{question}”{at}. Rows or fields were"
        " copied with another program than Word, or two forms put together. Compare the answers with the pages.",
    )
    FIELD_MISPLACED = Detail(
        "field-misplaced",
        ERROR,
        "The field for “{question}”{at} stands in another table than its own, with something entered in it. Open the"
        " file and enter the answer where it belongs.",
    )
    TEXT_UNREAD = Detail(
        "text-unread",
        ERROR,
        "Text, comments or drawings stand outside the form's fields{at}: {count} places. Open the file and check"
        " whether answers are among them.",
    )
    PAGES_BARE = Detail(
        "pages-bare",
        ERROR,
        "None of the form's fields is on page {pages} of the file, and what stands there was not read. Open the file"
        " and check whether answers are on it, or whether it is a second form.",
    )
    FIELDS_UNSEEN = Detail(
        "fields-unseen",
        ERROR,
        "{count} of the form's fields, such as “{question}”, are on none of the file's pages, so nobody saw them."
        " Pages were taken out; ask for the whole form.",
    )

    # -- rules across answers -------------------------------------------------------------------------------------
    NOT_EXACTLY_ONE = Detail(
        "not-exactly-one",
        ERROR,
        "“{question}”{at} has {count} people marked {letter} ({meaning}); exactly one is needed. Settle who it is.",
    )
    ENDS_BEFORE_START = Detail(
        "ends-before-start",
        ERROR,
        "“{question}”{at} is {value}, before “{first_question}” ({first}). Check both dates.",
    )
    WRONG_TOTAL = Detail(
        "wrong-total",
        ERROR,
        "“{question}”{at} adds up to {value}; it must be {total}. Ask the respondent to correct the figures.",
    )
    NOT_DISTINCT = Detail(
        "not-distinct", ERROR, "“{question}”{at}: {value} is given to {count} of them ({items}). Give each its own."
    )
    BELOW = Detail(
        "below",
        WARNING,
        "“{question}”{at} is {value}, below “{first_question}” ({first}). This may be meant; it counts as it stands.",
    )
    OTHER_NOT_SAID = Detail(
        "other-not-said", ERROR, "“{question}”{at} has “{choice}” marked, but “{other}” is blank. Ask what was meant."
    )
    OTHER_NOT_MARKED = Detail(
        "other-not-marked",
        ERROR,
        "“{other}”{at} is filled in, but “{choice}” is not marked in “{question}”. Ask what was meant.",
    )
    WRONG_BASIS = Detail(
        "wrong-basis",
        ERROR,
        "“{question}”{at} says “{value}”, but this form is filled in as “{allowed}”. Ask how the answers came about.",
    )

    # -- the file among the others --------------------------------------------------------------------------------
    DUPLICATE_FILE = Detail(
        "duplicate-file", WARNING, "The same file, byte for byte, came in before as {name}. It is counted once."
    )
    SUPERSEDES = Detail(
        "supersedes", WARNING, "This form replaces {name}, which the same respondent sent before. Both files are kept."
    )
    CLASH = Detail(
        "clash",
        ERROR,
        "This form was already returned for this round ({name}), and it cannot be told which of the two counts:"
        " {detail}. Decide which to keep.",
    )

    @property
    def id(self) -> str:
        """The code as it is printed."""
        return self.value.code

    @property
    def severity(self) -> Severity:
        """How much this problem weighs."""
        return self.value.severity


def problem(code: Code, *, item: str | None = None, place: Place | None = None, **words: object) -> Problem:
    """The problem of this code with its message filled in; `words` are the blanks its message names."""
    where = str(place) if place else ""
    message = code.value.message.format(at=f" ({where})" if where else "", **words)
    return Problem(code=code.id, severity=code.severity, message=message, item=item, place=place)
