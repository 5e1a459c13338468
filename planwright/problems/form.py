"""What is wrong with a form: which one it is, and how it differs from its blank."""

from planwright.model import Severity
from planwright.problems.code import Code, Detail

WARNING, ERROR, FATAL = Severity.WARNING, Severity.ERROR, Severity.FATAL


class FormCode(Code):
    """What is wrong with a form: which one it is, and how it differs from its blank."""

    # -- what form it is -----------------------------------------------------------------------------------------------
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

    COMPLETED_AHEAD = Detail(
        "completed-ahead",
        WARNING,
        "“{question}”{at} is {value}, after the day the form came in ({received}). Ask for the right day; until then"
        " this one decides whether the form or another of the same respondent counts.",
    )

    # -- the form against its blank ------------------------------------------------------------------------------------
    FIELD_MISSING = Detail(
        "field-missing",
        ERROR,
        "The field for “{question}”{at} is gone from the form. Its answer may stand as plain text; open the"
        " file and enter it.",
    )
    FIELDS_MISSING = Detail(
        "fields-missing",
        ERROR,
        "Further fields of the form are gone: {count}. Pages were left out, or the form was saved by a program"
        " that drops fields; ask for the form as it was issued, filled in and saved.",
    )
    FIELDS_UNKNOWN = Detail(
        "fields-unknown",
        ERROR,
        "Further fields with something entered are not part of this form: {count}. Another form may have been put"
        " into it; ask for each by itself.",
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
        "Fields of the form stand in the file more than once: {count}, such as “{question}”{at}. Rows or fields were"
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
        "Something stands outside the form's fields{at} that the blank does not print, such as “{first}” ({count} in"
        " all): text, comments or drawings. Open the file and check whether answers are among them.",
    )
    PAGES_BARE = Detail(
        "pages-bare",
        ERROR,
        "None of the form's fields is on page {pages} of the file, and what stands there was not read. Open the file"
        " and check whether answers are on it; if it is a second form, ask for each in a file by itself.",
    )
    FIELDS_UNSEEN = Detail(
        "fields-unseen",
        ERROR,
        "Fields of the form are on none of the file's pages, so nobody saw them: {count}, such as “{question}”."
        " Pages were taken out; ask for the whole form in one file.",
    )
    PAGES_MISSING = Detail(
        "pages-missing",
        ERROR,
        "Of the form's {count} pages these are not in the file: {pages}. Pages were left out, or the form was sent in"
        " parts; ask for the whole form in one file.",
    )
    PAGES_TWICE = Detail(
        "pages-twice",
        ERROR,
        "Pages of the form are in the file more than once: {pages}. Two forms were put into one file, or pages printed"
        " twice; ask for each form in a file by itself.",
    )
