"""`vision-es.docx`: a Spanish Word form of lines, typed boxes and tables, without any field."""

from examples.build.adopted.asked import Question, day, marks, text
from examples.build.adopted.edit import Edited
from examples.build.adopted.ooxml import (
    SMALL,
    STRONG,
    cell,
    document,
    foot,
    letterhead,
    package,
    para,
    row,
    run,
    table,
)

NAME = "Red de Apoyo a la Primera Infancia del Valle Alto"
TITLE = "Nuestra visión compartida"
COLOUR = "6A1B4D"
PALE = "F5E8EF"
POSTS: dict[str, str | None] = {
    "Dirección": "director",
    "Maestra o maestro": "teacher",
    "Asistente": "teacher",
    "Terapeuta": "specialist",
    "Familiar": "family-partner",
    "Otro": "other",
}
HEADS = (
    ("staff", "Personal docente, de terapia y de visitas al hogar", "team.staff"),
    ("leaders", "Dirección y supervisión", "team.leaders"),
    ("families", "Madres, padres y otros familiares", "team.families"),
    ("partners", "Escuelas y otras organizaciones con las que trabajamos", "team.partners"),
    ("children", "Niñas y niños que asisten al programa", None),
)
WHEN = {"En un año": "one", "En dos años": "two", "En tres años": "three", "Más adelante": "longer"}
WORDS = (
    ("vision", "Imaginen que el cambio ya se logró. ¿Cómo es nuestro programa?", "vision.statement", 3),
    ("seen", "¿Qué vería en un día cualquiera una persona que nos visita, y que hoy no vería?", "picture.seen", 2),
    ("heard", "¿Qué oiría decir a los niños, a las familias y al personal?", "picture.heard", 2),
    (
        "support",
        "¿Qué sería distinto para los niños con discapacidad o retraso en su desarrollo?",
        "picture.children",
        2,
    ),
    ("keep", "¿Qué hacemos bien hoy y no queremos perder?", "picture.keep", 2),
    ("start", "¿Con qué recursos contamos para empezar?", None, 1),
)
WHOSE: dict[str, str | None] = {
    "Maestras y maestros": "teaching",
    "Terapeutas": "therapy",
    "Visitadoras del hogar": "visitors",
    "Familias": "families",
    "Cocina, oficina y transporte": "transport",
    "Vecinos del barrio": None,
    "Otras personas": "other",
}
CHECKED = "Antes de terminar, revisen juntos:"
REPLIES: dict[str, str | None] = {"Sí": "yes", "No": "no", "No sé": None}
CHECKS: tuple[tuple[str, str, str | None], ...] = (
    ("voice", "¿Pudieron opinar personas de todos los puestos?", "checks.everyone"),
    ("hope", "¿Reconocerían las familias sus propios deseos en esta visión?", "checks.families"),
    ("child", "¿Dice qué cambia para los niños, y no solo para el personal?", "checks.children"),
    ("plain", "¿La entendería una mamá o un papá nuevo sin que nadie se la explique?", "checks.plain"),
    ("two", "¿Está escrita en los idiomas que hablan las familias?", None),
    ("reach", "¿Podemos lograrla en el plazo que nos pusimos?", "checks.reach"),
)
AGREED = {
    "Todas las personas están de acuerdo": "all",
    "La mayoría está de acuerdo": "most",
    "Todavía no hay acuerdo": "not-yet",
}
LINE = 82


def _questions() -> tuple[Question, ...]:
    asked: list[Question] = []
    for key, label, item, _ in WORDS:
        asked += text(key, label, item)
        if key == "vision":
            asked += marks("when", "¿Para cuándo queremos lograrlo?", "vision.horizon", WHEN)
        if key == "support":
            asked += marks(
                "whose",
                "¿A quiénes les cambiaría el día? Marque todas las que correspondan.",
                "picture.affected",
                WHOSE,
                several=True,
            )
            asked += text("whose.other", "Otras personas (¿quiénes?):", "picture.affected-other")
    for key, label, item in CHECKS:
        asked += marks(key, CHECKED, item, REPLIES if item else dict.fromkeys(REPLIES), row=label)
    return (
        *text("agency", "Nombre del programa:", "identity.agency"),
        *text("name", "Nombre de quien llena este formulario:", "identity.name"),
        *day("date", "Fecha:", "identity.completed"),
        *marks("post", "Puesto (encierre uno en un círculo):", "identity.role", POSTS),
        *(one for key, label, item in HEADS for one in text(key, label, item)),
        *asked,
        *marks("agreed", "¿Qué tanto acuerdo hay en el equipo?", "agreement.reached", AGREED),
        *text("doubt", "Si hay reservas, anótelas aquí:", "agreement.reservations"),
        *text("signed", "Firma por el equipo:", "agreement.signature"),
        *day("signed.date", "Fecha de la firma:", "agreement.signed"),
    )


