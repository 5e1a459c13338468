"""What is wrong with an answer, or between answers."""

from planwright.model import Severity
from planwright.problems.code import Code, Detail

WARNING, ERROR, FATAL = Severity.WARNING, Severity.ERROR, Severity.FATAL


class AnswerCode(Code):
    """What is wrong with an answer, or between answers."""

    # -- single answers ------------------------------------------------------------------------------------------------
    ANSWER_CONFLICT = Detail(
        "answer-conflict",
        ERROR,
        "“{question}”{at}: the file holds two answers that do not agree, or one that the form does not offer. Open the"
        " page and enter the one meant.",
    )
    ANSWER_UNREADABLE = Detail(
        "answer-unreadable",
        ERROR,
        "“{question}”{at}: something is entered that cannot be read for certain, such as a picture, a symbol, words"
        " crossed out or a text that its box cuts off. Open the page and type it.",
    )
    ANSWER_UNCERTAIN = Detail(
        "answer-uncertain",
        ERROR,
        "“{question}”{at}: the answer “{value}” was read with {confidence} % certainty. Compare it with the page.",
    )
    ANSWER_EDITED = Detail(
        "answer-edited",
        ERROR,
        "“{question}”{at}: an edit nobody accepted. A tracked change made it {value}; before, it was {before}. The"
        " answer counts as changed. Check that the change was meant.",
    )
    ANSWER_DELETED = Detail(
        "answer-deleted",
        ERROR,
        "“{question}”{at}: an edit nobody accepted. A tracked change deleted the field with what was in it, {before}."
        " It counts as deleted. Check that this was meant.",
    )
    ANSWER_COMMENTED = Detail(
        "answer-commented",
        WARNING,
        "“{question}”{at} carries a comment: “{comment}”. It changes nothing of the answer; read the two together.",
    )
    COMMENT_ALONE = Detail(
        "comment-alone",
        ERROR,
        "“{question}”{at} was left blank and carries a comment: “{comment}”. Check whether that is the answer.",
    )
    ANSWER_MISSING = Detail(
        "answer-missing", ERROR, "“{question}”{at} was left blank and needs an answer. Ask the respondent."
    )
    ANSWER_ELSEWHERE = Detail(
        "answer-elsewhere",
        ERROR,
        "“{question}”{at}: “{value}” only says where the answer stands. Find it there and enter it; it may be in a"
        " comment, on another page or in another file.",
    )
    ANSWERS_TOGETHER = Detail(
        "answers-together",
        ERROR,
        "“{question}”{at}: the answer holds the words of another question, “{other}”. Open the page and enter what"
        " answers each of the two.",
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
        "“{question}”{at}: “{value}” is not one certain {number}. Enter it in digits only, such as {example}.",
    )
    NOT_WHOLE = Detail(
        "not-whole",
        ERROR,
        "“{question}”{at}: {value} is not a whole number, and one is asked for. Ask the respondent which one is meant.",
    )
    NOT_A_DATE = Detail(
        "not-a-date",
        ERROR,
        "“{question}”{at}: “{value}” is not one certain date. Enter it as printed on the form, with the year in full.",
    )
    EITHER_DAY = Detail(
        "either-day",
        ERROR,
        "“{question}”{at}: “{value}” may be two days, and neither the form nor its edition says whether the month,"
        " the day or the year comes first. Ask the respondent, and write the month as a word in a copy; where all write"
        " one order, say so as “language” in the edition (docs/adopt.md).",
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

    # -- rules across answers ------------------------------------------------------------------------------------------
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
