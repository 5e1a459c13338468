"""Names of filed files are safe whatever the sender called them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planwright.names import LONGEST, clean_name

HOSTILE = {
    "Needs assessment (final).docx": "Needs assessment (final).docx",
    "Évaluation – été.pdf": "Évaluation – été.pdf",
    "مرفق.docx": "مرفق.docx",
    "../../etc/passwd": "passwd",
    "..\\..\\Windows\\system.ini": "system.ini",
    "/": "file",
    "..": "file",
    "": "file",
    ".htaccess": "htaccess",
    "two\nlines\r\n.pdf": "two lines.pdf",
    "tab\tbell\a\0null.pdf": "tab bellnull.pdf",
    "invoice\u202excod.exe": "invoicexcod.exe",
    "\u2066isolated\u2069.pdf": "isolated.pdf",
    "zero\u200bwidth\ufeff.docx": "zerowidth.docx",
    'what?<now>|*:"really".docx': "what__now_____really_.docx",
    "trailing. . .": "trailing",
    "CON.docx": "CON.docx",
    b"caf\xe9.pdf".decode("utf-8", "surrogateescape"): "caf�.pdf",
    "line\u2028separator.pdf": "line separator.pdf",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_become_harmless_and_stay_legible(name: str):
    assert clean_name(name) == HOSTILE[name]


@pytest.mark.parametrize(
    "name", ["x" * 251 + ".pdf", "ж" * 125 + ".docx", "🙂" * 63 + ".pdf", "x" * 4 + "." + "y" * 250]
)
def test_a_name_of_255_bytes_is_shortened_and_keeps_its_suffix(name: str):
    made = clean_name(name)
    assert len(made.encode()) <= LONGEST
    if name.endswith((".pdf", ".docx")):
        assert made.endswith(name[name.rindex(".") :])


def test_both_spellings_of_an_accent_give_one_name():
    assert clean_name("e\u0301te\u0301.pdf") == clean_name("\u00e9t\u00e9.pdf")


@given(st.text(st.characters(), max_size=300))
def test_no_name_is_ever_unsafe(name: str):
    made = clean_name(name)
    assert made
    assert len(made.encode()) <= LONGEST
    assert not set(made) & set('<>:"/\\|?*')
    assert not made.startswith(".")
    assert not made.endswith((".", " "))
    assert not {unicodedata.category(one) for one in made} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert clean_name(made) == made
