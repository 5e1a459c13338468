"""The completed copies of `team-readiness.docx`."""

from examples.build.adopted.asked import Answer, Copy, Form
from examples.build.adopted.edit import Edited, added, ellipse, removed, wingding
from examples.build.adopted.office import printed, saved_again
from examples.build.adopted.ooxml import run
from examples.build.adopted.team_readiness import QUESTIONS, STEPS, blank, keyed, wrapped

NO, RATHER_NO, NEITHER, RATHER_YES, YES = STEPS
PRACTICE = "Embedding children's goals in routines"
LANGE: dict[str, Answer] = {
    "agency": "Mill Street Center",
    "name": "Greta Lange",
    "job": "Assistant teacher",
    "years": "3",
    "date": "9/16/2026",
    "practice": PRACTICE,
    "told": "Yes",
    "known": "Heard or read about it",
    "time": RATHER_NO,
    "leaders": YES,
    "myself": RATHER_YES,
    "mates": NEITHER,
    "pay": NO,
    "watched": RATHER_YES,
    "stuck": NEITHER,
    "explain": RATHER_NO,
    "room": YES,
    "forward": YES,
    "help": "Half an hour without children each week.",
    "block": "Flu season",
    "hours": "Saturdays",
}
ABEBE: dict[str, Answer] = {
    "agency": "Kessler Falls Child Care",
    "job": "Therapist",
    "date": "9/21/2026",
    "practice": "pyramid practices",
    "told": "No",
    "known": "I use it now",
    "time": RATHER_YES,
    "leaders": NO,
    "myself": YES,
    "mates": RATHER_YES,
    "watched": YES,
    "stuck": YES,
    "explain": RATHER_YES,
    "forward": RATHER_YES,
    "block": "none",
}
DIAZ: dict[str, Answer] = {
    "agency": "Pinehurst",
    "name": "J. Diaz",
    "job": "Coach",
    "years": "11",
    "date": "Sept. 23",
    "practice": PRACTICE,
    "told": "Yes",
    "known": "Tried it out",
    "time": NEITHER,
    "leaders": RATHER_YES,
    "myself": None,
    "mates": YES,
    "pay": RATHER_NO,
    "watched": YES,
    "stuck": None,
    "explain": RATHER_YES,
    "room": None,
    "forward": None,
    "help": "See my note to Carol.",
    "block": "Nothing.",
    "hours": "Mornings",
    "received": "C. Hahn",
    "received.date": "9/25",
}
DIAZ_UNSURE = {
    "myself": "Two boxes are checked.",
    "stuck": "“between 2 and 3” is typed behind the statement.",
    "room": "An oval lies on the line between two columns.",
    "forward": "The box is checked and its row is crossed out.",
}


def _fill(form: Edited, answers: dict[str, Answer]) -> None:
    """Each answer entered into its field, as in a protected form."""
    kinds = {one.key: one.kind for one in QUESTIONS}
    for key, answer in answers.items():
        if answer is None:
            continue
        if kinds[key] == "mark":
            form.tick_field(f"{key}={answer}")
        elif kinds[key] == "choice":
            form.choose_field(key, str(answer))
        else:
            form.type_field(key, str(answer))


def _protected(answers: dict[str, Answer]) -> bytes:
    form = Edited(keyed())
    _fill(form, answers)
    return wrapped(form)


def _diaz() -> bytes:
    """Filled in with the protection taken off: beside the fields, over them, with shapes and symbols."""
    form = Edited(keyed())
    late = ("told", "known", "leaders", "mates", "pay", "explain", "job", "name", "date", "received", "received.date")
    _fill(form, {key: one for key, one in DIAZ.items() if key not in late and key != "help"})
    form.put("name.at", "J. Diaz")  # typed behind the empty field
    form.put("date.at", removed("Sept. 22", 954), added("Sept. 23", 904))
    form.put("job.at", "  Coach")
    form.put("told", ellipse(34, 18, 251, -3, 8))
    form.tick_field("known=Tried it out")
    form.put("leaders=Agree.at", "X")
    form.put("mates=Strongly agree.at", wingding("✓"))
    form.put("pay=Disagree.at", "JD")
    form.put("explain=Agree.at", "✔")
    form.tick_field("myself=Agree")
    form.tick_field("myself=Strongly agree")
    form.put("stuck?", run("  between 2 and 3", "<w:i/>"))
    form.put("room=Neither.at", ellipse(22, 16, 30, -2, 9))
    form.tick_field("forward=Agree")
    whole = "10. If it were up to us, we would start rather than leave things as they are."
    form.swap("forward?", whole, run(whole, "<w:strike/>"))
    form.type_field("help", "See my note to Carol.")
    form.comment("help.at", "Greta has the same wish.", "Carol Hahn")
    form.swap("office", "_" * 24 + "  on " + "_" * 12, run("C. Hahn" + "_" * 14 + "  on __9/25____"))
    return wrapped(form, protected=False)


READINESS = Form(
    name="team-readiness",
    ending="docx",
    practice="readiness",
    blank=blank,
    questions=QUESTIONS,
    copies=(
        Copy(name="team-readiness-lange.docx", make=lambda: _protected(LANGE), answers=LANGE),
        Copy(name="team-readiness-lange-printed.pdf", make=lambda: printed(_protected(LANGE)), answers=LANGE),
        Copy(name="team-readiness-abebe.docx", make=lambda: saved_again(_protected(ABEBE)), answers=ABEBE),
        Copy(name="team-readiness-diaz.docx", make=_diaz, answers=DIAZ, unsure=DIAZ_UNSURE),
    ),
)
