"""The completed copies of `vision-es.docx`."""

from collections.abc import Callable

from examples.build.adopted.asked import Answer, Copy, Form
from examples.build.adopted.edit import Edited, added, ellipse, removed, wingding
from examples.build.adopted.office import printed, saved_again
from examples.build.adopted.ooxml import STRONG, run
from examples.build.adopted.vision_es import AGREED, LINE, QUESTIONS, blank, keyed, wrapped

ALL, MOST, NOT_YET = AGREED
YELLOW = '<w:highlight w:val="yellow"/>'
GIRASOL: dict[str, Answer] = {
    "agency": "Centro Infantil Girasol",
    "name": "Ana Ruiz",
    "date": "18/9/2026",
    "post": "Dirección",
    "staff": "7",
    "leaders": "2",
    "families": "5",
    "partners": "1",
    "children": "64",
    "vision": "Todos los niños juegan y aprenden juntos en la misma sala.",
    "when": "En dos años",
    "seen": "Terapeutas que trabajan dentro del salón.",
    "heard": "«Aquí mi hija tiene amigos.»",
    "support": "Ya no tendrían que salir del salón para su terapia.",
    "whose": ["Maestras y maestros", "Terapeutas", "Familias"],
    "keep": "La huerta y los viernes de cuentos con las abuelas.",
    "voice": "Sí",
    "hope": "Sí",
    "child": "Sí",
    "plain": "No",
    "two": "Sí",
    "reach": "No sé",
    "agreed": MOST,
    "doubt": "Falta hablar con el distrito escolar.",
    "signed": "Ana Ruiz",
    "signed.date": "21/9/2026",
}
ARROYO: dict[str, Answer] = {
    "agency": "Guardería El Arroyo",
    "name": "Hortensia Paz",
    "date": "22 de septiembre de 2026",
    "post": "Maestra o maestro",
    "staff": "4",
    "leaders": "una",
    "families": "3",
    "vision": "Cada familia llega y alguien la saluda en su idioma.\nNadie espera solo.",
    "when": "En un año",
    "seen": "Fotos de todas las familias en la entrada.",
    "heard": "Risas",
    "support": "Más paciencia de nuestra parte.",
    "whose": ["Familias", "Otras personas"],
    "whose.other": "los choferes",
    "keep": "el desayuno",
    "start": "n/a",
    "voice": "Sí",
    "hope": "Sí",
    "child": "No",
    "two": "No",
    "reach": "Sí",
    "agreed": ALL,
    "signed": "H. Paz",
}
NOPAL: dict[str, Answer] = {
    "agency": "Preescolar Nopal",
    "name": "R. Ibarra",
    "date": "25/09/2026",
    "post": "Terapeuta",
    "staff": "3 o 4",
    "leaders": "1",
    "families": "0",
    "partners": "2",
    "children": "29",
    "vision": "Un programa sin lista de espera.",
    "when": None,
    "seen": "Menos papeles y más juego.",
    "whose": ["Terapeutas", "Vecinos del barrio"],
    "keep": "Lo de siempre.",
    "voice": None,
    "hope": "No",
    "child": None,
    "plain": "Sí",
    "two": None,
    "reach": "No",
    "agreed": NOT_YET,
    "doubt": "Sí las hay.",
}
NOPAL_UNSURE = {
    "when": "Dos casillas están marcadas.",
    "voice": "Sí y No están marcados.",
    "child": "La X está junto a la pregunta, en ninguna de las columnas.",
    "two": "Dice «a veces» en lugar de una marca, en la columna Sí.",
    "heard": "Una flecha remite a la respuesta anterior.",
}


def _over(form: Edited, key: str, said: str, before: int = 0, line: int = LINE) -> None:
    """Type over a line of underscores; some are left standing before the words, and those that had no room are gone."""
    form.swap(key, "_" * line, run("_" * before + said + "_" * max(line - before - len(said) - 8, 0)))


def _girasol(form: Edited) -> None:
    said = {key: str(one) for key, one in GIRASOL.items() if isinstance(one, str)}
    _over(form, "agency", said["agency"], line=58)
    form.swap("name", "Fecha: " + "_" * 12, run(f"Fecha: {said['date']}__"))
    _over(form, "name", said["name"], line=26)
    form.swap("post", "Dirección", run("Dirección", '<w:b/><w:u w:val="single"/>'))
    for key in ("staff", "leaders", "families", "partners", "children"):
        form.put(key, said[key])
    for key in ("vision", "seen", "heard", "support", "keep"):
        _over(form, f"{key}.1", said[key])
    form.swap("when", "☐ En dos", run("☒ En dos"))
    for one in ("Maestras y maestros", "Terapeutas", "Familias"):
        form.swap(f"whose={one}", "☐", run("☒"))
    for key in ("voice", "hope", "child", "plain", "two", "reach"):
        form.put(f"{key}={said[key]}", "X")
    form.swap(f"agreed={MOST}", "(   )", run("( X )"))
    _over(form, "doubt", said["doubt"], line=52)
    form.swap("sign", "firma: " + "_" * 14, run("firma: 21/9/2026"))
    form.swap("sign", "_" * 34, run("Ana Ruiz" + "_" * 20))


