"""Builds the AcroForm: the tree of fields, their widgets on the pages, and an appearance for each of their states.

No script is attached to a field, not even Acrobat's date actions: they turn away or rewrite what a person typed, and
mail gateways turn away files with scripts. The format stands beside the field and in its tooltip; judging comes later.
"""

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from planwright.issuing.pdf.appearances import (
    box_appearance,
    check_appearances,
    field_fonts,
    parts_of,
    radio_appearances,
    rgb,
)
from planwright.issuing.pdf.draw import Fillable
from planwright.issuing.pdf.entries import Check, Combo, Line, Radio
from planwright.issuing.pdf.styles import EDGE, INK
from planwright.stamp import STAMP_KEY, Stamp

READ_ONLY, MULTILINE = 1 << 0, 1 << 12
RADIO = 1 << 15  # without NoToggleToOff (1 << 14): a second click takes the mark back
COMBO, EDIT = 1 << 17, 1 << 18
HIDDEN, PRINT = 1 << 1, 1 << 2
ON = "/Yes"  # the on-state of a check box; that of a radio button is the value it stands for


class Form:
    """The AcroForm of a PDF that is being built: each field hangs below the names its own name begins with."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._named: dict[str, Object] = {}
        self._checks, self._radios = check_appearances(pdf), radio_appearances(pdf)
        fonts = field_fonts(pdf)
        self._helvetica = fonts.Helv
        form = Dictionary(Fields=Array(), DA=String("/Helv 0 Tf 0 g"), DR=Dictionary(Font=fonts))
        self._root = pdf.Root.AcroForm = pdf.make_indirect(form)
        for page in pdf.pages:
            page.obj.Annots = Array()
            page.obj.Tabs = Name.S  # the Tab key follows the structure, which is in reading order

    def add(self, spot: Fillable) -> Object:
        """The widget of this field, added to its page and to the tree of fields."""
        page = self._pdf.pages[spot.page].obj
        widget = self._pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                Rect=[round(edge, 2) for edge in spot.box],
                F=PRINT,
                P=page,
                BS=Dictionary(W=1, S=Name.S),
            )
        )
        match spot.entry:
            case Line():
                self._dress_line(widget, spot, spot.entry)
            case Combo():
                self._dress_combo(widget, spot, spot.entry)
            case Check():
                self._dress_check(widget, spot.entry)
            case Radio():
                self._dress_radio(widget, spot.entry)
        page.Annots.append(widget)
        return widget

    def add_stamp(self, stamp: Stamp, words: str) -> None:
        """Adds the hidden field that says which form this is."""
        page = self._pdf.pages[0].obj
        widget = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            Rect=[0, 0, 0, 0],
            F=HIDDEN,
            P=page,
            FT=Name.Tx,
            Ff=READ_ONLY,
            TU=String(words),
            V=String(str(stamp)),
            DA=String("/Helv 8 Tf 0 g"),
            AP=Dictionary(N=box_appearance(self._pdf, 0, 0, fonts=Dictionary(Helv=self._helvetica))),
        )
        widget = self._pdf.make_indirect(widget)
        page.Annots.append(widget)
        self._hang(STAMP_KEY, widget)

    def _dress_line(self, widget: Object, spot: Fillable, entry: Line) -> None:
        fonts = Dictionary(Helv=self._helvetica)
        if spot.prints:  # the value is printed in the font of the page
            for name, font in self._pdf.pages[spot.page].obj.Resources.Font.items():
                fonts[name] = font
        widget.FT = Name.Tx
        widget.Ff = MULTILINE if entry.several_lines else 0
        if entry.longest:
            widget.MaxLen = entry.longest
        if entry.value:
            widget.V = widget.DV = String(entry.value)
        self._box(widget, spot, entry.size, fonts)
        self._name(widget, entry.name, entry.tip)

    def _dress_combo(self, widget: Object, spot: Fillable, entry: Combo) -> None:
        widget.FT = Name.Ch
        widget.Ff = COMBO | EDIT if entry.editable else COMBO
        widget.Opt = Array(Array([String(value), String(shown)]) for value, shown in entry.options)
        self._box(widget, spot, entry.size, Dictionary(Helv=self._helvetica), arrow=True)
        self._name(widget, entry.name, entry.tip)

    def _dress_check(self, widget: Object, entry: Check) -> None:
        on, off = self._checks
        widget.FT = Name.Btn
        widget.V = widget.AS = Name.Off
        widget.AP = Dictionary(N=Dictionary({ON: on, "/Off": off}))
        self._mark(widget, "4")
        self._name(widget, entry.name, entry.tip)

    def _dress_radio(self, widget: Object, entry: Radio) -> None:
        """One button: its group is the field, and it a kid without a name of its own."""
        group = self._named.get(entry.name)
        if group is None:
            group = self._pdf.make_indirect(Dictionary(FT=Name.Btn, Ff=RADIO, Kids=Array()))
            self._name(group, entry.name, entry.tip)
        on, off = self._radios
        widget.Parent = group
        widget.TU = String(f"{entry.label}: {entry.tip}")
        widget.AS = Name.Off
        widget.AP = Dictionary(N=Dictionary({f"/{entry.state}": on, "/Off": off}))
        self._mark(widget, "l")
        group.Kids.append(widget)

    def _box(self, widget: Object, spot: Fillable, size: float, fonts: Dictionary, *, arrow: bool = False) -> None:
        left, bottom, right, top = spot.box
        drawn = box_appearance(self._pdf, right - left, top - bottom, fonts=fonts, prints=spot.prints, arrow=arrow)
        widget.AP = Dictionary(N=drawn)
        widget.DA = String(f"/Helv {size:g} Tf {rgb(INK)} rg")
        widget.MK = Dictionary(BC=parts_of(EDGE), BG=[1, 1, 1])

    def _mark(self, widget: Object, glyph: str) -> None:
        widget.DA = String(f"/ZaDb 0 Tf {rgb(INK)} rg")
        widget.MK = Dictionary(BC=parts_of(EDGE), BG=[1, 1, 1], CA=String(glyph))

    def _name(self, field: Object, name: str, tip: str) -> None:
        field.TU = String(tip)
        self._hang(name, field)

    def _hang(self, name: str, field: Object) -> None:
        """Puts a field into the tree; the name's path is parted at its points, `=` and what follows is not."""
        path, equals, choice = name.partition("=")
        outer, _, own = path.rpartition(".")
        field.T = String(f"{own}{equals}{choice}")
        self._named[name] = field
        if not outer:
            self._root.Fields.append(field)
            return
        if outer not in self._named:
            self._hang(outer, self._pdf.make_indirect(Dictionary(Kids=Array())))
        field.Parent = self._named[outer]
        self._named[outer].Kids.append(field)
