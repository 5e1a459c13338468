"""`fit-checklist.pdf`: a PDF form without fields: a ruled table, lines to write on and drawn boxes."""

from functools import cache

from examples.build.adopted.asked import Question, day, marks, text
from examples.build.adopted.sheet import LEFT, PLAIN, RIGHT, SLANTED, STRONG, Place, Sheet

NAME = "High Desert Child and Family Network"
TITLE = "Will It Work Here?  A Fit Checklist"
ASKED = "How well would the practice fit …"
SCALE = {"1": "1", "2": "2", "3": "3", "4": "4", "5": "5", "?": "na"}
WORKS = "Does the help suit us?"
REPLIES = ("Yes", "Partly", "No")
NOTE = "Comments"
POSTS: dict[str, str | None] = {
    "Director": "director",
    "Coach": "coach",
    "Teacher": "teacher",
    "Therapist": "specialist",
    "Parent": "family-partner",
}
PRACTICE: tuple[tuple[str, str, str | None], ...] = (
    ("goals", "the goals we chose for this year", "practice.priorities"),
    ("families", "what our families value and the languages they speak", "practice.families"),
    ("needs", "our children and the help they need", "practice.children"),
    ("license", "state licensing and funding rules", "practice.requirements"),
    ("budget", "our budget", None),
    ("other", "other new things we have begun", "practice.initiatives"),
    ("lessons", "our curriculum and child assessments", "practice.curriculum"),
)
HELP: tuple[tuple[str, str, str | None], ...] = (
    ("hours", "It can be given during our working hours.", "assistance.schedule"),
    ("pace", "Staff can take in this much at once.", "assistance.pace"),
    ("tongue", "It is offered in the languages of our staff.", "assistance.language"),
    ("trust", "We trust the people who would come.", "assistance.trust"),
)
ADVICE: dict[str, str | None] = {
    "Start": "go",
    "Start after we adapt the practice": "change-practice",
    "Start after the help has been changed": "change-assistance",
    "Put it off until we know more": "wait",
    "Choose a different practice": "other-practice",
    "Let the board decide": None,
}


def _questions() -> tuple[Question, ...]:
    asked: list[Question] = []
    for key, label, item in PRACTICE:
        asked += marks(key, ASKED, item and f"{item}.rating", SCALE if item else dict.fromkeys(SCALE), row=f"… {label}")
        asked += text(f"{key}.note", NOTE, item and f"{item}.note", row=f"… {label}", column=NOTE)
    for key, label, item in HELP:  # three steps for the instrument's five: nobody can say which value a step has
        asked += marks(key, WORKS, f"{item}.rating", dict.fromkeys(REPLIES), row=label)
    return (
        *text("agency", "Program:", "identity.agency"),
        *text("name", "Filled out by:", "identity.name"),
        *day("date", "Date:", "identity.completed"),
        *marks("post", "I am a:", "identity.role", POSTS),
        *text("practice", "Practice we are thinking about:", "subject.practice"),
        *text("help", "Help we would get with it:", "subject.assistance"),
        *text("cost", "Estimated cost in the first year: $", None),
        *asked,
        *marks("advice", "Our advice (check one):", "decision.recommendation", ADVICE),
        *text("change", "What must be changed first? Who will do it?", "decision.changes"),
        *day("again", "Look at this checklist again on:", "decision.revisit"),
        *text("signed", "Signature:", "decision.signature"),
        *day("signed.date", "Signed on:", "decision.signed"),
    )


QUESTIONS = _questions()


@cache
def drawn() -> tuple[bytes, dict[str, Place]]:
    """The form, and where its answers go."""
    page = Sheet(NAME, "411 Juniper Avenue, Arroyo Seco", "HD-FIT-2", "#6B4A16", TITLE)
    page.title(TITLE)
    page.lines(
        "Print this checklist, fill it out with a pen, and bring it to the next leadership meeting. Or type into it.",
        SLANTED,
        9,
    )
    _about(page)
    _practice(page)
    _help(page)
    page.turn()
    _advice(page)
    return page.file(), page.places


def blank() -> bytes:
    """The form as it is sent out."""
    return drawn()[0]


