"""Content controls: the places of a Word form that can be filled in, each known by its tag.

`tag` is the item's path, `title` the question as Word shows it above the control. Clearing an answer brings its prompt
back, because each prompt is also a building block of the document (see `package`).
"""

from collections.abc import Iterable
from uuid import UUID, uuid5

from planwright.issuing.word.xml import Element, el, qname, run

LONGEST = 64  # characters Word keeps of a tag or a title
LOCKED = "sdtLocked"  # cannot be deleted, can be filled in
FIXED = "sdtContentLocked"  # can be neither
CHECKED, UNCHECKED = "2612", "2610"
DATE_FORMATS = {"en-US": "MM/dd/yyyy", "es-US": "dd/MM/yyyy"}

_PROMPTS = UUID("6e3b5a6c-0f43-5c55-9e0e-2d1f3b1c7a90")


def prompt_id(prompt: str) -> UUID:
    """The identity of a prompt's building block; equal prompts share one."""
    return uuid5(_PROMPTS, prompt)


def prompt_name(prompt: str) -> str:
    """The name by which a control finds the building block of its prompt."""
    return prompt_id(prompt).hex.upper()


def shorten(text: str, longest: int = LONGEST) -> str:
    """The text, cut after a word with an ellipsis where it is longer than Word keeps."""
    if len(text) <= longest:
        return text
    head, _, _ = text[:longest].rpartition(" ")
    return f"{(head or text)[: longest - 1].rstrip(' ,;:.–-')}…"


def text(tag: str, title: str, prompt: str, *, several_lines: bool = False, value: str | None = None) -> Element:
    """A control for text, filled in with `value` where one is given."""
    kind = el("w:text", multiLine=1) if several_lines else el("w:text")
    return _answer(tag, title, prompt, kind, value)


def fixed_text(tag: str, title: str, value: str) -> Element:
    """A control whose text nobody can change."""
    return _control(el("w:text"), [run(value)], tag=tag, title=title, lock=FIXED)


def drop_down(tag: str, title: str, prompt: str, entries: Iterable[tuple[str, str]]) -> Element:
    """A control to choose one entry of (value, label).

    Its first entry is the prompt, without a label of its own: choosing that is Word's way of clearing the answer.
    """
    return _answer(tag, title, prompt, el("w:dropDownList", el("w:listItem", value=prompt), *_entries(entries)))


def combo_box(tag: str, title: str, prompt: str, entries: Iterable[tuple[str, str]]) -> Element:
    """A control to choose one entry of (value, label), or to type something else."""
    return _answer(tag, title, prompt, el("w:comboBox", *_entries(entries)))


def day(tag: str, title: str, prompt: str, language: str) -> Element:
    """A control to pick a date, shown as the language writes it and stored as ISO 8601."""
    kind = el(
        "w:date",
        el("w:dateFormat", val=DATE_FORMATS[language]),
        el("w:lid", val=language),
        el("w:storeMappedDataAs", val="date"),
        el("w:calendar", val="gregorian"),
    )
    return _answer(tag, title, prompt, kind)


def box(tag: str, title: str) -> Element:
    """A box to tick."""
    font = "MS Gothic"
    kind = el(
        "w14:checkbox",
        el("w14:checked", val=0),
        el("w14:checkedState", val=CHECKED, font=font),
        el("w14:uncheckedState", val=UNCHECKED, font=font),
    )
    return _control(kind, [run(chr(int(UNCHECKED, 16)), "TickBox")], tag=tag, title=title, style="TickBox")


def group(blocks: Iterable[Element]) -> Element:
    """What Word's Group command makes: inside it nothing but the controls can be edited."""
    return _control(el("w:group"), blocks, lock="contentLocked")


def repeating(tag: str, title: str, rows: Iterable[Iterable[Element]]) -> Element:
    """A section of rows that Word's user can add to; each row is wrapped as one item, all named by `title`."""
    name = el("w15:sectionTitle")
    name.set(qname("w:val"), shorten(title))
    items = (_control(el("w15:repeatingSectionItem"), row, lock=None) for row in rows)
    return _control(el("w15:repeatingSection", name), items, tag=tag, title=title)


def number_controls(*parts: Element) -> None:
    """Gives every control of these parts a number of its own, in the order of the document."""
    identities = (identity for part in parts for identity in part.iter(qname("w:id")))
    for number, identity in enumerate(identities, start=1):
        identity.set(qname("w:val"), str(number))


def _entries(entries: Iterable[tuple[str, str]]) -> list[Element]:
    return [el("w:listItem", displayText=label, value=value) for value, label in entries]


def _answer(tag: str, title: str, prompt: str, kind: Element, value: str | None = None) -> Element:
    shown = run(prompt, "PlaceholderText") if value is None else run(value, "Answer")
    return _control(kind, [shown], tag=tag, title=title, prompt=prompt, showing=value is None, style="Answer")


def _control(
    kind: Element,
    content: Iterable[Element],
    *,
    tag: str | None = None,
    title: str | None = None,
    lock: str | None = LOCKED,
    prompt: str | None = None,
    showing: bool = False,
    style: str | None = None,
) -> Element:
    properties = el("w:sdtPr")
    if style:
        properties.append(el("w:rPr", el("w:rStyle", val=style)))
    if title:
        properties.append(el("w:alias", val=shorten(title)))
    if tag:
        properties.append(el("w:tag", val=tag))
    properties.append(el("w:id"))
    if lock:
        properties.append(el("w:lock", val=lock))
    if prompt:
        properties.append(el("w:placeholder", el("w:docPart", val=prompt_name(prompt))))
    if showing:
        properties.append(el("w:showingPlcHdr"))
    properties.append(kind)
    return el("w:sdt", properties, el("w:sdtContent", *content))
