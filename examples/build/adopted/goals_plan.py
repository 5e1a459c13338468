"""`goals-plan.pdf`: a PDF form with fields, some of them named as programs name them."""

import io
from functools import cache

import pikepdf
from reportlab.lib.colors import HexColor, transparent

from examples.build.adopted.asked import Question, choice, day, marks, text
from examples.build.adopted.sheet import LEFT, PLAIN, RIGHT, SLANTED, STRONG, Place, Sheet

NAME = "Calloway Early Intervention Cooperative"
TITLE = "Program Improvement Plan"
AREAS = ("Teaching and learning", "Behavior support", "Family partnership", "Staffing", "Inclusion")
STATES = {"Not begun": "not-started", "In progress": "under-way", "Completed": "done", "On hold": "paused"}
FUNDS = ("Part C", "Preschool grant", "Local funds", "None needed")
YES_NO = {"Yes": "yes", "No": "no"}
GRAY = HexColor("#8A8A8A")
NOTHING = " "  # what a combo shows before anything is chosen
COLUMNS = (
    ("What", "What will be done", "step", 150.0),
    ("Who", "Who", "who", 78.0),
    ("Begin", "Begin", "start", 58.0),
    ("Finish", "Finish", "due", 58.0),
    ("Help", "Help or money needed", "resources", 90.0),
    ("Status", "Status", "status", 78.0),
)
GOAL = (
    ("goal", "What do we want to be true at the end?", "goal", 34.0),
    ("need", "Which need is behind it?", "need", 17.0),
    ("measure", "How will we measure it?", "measure", 17.0),
    ("aim", "First milestone", "objectives.1.objective", 17.0),
)
NAMES = {  # what the drawing program called the fields; the rest has names by its place in the table
    "agency": "Text Field 1",
    "number": "Text Field 2",
    "by": "Text Field 3",
    "date": "Text Field 4",
    "from": "Text Field 5",
    "to": "Text Field 6",
    "team": "Text Field 7",
    "first": "Text Field 31",
    "last": "Text Field 32",
    "how": "Text Field 33",
    "director": "Signature Text 1",
    "director.date": "Date 1",
    "parent": "Signature Text 2",
    "parent.date": "Date 2",
    "families": "Group1",
}
TOLD = {  # the tooltips somebody took the trouble to write
    "agency": "Program name",
    "date": "mm/dd/yyyy",
    "from": "First day of the plan",
    "how": "How progress is reviewed",
    "goal1.goal": "Goal 1",
    "Plan.Goal1.Step1.What": "Describe the step",
}


def _questions() -> tuple[Question, ...]:
    asked: list[Question] = []
    for goal in (1, 2):
        head, at = f"Goal {goal}", f"plan.goals.{goal}"
        asked += choice(f"goal{goal}.area", "Area", None, dict.fromkeys(AREAS), row=head)
        for key, label, item, _ in GOAL:
            asked += text(f"goal{goal}.{key}", label, f"{at}.{item}", row=head)
        asked += day(f"goal{goal}.by", "to be reached by", f"{at}.objectives.1.due", row=head)
        for step in (1, 2, 3):
            for key, label, item, _ in COLUMNS:
                name, path = f"Plan.Goal{goal}.Step{step}.{key}", f"{at}.objectives.1.steps.{step}.{item}"
                if key == "Status":
                    asked += choice(name, label, path, STATES, row=f"{goal}.{step}", column=label)
                else:
                    make = day if key in ("Begin", "Finish") else text
                    asked += make(name, label, path, row=f"{goal}.{step}", column=label)
    return (
        *text("agency", "Program", "identity.agency"),
        *text("number", "Program number", None),
        *text("by", "Plan written by", "identity.name"),
        *day("date", "Date", "identity.completed"),
        *day("from", "Plan covers the time from", "period.start"),
        *day("to", "through", "period.end"),
        *text("team", "People who worked on this plan", "period.team"),
        *marks("families", "Did parents help choose the goals?", "period.families", YES_NO),
        *marks("funds", "Where will money come from? Check all that apply.", None, dict.fromkeys(FUNDS), several=True),
        *asked,
        *day("first", "We look at the plan for the first time on", "review.first"),
        *day("last", "and for the last time on", "review.last"),
        *text("how", "Who will come together for this, and what will you look at?", "review.how"),
        *text("director", "Program director", "agreement.director"),
        *day("director.date", "Date", "agreement.director-signed", row="Program director"),
        *text("parent", "Parent representative", "agreement.families"),
        *day("parent.date", "Date", "agreement.families-signed", row="Parent representative"),
    )