def _about(page: Sheet) -> None:
    page.y -= 8
    _line(page, ("agency", "Program:", RIGHT))
    _line(page, ("name", "Filled out by:", 380), ("date", "Date:", RIGHT))
    x = page.say(LEFT, page.y, "I am a:") + 12
    for said in POSTS:
        page.box(x, page.y - 1)
        page.keep(f"post={said}", x, page.y - 1, 9, 9)
        end = page.say(x + 13, page.y, said)
        page.keep(f"post:{said}", x + 13, page.y - 1, end - x - 13, 9)
        x = end + 16
    page.y -= 22
    _line(page, ("practice", "Practice we are thinking about:", RIGHT))
    _line(page, ("help", "Help we would get with it:", RIGHT))
    _line(page, ("cost", "Estimated cost in the first year: $", 300))


def _practice(page: Sheet) -> None:
    page.heading(ASKED)
    page.say(LEFT, page.y, "Mark one number: 1 = not at all, 5 = very well, ? = we cannot tell", SLANTED, 8.5)
    page.y -= 8
    widths = (226.0, *(24.0 for _ in SCALE), 142.0)
    _row(page, widths, ("", *SCALE, NOTE), 16, "#F1E8D8")
    for key, label, _ in PRACTICE:
        top = page.y
        _row(page, widths, (f"… {label}",), 24)
        x = LEFT + widths[0]
        for said in SCALE:
            page.keep(f"{key}={said}", x, top - 24, 24, 24)
            x += 24
        page.keep(f"{key}.note", x, top - 24, widths[-1], 24)
        page.keep(f"{key}?", LEFT, top - 24, widths[0], 24)
    page.y -= 14


def _help(page: Sheet) -> None:
    page.heading(WORKS)
    for key, label, _ in HELP:
        page.keep(f"{key}?", LEFT, page.y - 1, 290, 9)
        page.say(LEFT, page.y, label)
        x = LEFT + 300
        for said in REPLIES:
            page.box(x, page.y - 1)
            page.keep(f"{key}={said}", x, page.y - 1, 9, 9)
            page.say(x + 13, page.y, said)
            x += 72
        page.y -= 18


def _advice(page: Sheet) -> None:
    page.heading("Our advice (check one):")
    for said in ADVICE:
        page.box(LEFT + 4, page.y - 1, 10)
        page.keep(f"advice={said}", LEFT + 4, page.y - 1, 10, 10)
        end = page.say(LEFT + 22, page.y, said)
        page.keep(f"advice:{said}", LEFT + 22, page.y - 1, end - LEFT - 22, 10)
        page.y -= 18
    page.y -= 6
    page.say(LEFT, page.y, "What must be changed first? Who will do it?", STRONG)
    for number in (1, 2, 3):
        page.y -= 22
        page.rule(LEFT, page.y - 2, RIGHT)
        page.keep(f"change.{number}", LEFT, page.y - 2, RIGHT - LEFT, 20)
    page.y -= 28
    _line(page, ("again", "Look at this checklist again on:", 330))
    page.y -= 20
    _line(page, ("signed", "Signature:", 370), ("signed.date", "Signed on:", RIGHT))
    page.y -= 4
    page.say(LEFT, page.y, "Keep the original. Send a copy to the network office within ten days.", PLAIN, 8)


def _line(page: Sheet, *asked: tuple[str, str, float]) -> None:
    x = LEFT
    for key, label, to in asked:
        x = page.say(x, page.y, label) + 6
        page.rule(x, page.y - 2, to)
        page.keep(key, x, page.y - 2, to - x, 15)
        x = to + 14
    page.y -= 22


def _row(page: Sheet, widths: tuple[float, ...], said: tuple[str, ...], height: float, shade: str = "") -> None:
    page.ruled(widths, page.y, height, shade)
    x = LEFT
    for number, (one, width) in enumerate(zip(said, widths, strict=False)):
        if shade and number:
            page.canvas.setFillColorRGB(0, 0, 0)
            page.canvas.setFont(STRONG, 9)
            page.canvas.drawCentredString(x + width / 2, page.y - height + 5, one)
        else:
            page.say(x + 4, page.y - height / 2 - 3, one, size=8.5)
        x += width
    page.y -= height
