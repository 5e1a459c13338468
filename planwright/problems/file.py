"""What is wrong with a file as a whole, or with it among the others."""

from planwright.model import Severity
from planwright.problems.code import Code, Detail

WARNING, ERROR, FATAL = Severity.WARNING, Severity.ERROR, Severity.FATAL


class FileCode(Code):
    """What is wrong with a file as a whole, or with it among the others."""

    # -- the file as a whole: nothing in it can be trusted -------------------------------------------------------------
    FILE_MISSING = Detail("file-missing", FATAL, "There is no file {file}. Check the path.")
    FILE_CHANGED = Detail(
        "file-changed",
        FATAL,
        "The file {file} was changed while it was being read. Put it into the inbox again when it is whole.",
    )
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
    PACKED = Detail(
        "packed",
        FATAL,
        "This is {found}; the form may be in it. Take the form out and put that into the inbox.",
    )
    NO_FORM_WITHIN = Detail(
        "no-form-within",
        FATAL,
        "This is {found}, and no form is in it. What is in it: {names}. Ask the sender for the completed form.",
    )
    PACKAGE_CLOSED = Detail(
        "package-closed",
        FATAL,
        "This is {found}, and none of the files in it that may be forms can be read: {names}. Take each of them out and"
        " put it into the inbox, or ask the sender for it by itself and without a password.",
    )
    PACKAGE_DAMAGED = Detail(
        "package-damaged",
        FATAL,
        "This is {found}, and it is damaged: {detail}. Ask the sender to send it again, or the forms by themselves.",
    )
    PACKAGE_TOO_MUCH = Detail(
        "package-too-much",
        FATAL,
        "This is {found} with more in it than is unpacked here: {detail}. Take the forms out and put those into the"
        " inbox.",
    )
    PACKAGE = Detail(
        "package",
        WARNING,
        "This is {found}. The forms in it are read as files of their own: {names}. Nothing else in it was read, such as"
        " the words of a letter.",
    )
    PACKAGE_UNREAD = Detail(
        "package-unread",
        ERROR,
        "Files in it that may be forms were not read: {names}. Take each of them out and put it into the inbox, or ask"
        " the sender for it by itself and without a password.",
    )
    PACKAGE_CUT = Detail(
        "package-cut",
        ERROR,
        "This is {found}, and not all of it is there: {detail}. Further forms may have been in it; ask the sender"
        " to send it again, or which forms were sent.",
    )
    FILE_UNREADABLE = Detail(
        "file-unreadable",
        FATAL,
        "The file {file} cannot be opened: {detail}. Check that it is a file, and that planwright may read it.",
    )
    WORD_MACROS = Detail(
        "word-macros",
        WARNING,
        "The form came back as a Word file with macros. They were not run; nothing but the answers was taken from it.",
    )
    PARTS_ELSEWHERE = Detail(
        "parts-elsewhere",
        WARNING,
        "The Word file names what lies on another machine and Word would fetch: {what}. Nothing was fetched; the"
        " answers are those in the file. Ask the sender what it is before you open the file in Word.",
    )
    ACTIONS = Detail(
        "actions",
        WARNING,
        "The PDF asks the program that shows it to {what}. Nothing of it was done; the answers are those in the file."
        " Ask the sender what it is for before you open the file.",
    )
    CONVERTED = Detail(
        "converted",
        WARNING,
        "The form came back as {found}. LibreOffice brought it to .docx, and its answers were read from that.",
    )
    BOXES_LOST = Detail(
        "boxes-lost",
        ERROR,
        "The program that saved the form as .rtf kept {count} check boxes and not whether they are ticked. Ask the"
        " sender for the file as it was filled in, or for a .docx.",
    )
    DEFAULTS_LOST = Detail(
        "defaults-lost",
        ERROR,
        "The form has {count} drop-downs that show an entry from the start, which is lost when a {ending} file is"
        " brought to .docx. Open the file in Word and compare what the drop-downs show, or ask the sender for a .docx.",
    )
    NO_OFFICE = Detail(
        "no-office",
        FATAL,
        "This is {found}, which is read with the help of LibreOffice, and LibreOffice is not installed here. Install it"
        " and read the file again, or open the file in Word and save it as .docx.",
    )
    OFFICE_REFUSED = Detail(
        "office-refused",
        FATAL,
        "This is {found}, and LibreOffice could not open it in time. Ask the sender to save it as .docx in Word.",
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
    ACTIVE_X = Detail(
        "active-x",
        ERROR,
        "Beside its fields the form uses {count} ActiveX controls, whose answers only Word can show. Open the file in"
        " Word and check whether answers are among them.",
    )
    ACTIVE_X_ONLY = Detail(
        "active-x-only",
        FATAL,
        "The form uses ActiveX controls ({count} of them), whose answers only Word can show. Type its answers into an"
        " issued form.",
    )
    NO_WORD_FIELDS = Detail(
        "no-word-fields",
        FATAL,
        "The document has no form fields, and its texts and tables are not those of a form that was issued. If it"
        " should have been a form, ask for the issued one.",
    )
    NO_PDF_FIELDS = Detail(
        "no-pdf-fields",
        FATAL,
        "The PDF has no form fields, and its pages are not those of a form that was issued. Ask for the file that was"
        " filled in, saved and not printed.",
    )
    READ_FROM_TEXTS = Detail(
        "read-from-texts",
        WARNING,
        "The Word form has lost {count} of its fields. Their answers were read from what stands in their places beside"
        " the blank form.",
    )
    READ_FROM_PAGES = Detail(
        "read-from-pages",
        WARNING,
        "The PDF has no form fields any more: it was printed to PDF, flattened or typed over. Its answers were read"
        " from what its pages show beside the blank form.",
    )
    OTHER_FORMAT = Detail(
        "other-format",
        FATAL,
        "The form is of the edition “{edition}”, whose blank is {wanted}, and this is {got}. Adopt a blank of this"
        " format as well, or enter the answers by hand.",
    )
    READ_FROM_PRINT = Detail(
        "read-from-print",
        WARNING,
        "The Word form came back printed or saved as a PDF. Its answers were read from what the pages show beside the"
        " blank form.",
    )
    PAGE_NUMBERS = Detail(
        "page-numbers",
        ERROR,
        "The numbers printed on the {count} pages of this Word form do not run from 1 to the last: {told}. Ask the"
        " sender for the whole form in one file, and for each form in a file by itself.",
    )
    COVER = Detail(
        "cover",
        WARNING,
        "The PDF is a cover for forms, which are read as files of their own: {names}. Its own pages are no form and"
        " were not read.",
    )
    BUNDLE = Detail(
        "bundle",
        WARNING,
        "The PDF is {count} whole forms one after the other, which are read as files of their own: {names}.",
    )
    PAGES_UNTIED = Detail(
        "pages-untied",
        WARNING,
        "Copies of one form lie in the PDF, and nothing in it says whose each page is: {names}. The pages were taken in"
        " the order in which they lie. Check that those of each part are one person's: a page that two copies exchanged"
        " cannot be seen.",
    )
    FORMS_ENCLOSED = Detail(
        "forms-enclosed",
        WARNING,
        "Files that are or may be forms came within the PDF and are read as files of their own: {names}.",
    )
    ATTACHED_HIDDEN = Detail(
        "attached-hidden",
        WARNING,
        "Files within the PDF are in no list of its attachments and on none of its pages, so that people may never have"
        " seen them: {names}. They are read like any others; ask the sender whether they were meant.",
    )
    ATTACHED_UNREAD = Detail(
        "attached-unread",
        WARNING,
        "Files came within it that are not read as forms: {names}. Open them if they matter.",
    )
    ATTACHED_TOO_LARGE = Detail(
        "attached-too-large",
        ERROR,
        "Files within the PDF that may be forms were not read: {names}. They are damaged, or all of them have more than"
        " {limit} MB or are too many. Save each of them (in a PDF reader: Attachments › Save) and put it into the"
        " inbox.",
    )
    ATTACHED_TOO_DEEP = Detail(
        "attached-too-deep",
        ERROR,
        "Files lie within files within files, and were not read: {names}. Save each of them (in a PDF reader:"
        " Attachments › Save) and put it into the inbox.",
    )
    SCANNED_PAGES = Detail(
        "scanned-pages",
        FATAL,
        "The PDF holds pictures of pages (a scan or photographs), which are not read yet. Type its answers into an"
        " issued form.",
    )
    XFA_BROKEN = Detail(
        "xfa-broken",
        FATAL,
        "The PDF is an XFA form made for Adobe's own reader, and cannot be read: {detail}. Ask the sender to open it in"
        " Adobe's reader, save it and send it again.",
    )
    XFA_PARTLY = Detail(
        "xfa-partly",
        ERROR,
        "The PDF is an XFA form made for Adobe's own reader, and a part of it cannot be read: {detail}. Open the file"
        " in Adobe's reader and compare the answers.",
    )
    XFA_BESIDE = Detail(
        "xfa-beside",
        ERROR,
        "The PDF holds its answers twice, once for Adobe's own reader (XFA), and that copy could not be compared with"
        " the other: {detail}. Open the file in Adobe's reader and compare the answers.",
    )
    SIGNED = Detail(
        "signed",
        WARNING,
        "The file is digitally signed. Whether the signature is genuine was not looked at; a"
        " program for signatures says so.",
    )
    CHANGED_SINCE_SIGNED = Detail(
        "changed-since-signed",
        WARNING,
        "The file was digitally signed and saved again since, so its answers need not be those that"
        " were signed. If that matters, compare it with the signed one.",
    )
    PDF_REBUILT = Detail(
        "pdf-rebuilt",
        ERROR,
        "The PDF is damaged and its table of contents had to be rebuilt; answers may be missing. Compare them with the"
        " pages, or ask the sender for a new copy.",
    )
    PDF_CUT = Detail(
        "pdf-cut",
        ERROR,
        "The PDF goes on after its end: it was saved more than once, and the last time was cut short. What was read may"
        " be older answers. Ask the sender for the file again.",
    )
    PDF_TORN = Detail(
        "pdf-torn",
        ERROR,
        "The PDF was damaged on its way: {count} of its parts do not unpack to what was packed into them, so answers"
        " may be missing or have other letters. Ask the sender for the file again.",
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
    READING_TOO_COSTLY = Detail(
        "reading-too-costly",
        FATAL,
        "Reading the file took more than {seconds} seconds of the processor and was stopped. No form takes so much; ask"
        " the sender to save it anew, or raise “cpu_seconds” under [reading] in planwright.toml.",
    )
    READING_TOO_LARGE = Detail(
        "reading-too-large",
        FATAL,
        "Reading the file took more than {limit} MB of memory and was stopped. No form takes so much; ask the sender to"
        " save it anew, or raise “memory_mb” under [reading] in planwright.toml.",
    )
    READING_FAILED = Detail(
        "reading-failed",
        FATAL,
        "The program that reads files ended while it read this one; the others were read. Ask the sender to save it"
        " anew, and tell planwright's keepers about the file.",
    )

    # -- the file among the others -------------------------------------------------------------------------------------
    DUPLICATE_FILE = Detail(
        "duplicate-file", WARNING, "The same file, byte for byte, came in before as {name}. It is counted once."
    )
    SUPERSEDES = Detail(
        "supersedes",
        WARNING,
        "This form replaces {name}, which the same respondent sent before. Both files are kept.{changed}",
    )
    CLASH = Detail(
        "clash",
        ERROR,
        "Another form was returned for this round ({name}), and it cannot be told which of the two counts: {detail}."
        " That one counts for now; docs/workspace.md says how to change that.",
    )
