"""The words that issuing itself puts on a Word form, in the languages instruments are written in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is printed beside an instrument's own words; braces are filled in with `str.format`."""

    how_to_fill: str
    overline: str
    provisional: str
    components: dict[str, str]
    needed: str
    question: str
    answer: str
    number_column: str
    type_here: str
    number: str
    number_between: str
    pick_date: str
    choose: str
    letter: str
    sign: str
    add_row: str
    at_most: str
    fields_described: str
    grid_described: str
    rows_described: str
    code_described: str
    version: str
    page: str
    of: str


WORDS = {
    "en-US": Words(
        how_to_fill="Fill this form in with Word: click a gray prompt and type, choose from the list, or tick the box."
        " Questions marked {needed} must be answered. Save the form as a Word document and send that file back, not a"
        " printout or a PDF.",
        overline="Technical assistance  ·  {component}",
        provisional="provisional",
        components={
            "preparation": "Preparation",
            "plan": "Plan",
            "implementation": "Implementation",
            "evaluation": "Evaluation",
            "sustainability": "Sustainability",
        },
        needed="(needed)",
        question="Question",
        answer="Your answer",
        number_column="No.",
        type_here="Click to type",
        number="Number",
        number_between="{low} to {high}",
        pick_date="Pick a date",
        choose="Choose one",
        letter="Letter",
        sign="Type your full name",
        add_row="Leave empty what you do not need. To add one more, click in the last one and then on the + at its"
        " lower right corner.",
        at_most="At most {most}.",
        fields_described="Two columns: the question, and the place for your answer.",
        grid_described="One row for each {row}; the first row holds the headings of the columns.",
        rows_described="One row for each {row}, which you can add to; the first row holds the headings of the columns.",
        code_described="QR code with the identity of this form: {stamp}",
        version="version {version}",
        page="Page",
        of="of",
    ),
    "es-US": Words(
        how_to_fill="Complete este formulario en Word: haga clic en un texto gris y escriba, elija de la lista o marque"
        " la casilla. Las preguntas marcadas con {needed} requieren respuesta. Guarde el formulario como documento de"
        " Word y devuelva ese archivo, no una impresión ni un PDF.",
        overline="Asistencia técnica  ·  {component}",
        provisional="provisional",
        components={
            "preparation": "Preparación",
            "plan": "Plan",
            "implementation": "Implementación",
            "evaluation": "Evaluación",
            "sustainability": "Sostenibilidad",
        },
        needed="(necesaria)",
        question="Pregunta",
        answer="Su respuesta",
        number_column="N.º",
        type_here="Haga clic y escriba",
        number="Número",
        number_between="{low} a {high}",
        pick_date="Elija una fecha",
        choose="Elija una",
        letter="Letra",
        sign="Escriba su nombre completo",
        add_row="Deje vacío lo que no necesite. Para agregar una fila, haga clic en la última y luego en el signo + de"
        " su esquina inferior derecha.",
        at_most="{most} como máximo.",
        fields_described="Dos columnas: la pregunta y el lugar para su respuesta.",
        grid_described="Una fila por cada {row}; la primera fila lleva los títulos de las columnas.",
        rows_described="Una fila por cada {row}, y puede agregar más; la primera fila lleva los títulos.",
        code_described="Código QR con la identidad de este formulario: {stamp}",
        version="versión {version}",
        page="Página",
        of="de",
    ),
}
