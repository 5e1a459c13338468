"""Answers of a filled form as tracked changes: as Word writes them while it tracks what is typed."""

import copy
from collections.abc import Iterable

from lxml import etree

from tests.fill_word import W14, W
from tests.round_trip.altered import CONTENT, CONTROL, PROPERTIES, control_of

NAMES = {"w": W, "w14": W14}


def change(root: etree._Element, tag: str, was: str | None, *, by: str = "Reviewer") -> None:
    """Make what stands in this control a tracked insertion, over this deleted text where there was one."""
    runs = list(control_of(root, tag).find(CONTENT).iter(f"{{{W}}}r"))  # type: ignore[union-attr]
    for run in runs:
        wrap(run, "ins", by)
    if was is not None:
        old = copy.deepcopy(runs[0])
        for child in list(old):
            if child.tag != f"{{{W}}}rPr":
                old.remove(child)
        etree.SubElement(old, f"{{{W}}}delText").text = was
        runs[0].getparent().addprevious(old)  # type: ignore[union-attr]
        wrap(old, "del", by)


def wrap(run: etree._Element, name: str, by: str) -> None:
    """Put a tracked change around a run."""
    around = etree.Element(f"{{{W}}}{name}")
    around.set(f"{{{W}}}id", "900")
    around.set(f"{{{W}}}author", by)
    run.addprevious(around)
    around.append(run)


def answered(root: etree._Element, *, but: Iterable[str] = ()) -> Iterable[str]:
    """The tags of the controls with an answer that a respondent gave."""
    for tag in root.iter(f"{{{W}}}tag"):
        properties, name = tag.getparent(), str(tag.get(f"{{{W}}}val"))
        control = properties.getparent() if properties is not None else None
        if properties is None or control is None or properties.tag != PROPERTIES or name.startswith("planwright"):
            continue
        box = properties.find("w14:checkbox/w14:checked", NAMES)
        is_given = box.get(f"{{{W14}}}val") == "1" if box is not None else True
        is_frame = next(control.find(CONTENT).iter(CONTROL), None) is not None  # type: ignore[union-attr]
        prompting = properties.find("w:showingPlcHdr", NAMES) is not None
        if is_given and not is_frame and not prompting and name not in but:
            yield name
