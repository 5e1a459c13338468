"""The completed copies of `needs-survey.docx`."""

from datetime import date

from examples.build.adopted.asked import Answer, Copy, Form
from examples.build.adopted.edit import Edited, added, removed
from examples.build.adopted.fields import number_of
from examples.build.adopted.needs_survey import HURDLES, QUESTIONS, blank, keyed, wrapped
from examples.build.adopted.office import filled, printed
from examples.build.adopted.ooxml import para, run

COTTONWOOD: dict[str, Answer] = {
    "agency": "Cottonwood Children's House",
    "county": "Fenwick",
    "name": "Renee Aldaba",
    "position": "Site director",
    "date": "9/14/2026",
    "contact": "raldaba@cottonwood.example",
    "basis": "our whole team, after talking it over",
    "rooms": "6",
    "children": "94",
    "plan": "17",
    "waiting": "21",
    "coached": "No",
    "families.now": "3 Sometimes",
    "families.next": "5 Always",
    "routines.now": "4 Mostly",
    "routines.next": "5 Always",
    "plans.now": "2 Seldom",
    "plans.next": "4 Mostly",
    "outdoors.now": "5 Always",
    "outdoors.next": "5 Always",
    "rules.now": "4 Mostly",
    "rules.next": "4 Mostly",
    "unsafe.now": "2 Seldom",
    "unsafe.next": "5 Always",
    "therapy.now": "1 Never",
    "therapy.next": "3 Sometimes",
    "progress.now": "3 Sometimes",
    "progress.next": "4 Mostly",
    "meals.now": "5 Always",
    "meals.next": "5 Always",
    "newcomers.now": "1 Never",
    "newcomers.next": "4 Mostly",
    "hurdle": ["Not enough paid planning time", "Open positions, staff leaving"],
    "rank.behavior": "1",
    "rank.teaching": "2",
    "rank.staff": "3",
    "rank.families": "5",
    "rank.teaming": "4",
    "strength": "Our garden. Children of all ages work in it, with and without support.",
    "training": "Two workshops on language.\nNo visits afterward, so little of it stayed.",
    "fear": "Losing the speech therapist.",
    "wish": "A coach who comes to our rooms.",
    "contact-me": "Yes",
}
JUNIPER: dict[str, Answer] = {
    "agency": "Juniper Street Preschool",
    "county": "Marsh",
    "name": "T. Okonkwo",
    "position": "Lead teacher",
    "date": "September 21, 2026",
    "basis": "myself only",
    "rooms": "1",
    "children": "18",
    "plan": "4",
    "coached": "Yes",
    "families.now": "4 Mostly",
    "families.next": "4 Mostly",
    "routines.now": "3 Sometimes",
    "routines.next": "4 Mostly",
    "plans.now": "3 Sometimes",
    "plans.next": "5 Always",
    "therapy.now": "N/A",
    "therapy.next": "N/A",
    "progress.now": "5 Always",
    "progress.next": "5 Always",
    "hurdle": ["Other"],
    "hurdle.other": "a room without windows",
    "rank.behavior": "2",
    "rank.teaching": "1",
    "fear": "Moving to the new building in January.",
    "contact-me": "No",
}
SANDHILL: dict[str, Answer] = {
    "agency": "Sandhill Family Center",
    "county": "Tolland",
    "name": "Bea Lindqvist",
    "position": "Coach or mentor",
    "date": "9/28/2026",
    "contact": "555-0142",
    "basis": None,
    "rooms": "3",
    "children": "41",
    "plan": "9",
    "waiting": "none",
    "coached": "Yes",
    "families.now": "4 Mostly",
    "families.next": "5 Always",
    "routines.now": "2 Seldom",
    "routines.next": "4 Mostly",
    "plans.now": "3 Sometimes",
    "plans.next": None,
    "rules.now": "3 Sometimes",
    "rules.next": "4 Mostly",
    "unsafe.now": None,
    "unsafe.next": "5 Always",
    "hurdle": [*list(HURDLES)[:4]],
    "rank.behavior": "1",
    "rank.teaching": "1",
    "rank.staff": "2",
    "strength": "Parents cook with the children every Friday.",
    "training": "see attached\nI do worry about next year when the grant ends.",
    "wish": "Videos",
    "contact-me": "Yes",
}
SANDHILL_UNSURE = {
    "basis": "Both boxes are ticked.",
    "county": "The list still shows “Marsh”; “Tolland” is typed behind it.",
    "plans.next": "“4 or 5” is typed in the place of the list.",
    "unsafe.now": "A question mark is typed in the place of the list.",
    "training": "The last paragraph rather answers the next question, which is left blank.",
    "fear": "What is said of next year stands under the question before.",
}


