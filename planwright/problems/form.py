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
    NEAREST_FORMS = Detail(
        "nearest-forms",
        FATAL,
        "The file carries no identity, and it is like none of the known forms for certain. The nearest: {nearest}."
        " If these are pages of a form of which the others came as a file of their own, put both together as one PDF."
        " Check that it is one of your forms; a form of others is made known with “planwright adopt”. If"
        " it is a Word form that was saved as a PDF with fields, ask for the Word file, or for a PDF without fields.",
    )
    FITS_SEVERAL = Detail(
        "fits-several",
        FATAL,
        "By what it prints the file fits {forms} equally well: their blanks have the same words. Take one of them out"
        " of editions/, or out of schemas/, and put the file into the inbox again.",
    )
    RECOGNISED = Detail(
        "recognised-by-print",
        WARNING,
        "The file carries no identity; by what it prints it is “{form}” ({share} of the blank's words). Whose it is was"
        " told otherwise.",
    )
    EDITION_UNCHECKED = Detail(
        "edition-unchecked",
        ERROR,
        "The form is of the edition “{edition}”, which is a draft that nobody has checked. Compare {file} with its"
        " preview,"
        " correct it, and set “checked” to true; the next run of “planwright ingest” reads the form again by itself.",
    )
    NOT_ASKED = Detail(
        "not-asked",
        WARNING,
        "The form asks more than its instrument, and something stands in {count} of these places, such as “{first}”:"
        " an answer, or what cannot be read. It is in the file only.",
    )
    NAME_NOT_ASKED = Detail(
        "name-not-asked",
        WARNING,
        "Forms of the edition “{edition}” carry no name, so that nobody can tell whether one was sent twice: a form"
        " that comes in again with another answer counts again. Have each person send one form.",
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
    IDENTITY_NEARLY = Detail(
        "identity-nearly",
        ERROR,
        "“{question}”{at} says “{value}”, which is nearly “{name}” in planwright.toml. Check which one is"
        " meant, and correct it in a copy of the form.",
    )
    IDENTITY_UNKNOWN = Detail(
        "identity-unknown",
        ERROR,
        "“{question}”{at} says “{value}”, which is not the name of one {kind} in planwright.toml. Check which one is"
        " meant, and correct it in a copy of the form.",
    )
    FOLDER_NEARLY = Detail(
        "folder-nearly",
        ERROR,
        "The form lies in the folder “{folder}”, which is nearly “{name}” in planwright.toml. Check whether that is"
        " meant, and give the folder the name or the id that is listed there.",
    )
    NAME_ALONE = Detail(
        "name-alone",
        ERROR,
        "Only the file's name says that the form is of {name}. Check it, and put the file into the folder of its agency"
        " and round, such as inbox/harbor/2026-fall/.",
    )
    AGENCY_NOT_TOLD = Detail(
        "agency-not-told",
        ERROR,
        "Nothing says which agency's form this is: neither the form itself, nor the folder it came in, nor the file's"
        " name. Put it into inbox/<agency>/<round>/, with the agency's and the round's ids in planwright.toml.",
    )
    ROUND_NOT_TOLD = Detail(
        "round-not-told",
        ERROR,
        "Nothing says which round this form is for: neither the form itself, nor the folder it came in, nor the file's"
        " name. Put it into inbox/<agency>/<round>/, with the agency's and the round's ids in planwright.toml.",
    )
    AGENCY_DIFFERS = Detail(
        "agency-differs",
        ERROR,
        "It is not certain which agency's form this is: {claims}. Check whose it is, and put it into"
        " inbox/<agency>/<round>/ under a name that names no other agency. If it was issued for another one, ask the"
        " right agency for its own form.",
    )
    ROUND_DIFFERS = Detail(
        "round-differs",
        ERROR,
        "It is not certain which round this form is for: {claims}. Check which it is, and put it into"
        " inbox/<agency>/<round>/ under a name that names no other round. If it was issued for another one, ask for"
        " the form of the right round.",
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
    OTHER_VERSION = Detail(
        "other-version",
        ERROR,
        "This is another version of the form “{edition}”, or a copy that lost parts of it. The places of {count} of its"
        " questions are gone, such as {first}.{prints} Ask for the form as it was adopted; if others use this version,"
        " adopt it as well.",
    )
    PRINT_CHANGED = Detail(
        "print-changed",
        ERROR,
        "The form prints {there} where the blank of “{edition}” prints {blank}. It may be another version, in which the"
        " answers mean something else: compare the two, and adopt that version as well if others use it.",
    )
    FIELDS_MISSING = Detail(
        "fields-missing",
        ERROR,
        "Further fields of the form are gone: {count}. Pages were left out, or the form was saved by a program"
        " that drops fields; ask for the form as it was issued, filled in and saved. If the other pages came as a file"
        " of their own, put both together as one PDF.",
    )
    FIELDS_UNKNOWN = Detail(
        "fields-unknown",
        ERROR,
        "Further fields with something entered are not part of this form: {count}. Another form may have been put"
        " into it; ask for each by itself.",
    )
    TRACKED_THROUGHOUT = Detail(
        "tracked-throughout",
        WARNING,
        "The form was filled in while Word tracked changes, and nobody accepted them: {count} answers, such as"
        " “{question}”. Each went into an empty field; they count as they stand.",
    )
    TRACKED_IN_PART = Detail(
        "tracked-in-part",
        ERROR,
        "Answers were entered into empty fields while Word tracked changes, and nobody accepted them: {count}, such as"
        " “{question}”. Other answers were entered otherwise, or several people made the changes. Open the file in Word"
        " and check that all of them were meant.",
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
        "Something stands outside the form's fields that the blank does not print, such as “{first}”{at}{near} ({count}"
        " in all): text, comments or drawings. Open the file and check whether answers are among them.",
    )
    PRINT_GONE = Detail(
        "print-gone",
        ERROR,
        "The blank prints “{first}”{above}, and the file does not show it so any more ({count} such lines in all):"
        " words of the form were taken out, hidden or changed. Compare the file with the blank, and check that the"
        " answers near them answer what was asked.",
    )
    PRINT_MARKED = Detail(
        "print-marked",
        ERROR,
        "Printed words or cells of the form stand out and do not in the blank: {first} is {look} ({count} in all). Open"
        " the file and check whether these marks are answers; only a person can tell what they mean.",
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
        " parts. If the others came as a file of their own, put both together as one PDF; else ask for the whole form.",
    )
    PAGES_TWICE = Detail(
        "pages-twice",
        ERROR,
        "Pages of the form are in the file more than once: {pages}. Two forms were put into one file, or pages printed"
        " twice; ask for each form in a file by itself.",
    )


# What is settled by putting the same file into the inbox again, into the folder of its agency and round.
OF_ITS_PLACE = frozenset(
    one.id
    for one in (
        FormCode.FOLDER_NEARLY,
        FormCode.NAME_ALONE,
        FormCode.AGENCY_NOT_TOLD,
        FormCode.ROUND_NOT_TOLD,
        FormCode.AGENCY_DIFFERS,
        FormCode.ROUND_DIFFERS,
    )
)