QUESTIONS = _questions()


def keyed() -> str:
    """The main part with the key of each question at its place."""
    return document(
        para(TITLE, style="Title")
        + para(
            "Llenen este formulario en equipo, con letra de molde o en la computadora. No hay respuestas correctas ni "
            "incorrectas. Entréguenlo a su asesora antes del 9 de octubre.",
            style="Instructions",
        )
        + para(run("Nombre del programa: " + "_" * 58), style="Line", key="agency")
        + para(
            run("Nombre de quien llena este formulario: " + "_" * 26 + "   Fecha: " + "_" * 12),
            style="Line",
            key="name",
        )
        + para(run("Puesto (encierre uno en un círculo):   " + "  /  ".join(POSTS)), style="Line", key="post")
        + para("¿Cuántas personas participaron en la conversación?", style="Heading1")
        + _heads()
        + para("La visión", style="Heading1")
        + "".join(_words(*one) for one in WORDS)
        + para(CHECKED, style="Heading1")
        + _checks()
        + para("Acuerdo", style="Heading1")
        + para("¿Qué tanto acuerdo hay en el equipo?", style="Line", properties="<w:keepNext/>", key="agreed?")
        + "".join(
            para(run(f"(   ) {said}"), properties='<w:ind w:left="360"/>', key=f"agreed={said}") for said in AGREED
        )
        + para(run("Si hay reservas, anótelas aquí: " + "_" * 52), style="Line", key="doubt")
        + para(
            run("Firma por el equipo: " + "_" * 34 + "   Fecha de la firma: " + "_" * 14),
            style="Line",
            properties='<w:spacing w:before="400"/>',
            key="sign",
        ),
        key="all",
    )


def _heads() -> str:
    rows = [row(cell(said, width=8080), cell(width=2000, key=key), height=340) for key, said, _ in HEADS]
    return table((8080, 2000), *rows)


def _words(key: str, label: str, _: str | None, lines: int) -> str:
    said = para(run(label, STRONG), style="Line", properties="<w:keepNext/>", key=f"{key}?")
    said += "".join(para(run("_" * LINE), style="Line", key=f"{key}.{number}") for number in range(1, lines + 1))
    if key == "vision":
        boxes = "      ".join(f"☐ {one}" for one in WHEN)
        said += para(run("¿Para cuándo queremos lograrlo?", STRONG), style="Line", properties="<w:keepNext/>")
        said += para(run(boxes), style="Line", key="when")
    if key == "support":
        asked = "¿A quiénes les cambiaría el día? Marque todas las que correspondan."
        said += para(run(asked, STRONG), style="Line", properties="<w:keepNext/>")
        boxes = [
            para(run(f"☐ {one}" + (" (¿quiénes?): " + "_" * 14 if one.startswith("Otras") else "")), key=f"whose={one}")
            for one in WHOSE
        ]
        said += table((5040, 5040), row(cell(*boxes[:4], width=5040), cell(*boxes[4:], width=5040)), ruled=False)
    return said


def _checks() -> str:
    widths = (7080, 1000, 1000, 1000)
    middle = '<w:jc w:val="center"/>'
    head = row(
        cell(width=widths[0], shade=PALE),
        *(cell(para(run(said, STRONG + SMALL), properties=middle), width=1000, shade=PALE) for said in REPLIES),
        heading=True,
    )
    rows = [
        row(
            cell(label, width=widths[0], key=f"{key}?"),
            *(cell(para(properties=middle), width=1000, key=f"{key}={said}") for said in REPLIES),
            height=380,
        )
        for key, label, _ in CHECKS
    ]
    return table(widths, head, *rows)


def wrapped(form: Edited) -> bytes:
    """The Word file of this form as it is now."""
    return package(
        form.xml(),
        header=letterhead(NAME, "Av. de los Álamos 310, Valle Alto", COLOUR),
        footer=foot("Formulario V-2 (agosto de 2026)", "Página"),
        colour=COLOUR,
        language="es-US",
        more=form.parts(),
        title=TITLE,
    )


def blank() -> bytes:
    """The form as it is sent out."""
    return wrapped(Edited(keyed()))