QUESTIONS = _questions()


@cache
def drawn() -> tuple[bytes, dict[str, Place]]:
    """The form, and where its fields are."""
    page = Sheet(NAME, "Box 90, Calloway  ·  plans@calloway.example", "CEIC-31  Rev. 06/2026", "#25406B", TITLE)
    page.title(TITLE)
    page.lines(
        "Use this form on your computer. Write two goals for the coming year with your leadership team and at least "
        "one parent. Send the completed plan to your program consultant within thirty days of the team meeting.",
        SLANTED,
        9,
    )
    _about(page)
    _goal(page, 1)
    page.turn()
    _goal(page, 2)
    _close(page)
    return _with_levels(page.file()), page.places


def blank() -> bytes:
    """The form as it is sent out."""
    return drawn()[0]


def _about(page: Sheet) -> None:
    page.heading("Program and team")
    _line(page, ("agency", "Program", 250), ("number", "Program number", 80))
    _line(page, ("by", "Plan written by", 230), ("date", "Date", 90))
    _line(page, ("from", "Plan covers the time from", 90), ("to", "through", 90))
    _wide(page, "team", "People who worked on this plan", 30)
    x = page.say(LEFT, page.y, "Did parents help choose the goals?") + 14
    for number, said in enumerate(YES_NO, start=1):
        page.canvas.acroForm.radio(
            name=NAMES["families"],
            value=f"Choice{number}",
            x=x,
            y=page.y - 3,
            size=12,
            buttonStyle="circle",
            borderWidth=0.7,
            selected=False,
        )
        page.keep(f"families={said}", x, page.y - 3, 12, 12)
        x = page.say(x + 16, page.y, said) + 18
    page.y -= 19
    x = page.say(LEFT, page.y, "Where will money come from? Check all that apply.") + 14
    for number, said in enumerate(FUNDS, start=1):
        page.canvas.acroForm.checkbox(
            name=f"Check Box {number}",
            x=x,
            y=page.y - 2,
            size=10,
            fillColor=transparent,
            buttonStyle="cross",
            borderWidth=0.7,
        )
        page.keep(f"funds={said}", x, page.y - 2, 10, 10)
        x = page.say(x + 13, page.y, said, size=9) + 12
    page.y -= 12


def _goal(page: Sheet, goal: int) -> None:
    page.heading(f"Goal {goal}")
    x = page.say(LEFT, page.y, "Area") + 8
    _combo(page, f"goal{goal}.area", f"Dropdown {goal}", AREAS, (x, page.y - 4, 150, 15))
    page.y -= 20
    for number, (key, label, _, height) in enumerate(GOAL):
        name = f"Text Field {(7, 19)[goal - 1] + number + 1}"
        if key == "aim":
            x = page.say(LEFT, page.y, label) + 8
            _text(page, f"goal{goal}.{key}", name, (x, page.y - 4, 270, 15))
            x = page.say(x + 278, page.y, "to be reached by") + 6
            _text(page, f"goal{goal}.by", f"Text Field {(12, 24)[goal - 1]}", (x, page.y - 4, RIGHT - x, 15))
            page.y -= 22
        else:
            _wide(page, f"goal{goal}.{key}", label, height, name)
    _steps(page, goal)


def _steps(page: Sheet, goal: int) -> None:
    widths = (0.0, *(width for *_, width in COLUMNS))
    left, height = LEFT, 20.0
    page.ruled(widths[1:], page.y + 10, 16, "#DDE4EF")
    for _, label, _, width in COLUMNS:
        page.say(left + 3, page.y - 1, label, STRONG, 7.5)
        left += width
    page.y -= 6
    for step in (1, 2, 3):
        page.ruled(widths[1:], page.y, height)
        left = LEFT
        for key, _, _, width in COLUMNS:
            inset = 19.0 if key == "What" else 0.0
            if inset:
                page.say(left + 3, page.y - 13, f"{goal}.{step}", STRONG, 8)
            name = f"Plan.Goal{goal}.Step{step}.{key}"
            where = (left + inset + 1.5, page.y - height + 1.5, width - inset - 3, height - 3)
            if key == "Status":
                _combo(page, name, name, tuple(STATES), where)
            else:
                _text(page, name, name, where)
            left += width
        page.y -= height
    page.y -= 6


