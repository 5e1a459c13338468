"""Fills in Word forms with LibreOffice: run by the Python that has its `uno` module, with a file of jobs.

    python3 writer.py jobs.json profile-folder

A job names a document, what to enter into its content controls by their tags, and the Word file to save it as. An
entry is `true` for a box, `{"day": "2026-09-14"}` for a date picked, and otherwise text: the value of a drop-down's
choice, or what is typed.
"""

import json
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

PIPE = "planwright-examples"
PATIENCE = 60  # seconds LibreOffice may take to start
TICKED = "☒"
STYLE_OF_ANSWERS = "Answer"
WORD = "MS Word 2007 XML"


def main() -> None:
    """Do every job in one LibreOffice."""
    jobs, profile = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2])
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    office = subprocess.Popen([*command, f"--accept=pipe,name={PIPE};urp;"], stderr=subprocess.DEVNULL)
    try:
        desktop = _desktop(office)
        for job in jobs:
            _fill(desktop, job)
        with suppress(DisposedException):
            desktop.terminate()
        office.wait(PATIENCE)
    finally:
        office.kill()


def _desktop(office: subprocess.Popen[bytes]) -> Any:
    """LibreOffice's desktop, once it answers."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    until = time.monotonic() + PATIENCE
    while office.poll() is None and time.monotonic() < until:
        with suppress(NoConnectException):
            there = resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        time.sleep(0.2)
    raise SystemExit("LibreOffice did not start.")


def _fill(desktop: Any, job: dict[str, Any]) -> None:
    document = desktop.loadComponentFromURL(Path(job["from"]).as_uri(), "_blank", 0, (_property("Hidden", True),))
    controls = document.getContentControls()
    by_tag = {one.Tag: one for one in map(controls.getByIndex, range(controls.getCount()))}
    for tag, entry in job["entries"].items():
        if tag not in by_tag:
            raise SystemExit(f"{job['from']} has no control {tag}.")
        _enter(by_tag[tag], entry)
    document.storeToURL(Path(job["to"]).as_uri(), (_property("FilterName", WORD),))
    document.close(True)


def _enter(control: Any, entry: Any) -> None:
    """Enter it as a person does at the screen, who sees the prompt go and the answer take its own style."""
    if control.Checkbox:
        control.Checked = True
        control.setString(TICKED)
        return
    if isinstance(entry, dict):
        control.CurrentDate = f"{entry['day']}T00:00:00Z"
        entry = date.fromisoformat(entry["day"]).strftime("%m/%d/%Y")
    elif control.DropDown and not control.ComboBox:
        entry = _label_of(control, entry)
    control.setString(entry)
    control.ShowingPlaceHolder = False
    cursor = control.createTextCursor()
    cursor.gotoStart(False)
    cursor.gotoEnd(True)
    cursor.CharStyleName = STYLE_OF_ANSWERS


def _label_of(control: Any, value: str) -> str:
    choices = [{one.Name: one.Value for one in item} for item in control.ListItems]
    return next(str(one["DisplayText"]) for one in choices if one["Value"] == value)


def _property(name: str, value: Any) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    main()
