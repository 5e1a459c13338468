"""Fills in a Word form with LibreOffice: run by the Python that has its `uno` module, with a folder.

In the folder lie `form.docx` and `job.json`: what to enter into each content control by its number, `true` for a box
and text for everything else. `filled.docx` is written beside them.
"""

import json
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

PATIENCE = 60  # seconds LibreOffice may take to start
WORD = "MS Word 2007 XML"


def main() -> None:
    """Fill in the form of the folder."""
    work = Path(sys.argv[1])
    pipe = f"adopted-{work.name}"
    command = ["soffice", f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless", "--norestore"]
    office = subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp;"], stderr=subprocess.DEVNULL)
    try:
        desktop = _desktop(office, pipe)
        _fill(desktop, work, json.loads((work / "job.json").read_text(encoding="utf-8")))
        with suppress(DisposedException):
            desktop.terminate()
        office.wait(PATIENCE)
    finally:
        office.kill()


def _desktop(office: subprocess.Popen[bytes], pipe: str) -> Any:
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    until = time.monotonic() + PATIENCE
    while office.poll() is None and time.monotonic() < until:
        with suppress(NoConnectException):
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        time.sleep(0.2)
    raise SystemExit("LibreOffice did not start.")


def _fill(desktop: Any, work: Path, entries: dict[str, Any]) -> None:
    document = desktop.loadComponentFromURL((work / "form.docx").as_uri(), "_blank", 0, (_property("Hidden", True),))
    controls = document.getContentControls()
    by_number = {str(one.Id): one for one in map(controls.getByIndex, range(controls.getCount()))}
    for number, entry in entries.items():
        control = by_number[number]
        if control.Checkbox:
            control.Checked = True
            control.setString("☒")
        else:
            control.setString(entry)
            control.ShowingPlaceHolder = False
            cursor = control.createTextCursor()
            cursor.gotoStart(False)
            cursor.gotoEnd(True)
            cursor.setPropertyToDefault("CharStyleName")
    document.storeToURL((work / "filled.docx").as_uri(), (_property("FilterName", WORD),))
    document.close(True)


def _property(name: str, value: Any) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    main()