def _close(page: Sheet) -> None:
    page.heading("Looking back at the plan")
    _line(page, ("first", "We look at the plan for the first time on", 85), ("last", "and for the last time on", 85))
    _wide(page, "how", "Who will come together for this, and what will you look at?", 44)
    page.heading("Agreement")
    for key, label in (("director", "Program director"), ("parent", "Parent representative")):
        page.y -= 6
        page.say(LEFT, page.y, label)
        _text(page, key, NAMES[key], (LEFT + 110, page.y - 4, 230, 16))
        page.say(LEFT + 352, page.y, "Date")
        _text(page, f"{key}.date", NAMES[f"{key}.date"], (LEFT + 380, page.y - 4, 90, 16))
        page.y -= 20
    page.y -= 10
    page.say(LEFT, page.y, "For the cooperative:  received " + "_" * 16 + "   consultant " + "_" * 22, PLAIN, 8.5)


def _line(page: Sheet, *asked: tuple[str, str, float]) -> None:
    x = LEFT
    for key, label, width in asked:
        x = page.say(x, page.y, label) + 8
        _text(page, key, NAMES[key], (x, page.y - 4, width, 15))
        x += width + 16
    page.y -= 20


def _wide(page: Sheet, key: str, label: str, height: float, name: str = "") -> None:
    page.say(LEFT, page.y, label)
    page.y -= height + 5
    _text(page, key, name or NAMES[key], (LEFT, page.y, RIGHT - LEFT, height), many=height > 20)
    page.y -= 14


def _text(page: Sheet, key: str, name: str, where: tuple[float, float, float, float], *, many: bool = False) -> None:
    x, y, width, height = where
    page.canvas.acroForm.textfield(
        name=name,
        tooltip=TOLD.get(key, ""),
        x=x,
        y=y,
        width=width,
        height=height,
        fontSize=8.5,
        borderWidth=0.5,
        fillColor=transparent,
        borderColor=GRAY,
        fieldFlags="multiline" if many else "",
        maxlen=None,
    )
    page.keep(key, x, y, width, height)


def _combo(
    page: Sheet, key: str, name: str, options: tuple[str, ...], where: tuple[float, float, float, float]
) -> None:
    x, y, width, height = where
    page.canvas.acroForm.choice(
        name=name,
        value=NOTHING,
        options=[NOTHING, *options],
        fillColor=transparent,
        borderColor=GRAY,
        x=x,
        y=y,
        width=width,
        height=height,
        fontSize=8,
        borderWidth=0.5,
        fieldFlags="combo",
    )
    page.keep(key, x, y, width, height)


def _with_levels(file: bytes) -> bytes:
    """With the dots of a name as levels of fields, as PDF has them, the font of the marks, and tooltips we know of."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(file)) as pdf:
        form = pdf.Root.AcroForm
        top: list[pikepdf.Object] = []
        levels: dict[str, pikepdf.Object] = {}
        form.DR.Font.ZaDb = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.ZapfDingbats)
        )
        for one in form.Fields:
            if "/I" in one:
                del one.I  # which would stay as it is when another entry is chosen
            if "/TU" in one and str(one.TU) not in TOLD.values():
                del one.TU
            if "." in str(one.T):
                _under(pdf, one, levels, top)
            else:
                top.append(one)
        form.Fields = pikepdf.Array(top)
        pdf.save(made, deterministic_id=True)
    return made.getvalue()


def _under(pdf: pikepdf.Pdf, one: pikepdf.Object, levels: dict[str, pikepdf.Object], top: list[pikepdf.Object]) -> None:
    *above, last = str(one.T).split(".")
    parent = None
    for depth in range(1, len(above) + 1):
        path = ".".join(above[:depth])
        if path not in levels:
            levels[path] = pdf.make_indirect(pikepdf.Dictionary(T=above[depth - 1], Kids=pikepdf.Array()))
            if parent is None:
                top.append(levels[path])
            else:
                levels[path].Parent = parent
                parent.Kids.append(levels[path])
        parent = levels[path]
    one.T = last
    one.Parent = parent
    parent.Kids.append(one)
