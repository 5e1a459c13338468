"""A completed form as an XFA form: what it asks in a template, what is answered in the datasets, no AcroForm fields."""

import io
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from benchmarks.accuracy.pdf.entered import full_name, inherited, on_state, saved, widgets_on

_TEMPLATE = "http://www.xfa.org/schema/xfa-template/3.3/"
_DATA = "http://www.xfa.org/schema/xfa-data/1.0/"
Tree = dict[str, "Tree | list[str] | str"]  # numbers are rows; a list is of several marks


def as_dynamic(form: bytes) -> bytes:
    """The form as Designer makes it whose pages are laid out when it is opened, its pages only asking to wait."""
    with pikepdf.open(io.BytesIO(form)) as pdf:
        tree = _tree(pdf)
        for page in pdf.pages:
            if "/Annots" in page.obj:
                del page.obj["/Annots"]
        while len(pdf.pages) > 1:
            del pdf.pages[-1]
        pdf.pages[0].obj.Contents = pdf.make_stream(b"")
        held = packets(pdf, layout="tb", asked=_asked(tree), answered=_answered(tree))
        pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=held)
        pdf.Root.NeedsRendering = True
        return saved(pdf)


def packets(pdf: pikepdf.Pdf, *, layout: str, asked: str, answered: str) -> Array:
    """The packets of an XFA form: a template of these subforms, laid out so, and the data that answer it."""
    held = {
        "preamble": '<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">',
        "template": f'<template xmlns="{_TEMPLATE}"><subform layout="{layout}">{asked}</subform></template>',
        "datasets": f'<xfa:datasets xmlns:xfa="{_DATA}"><xfa:data>{answered}</xfa:data></xfa:datasets>',
        "postamble": "</xdp:xdp>",
    }
    return Array([one for name, xml in held.items() for one in (String(name), pdf.make_stream(xml.encode()))])


def _tree(pdf: pikepdf.Pdf) -> Tree:
    """What the fields hold, by the parts of their names."""
    tree: Tree = {}
    for page in pdf.pages:
        for widget in widgets_on(page):
            if widget.get("/Subtype") != Name.Widget or int(inherited(widget, "/F") or 0) & 2:  # type: ignore[call-overload]
                continue
            name, _, choice = full_name(widget).partition("=")
            *around, last = name.split(".")
            held = tree
            for part in around:
                held = held.setdefault(part, {})  # type: ignore[assignment]
            is_on = widget.get("/AS", Name.Off) != Name.Off
            if choice:
                marks = held.setdefault(last, [])
                if is_on:
                    marks.append(choice)  # type: ignore[union-attr]
            elif inherited(widget, "/FT") == Name.Btn:
                held[last] = on_state(widget)[1:] if is_on else held.get(last, "")
            else:
                held[last] = str(inherited(widget, "/V") or "")
    return tree


def _rows(held: Tree) -> bool:
    return all(part.isdigit() for part in held)


def _asked(tree: Tree) -> str:
    said = []
    for name, held in tree.items():
        if isinstance(held, list):
            said.append(f'<field name="{name}"><ui><choiceList open="multiSelect" textEntry="1"/></ui></field>')
        elif isinstance(held, str):
            said.append(f'<field name="{name}"><ui><textEdit multiLine="1"/></ui></field>')
        elif _rows(held):
            first = next(iter(held.values()))
            inner = _asked(first) if isinstance(first, dict) else ""
            said.append(f'<subform name="{name}"><occur min="1" max="-1"/>{inner}</subform>')
        else:
            said.append(f'<subform name="{name}">{_asked(held)}</subform>')
    return "".join(said)


def _answered(tree: Tree) -> str:
    said = []
    for name, held in tree.items():
        if isinstance(held, list):
            values = "".join(f"<value>{escape(one)}</value>" for one in held)
            said.append(f"<{name}>{values}</{name}>")
        elif isinstance(held, str):
            said.append(f"<{name}>{escape(held)}</{name}>")
        elif _rows(held):
            rows = (one for one in held.values() if isinstance(one, dict))
            said.append("".join(f"<{name}>{_answered(one)}</{name}>" for one in rows))
        else:
            said.append(f"<{name}>{_answered(held)}</{name}>")
    return "".join(said)