def _arroyo(form: Edited) -> None:
    """Lines deleted or written before, marks of every make, choices struck or taken out."""
    form.swap("agency", "_" * 58, run("Guardería El Arroyo"))
    form.swap("name", "Fecha: " + "_" * 12, run("Fecha: 22 de septiembre de 2026"))
    _over(form, "name", "Hortensia Paz", before=4, line=26)
    for one in ("Dirección", "Asistente", "Terapeuta", "Familiar", "Otro"):
        form.swap("post", one, run(one, "<w:strike/>"))
    for key in ("staff", "leaders", "families"):
        form.put(key, str(ARROYO[key]))
    form.swap("vision.1", "_" * LINE, run("Cada familia llega y alguien la saluda en su idioma."))
    form.swap("vision.2", "_" * LINE, run("Nadie espera solo."))
    form.swap("when", "☐ En un año      ☐ En dos años      ☐ En tres años      ☐ Más adelante", run("En un año"))
    form.put("seen?", "  Fotos de todas las familias en la entrada.")
    _over(form, "heard.1", "Risas", before=10)
    form.swap("support.1", "_" * LINE, run("Más paciencia de nuestra parte.", '<w:u w:val="single"/>'))
    form.swap("whose=Familias", "☐", run("✓"))
    form.swap("whose=Otras personas", "☐", run("x"))
    form.swap("whose=Otras personas", "_" * 14, run("los choferes____"))
    form.swap("keep.1", "_" * LINE, run("el desayuno"))
    form.swap("start.1", "_" * LINE, run("n/a"))
    for key, mark in (("voice=Sí", "✓"), ("child=No", "HP"), ("two=No", "hp")):
        form.put(key, mark)
    form.put("hope=Sí", wingding("✓"))
    form.put("reach=Sí", wingding("☒"))
    form.swap(f"agreed={ALL}", "(   )", run("(✓)"))
    form.swap("sign", "_" * 34, run("____H. Paz" + "_" * 20))


def _nopal(form: Edited) -> None:
    """Marks that leave a question, a choice by an oval, by color and by bold, changes tracked."""
    _over(form, "agency", "Preescolar Nopal", line=58)
    form.swap("name", "Fecha: " + "_" * 12, run("Fecha: "), removed("24/09/2026", 955), added("25/09/2026", 905))
    _over(form, "name", "R. Ibarra", line=26)
    form.put("post", ellipse(56, 18, 370, -3, 11))
    for key in ("staff", "leaders", "families", "partners", "children"):
        form.put(key, str(NOPAL[key]))
    _over(form, "vision.1", "Un programa sin lista de espera.")
    form.swap("when", "☐ En un año      ☐ En dos", run("☒ En un año      ☒ En dos"))
    form.swap("seen.1", "_" * LINE, run("Menos papeles y más juego."))
    form.swap("heard.1", "_" * LINE, run("↑ lo mismo"))
    form.swap("whose=Terapeutas", "☐ Terapeutas", run("☐ Terapeutas", YELLOW))
    form.swap("whose=Vecinos del barrio", "☐ Vecinos del barrio", run("☐ Vecinos del barrio", YELLOW))
    _over(form, "keep.1", "Lo de siempre.")
    for key in ("voice=Sí", "voice=No", "hope=No", "plain=Sí", "reach=No"):
        form.put(key, "X")
    form.put("child?", "   X")
    form.put("two=Sí", "a veces")
    form.swap(f"agreed={NOT_YET}", f"(   ) {NOT_YET}", run(f"(   ) {NOT_YET}", STRONG))
    form.swap("doubt", "_" * 52, run("Sí las hay."))
    form.comment("doubt", "¿Lo hablamos el jueves?", "Rosa Ibarra")


def _with(fill: Callable[[Edited], None]) -> bytes:
    form = Edited(keyed())
    fill(form)
    return wrapped(form)


VISION = Form(
    name="vision-es",
    ending="docx",
    practice="visioning",
    blank=blank,
    questions=QUESTIONS,
    copies=(
        Copy(name="vision-es-girasol.docx", make=lambda: _with(_girasol), answers=GIRASOL),
        Copy(name="vision-es-girasol-printed.pdf", make=lambda: printed(_with(_girasol)), answers=GIRASOL),
        Copy(name="vision-es-arroyo.docx", make=lambda: saved_again(_with(_arroyo)), answers=ARROYO),
        Copy(name="vision-es-nopal.docx", make=lambda: _with(_nopal), answers=NOPAL, unsure=NOPAL_UNSURE),
    ),
)
