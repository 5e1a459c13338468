"""The words that issuing itself puts on a PDF form, in the languages instruments are written in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is printed beside an instrument's own words; braces are filled in with `str.format`."""

    how_to_fill: str
    star: str
    needed: str
    needed_in_row: str
    date_format: str  # the order in which a date's numbers are written
    date: str
    number: str
    whole_number: str
    number_between: str
    number_from: str
    number_to: str
    most_choices: str
    mark_one: str
    letters: str
    sign: str
    longest: str
    not_applicable: str
    rank: str  # heads of the column of a grid that asks for one number in each row
    votes: str
    weight: str
    answer: str
    yourself: str  # what the hidden field says of itself
    page: str
    continued: str
    number_column: str


WORDS = {
    "en-US": Words(
        how_to_fill="Fill this form in on screen with Acrobat Reader or your browser, save it, and send the saved file"
        " back. Please do not print it to PDF or scan it: the answers would be lost on the way.",
        star="* needs an answer",
        needed="Needs an answer.",
        needed_in_row="Needs an answer in every row that is used.",
        date_format="MM/DD/YYYY",
        date="Date, as {date}.",
        number="A number; decimals are allowed.",
        whole_number="A whole number.",
        number_between="From {low} to {high}.",
        number_from="{low} or more.",
        number_to="{high} or less.",
        most_choices="Mark at most {most}.",
        mark_one="Mark one.",
        letters="One of {letters}.",
        sign="Type your full name to sign.",
        longest="At most {longest} characters.",
        not_applicable="N/A",
        rank="Rank",
        votes="Votes",
        weight="Weight",
        answer="Answer",
        yourself="Identity of this form; filled in by issuing.",
        page="Page {number} of {count}",
        continued="{title} (continued)",
        number_column="No.",
    ),
    "es-US": Words(
        how_to_fill="Complete este formulario en pantalla con Acrobat Reader o su navegador, guárdelo y devuelva el"
        " archivo guardado. No lo imprima en PDF ni lo escanee: las respuestas se perderían.",
        star="* requiere respuesta",
        needed="Requiere respuesta.",
        needed_in_row="Requiere respuesta en cada fila que se use.",
        date_format="DD/MM/AAAA",
        date="Fecha, como {date}.",
        number="Un número; se admiten decimales.",
        whole_number="Un número entero.",
        number_between="De {low} a {high}.",
        number_from="{low} o más.",
        number_to="{high} o menos.",
        most_choices="Marque {most} como máximo.",
        mark_one="Marque una.",
        letters="Una de {letters}.",
        sign="Escriba su nombre completo para firmar.",
        longest="Como máximo {longest} caracteres.",
        not_applicable="N/C",
        rank="Orden",
        votes="Votos",
        weight="Peso",
        answer="Respuesta",
        yourself="Identidad de este formulario; viene completada.",
        page="Página {number} de {count}",
        continued="{title} (continuación)",
        number_column="N.º",
    ),
}