def _click(form: Edited, answers: dict[str, Answer]) -> None:
    """Each answer entered where Word's user enters it."""
    listed = {one.key for one in QUESTIONS if one.kind == "choice"}
    for key, answer in answers.items():
        if isinstance(answer, list) or key in ("basis", "contact-me"):
            for one in answer if isinstance(answer, list) else [answer]:
                form.tick(f"{key}={one}")
        elif key in listed:
            form.choose(key, str(answer))
        else:
            form.enter(key, str(answer))


def _cottonwood() -> Edited:
    form = Edited(keyed())
    _click(form, {key: answer for key, answer in COTTONWOOD.items() if key != "date"})
    form.pick("date", date(2026, 9, 14))
    return form


def _juniper() -> bytes:
    """Filled in and saved by LibreOffice, the date typed."""
    entries: dict[str, str | bool] = {}
    for key, answer in JUNIPER.items():
        if isinstance(answer, list) or key in ("basis", "contact-me"):
            for one in answer if isinstance(answer, list) else [answer]:
                entries[str(number_of(f"{key}={one}"))] = True
        else:
            entries[str(number_of(key))] = str(answer)
    return filled(blank(), entries)


def _sandhill() -> Edited:
    """Filled in beside the controls, with controls deleted and overtyped."""
    form = Edited(keyed())
    late = (
        "basis",
        "waiting",
        "county",
        "position",
        "plans.next",
        "unsafe.now",
        "hurdle",
        "date",
        "rules.now",
        "rooms",
    )
    gone = ("strength", "training", "coached", "contact-me", "name", "rules.next", "children")
    plain = {key: one for key, one in SANDHILL.items() if one is not None and key not in late + gone}
    _click(form, plain)
    for one in ("myself only", "our whole team, after talking it over"):
        form.tick(f"basis={one}")
    form.enter("waiting", "none")
    form.choose("county", "Marsh")
    form.after("county", run(" Tolland"))
    form.replace("position", run("Coach or mentor"))  # the control deleted, its place typed into
    form.after("name", run(" Bea Lindqvist"))  # typed behind the prompt
    form.replace("plans.next", run("4 or 5"))
    form.replace("unsafe.now", run("?"))
    form.replace("coached", run("yes, every month"))
    form.enter("rooms", "3")
    form.enter("children", "41", '<w:b/><w:color w:val="C00000"/>')
    form.choose("rules.now", "3 Sometimes")
    form.replace("rules.next", removed("3 Sometimes", 953) + added("4 Mostly", 903))
    for one in list(HURDLES)[:3]:
        form.tick(f"hurdle={one}")
    form.replace("hurdle=Not enough money", run("X"))
    form.pick("date", date(2026, 9, 28))
    form.replace("contact-me=Yes", run("X"))
    form.enter("strength", "Parents cook with the children every Friday.")
    form.replace("training", para(run("see attached")) + para(run("I do worry about next year when the grant ends.")))
    form.comment("wish?", "Could you send us the link again?")
    return form


NEEDS_SURVEY = Form(
    name="needs-survey",
    ending="docx",
    practice="needs-assessment",
    blank=blank,
    questions=QUESTIONS,
    copies=(
        Copy(name="needs-survey-cottonwood.docx", make=lambda: wrapped(_cottonwood()), answers=COTTONWOOD),
        Copy(
            name="needs-survey-cottonwood-exported.pdf",
            make=lambda: printed(wrapped(_cottonwood()), fields=True),
            answers=COTTONWOOD,
        ),
        Copy(
            name="needs-survey-cottonwood-printed.pdf", make=lambda: printed(wrapped(_cottonwood())), answers=COTTONWOOD
        ),
        Copy(name="needs-survey-juniper.docx", make=_juniper, answers=JUNIPER),
        Copy(
            name="needs-survey-sandhill.docx",
            make=lambda: wrapped(_sandhill()),
            answers=SANDHILL,
            unsure=SANDHILL_UNSURE,
        ),
    ),
)
