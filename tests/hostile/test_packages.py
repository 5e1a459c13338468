"""Word files and archives made to do harm: bombs, entities, depth, circles, and what lies elsewhere."""

import pytest

from planwright.instruments import Instrument
from planwright.ledger import FileState
from tests.forms import completed, new_workspace
from tests.hostile import packages as made
from tests.hostile.batch import Listener, Ran, check, fill, run

A, R, Q = FileState.ACCEPTED, FileState.NEEDS_REVIEW, FileState.QUARANTINED
EXTERNAL = '<!DOCTYPE d [<!ENTITY e SYSTEM "{}">]>'
REMOTE = '<!DOCTYPE d SYSTEM "{url}/d.dtd" [<!ENTITY % p SYSTEM "{url}/p.dtd"> %p;]>'

# The name of each file, its state, and the problems it has of those here.
CASES: dict[str, tuple[FileState, set[str]]] = {
    "flat-bomb.docx": (Q, {"too-deep"}),
    "nested-bomb.zip": (A, {"package"}),
    "overlapping-bomb.docx": (Q, {"word-corrupt"}),
    "lying-small.docx": (Q, {"word-corrupt"}),
    "lying-large.docx": (Q, {"too-deep"}),
    "many-entries.docx": (Q, {"too-deep"}),
    "ratio.docx": (Q, {"too-deep"}),
    "laughs.docx": (Q, {"word-corrupt"}),
    "quadratic.docx": (Q, {"word-corrupt"}),
    "external-file.docx": (Q, {"word-corrupt"}),
    "external-url.docx": (Q, {"word-corrupt"}),
    "external-dtd.docx": (Q, {"word-corrupt"}),
    "laughs.xml": (Q, {"word-corrupt"}),
    "ten-million-cells.docx": (Q, {"too-deep"}),
    "deep.docx": (Q, {"too-deep"}),
    "deepest.docx": (Q, {"too-deep"}),
    "attributes.docx": (A, set()),
    "noisy-table.docx": (R, set()),
    "elsewhere.docx": (A, {"parts-elsewhere"}),
    "elsewhere.rtf": (Q, {"no-word-fields"}),
    "elsewhere.odt": (Q, {"no-word-fields"}),
    "scripts.odt": (Q, set()),
    "old.doc": (Q, {"office-refused"}),
    "picture.docx": (A, set()),
    "picture.png": (Q, {"not-a-form-file"}),
    "climbing.docx": (A, set()),
    "relations.docx": (A, set()),
    "styles.docx": (A, set()),
}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory, readiness: Instrument, listener: Listener) -> Ran:
    def form(name: str) -> bytes:
        return completed(readiness, {}, name=name)

    url = listener.url
    files = {
        "flat-bomb.docx": made.flat_bomb(),
        "nested-bomb.zip": made.nested_bomb(),
        "overlapping-bomb.docx": made.overlapping_bomb(),
        "lying-small.docx": made.lying(form("lying"), says=100),
        "lying-large.docx": made.lying(form("lying"), says=0xFFFFFFF0),
        "many-entries.docx": made.with_parts(form("many"), {f"x/{n}.bin": "" for n in range(6_000)}),
        "ratio.docx": made.in_body(form("ratio"), "<w:p/>" * 1_000_000),
        "laughs.docx": made.declaring(form("laughs"), made.LAUGHS, "&j;"),
        "quadratic.docx": made.declaring(form("quadratic"), made.QUADRATIC, "&a;" * 20_000),
        "external-file.docx": made.declaring(form("file"), EXTERNAL.format("file:///etc/passwd"), "&e;"),
        "external-url.docx": made.declaring(form("url"), EXTERNAL.format(f"{url}/e"), "&e;"),
        "external-dtd.docx": made.declaring(form("dtd"), REMOTE.format(url=url), "x"),
        "laughs.xml": made.flat_xml(),
        "ten-million-cells.docx": made.in_body(form("cells"), made.large_table(100_000, 100)),
        "deep.docx": made.in_body(form("deep"), made.deep(100)),
        "deepest.docx": made.in_body(form("deepest"), made.deep(200_000)),
        "attributes.docx": made.in_body(form("attributes"), made.many_attributes(200_000)),
        "noisy-table.docx": made.in_body(form("noisy"), made.large_table(1_000, 60, noisy=True)),
        "elsewhere.docx": made.elsewhere(form("elsewhere"), url),
        "elsewhere.rtf": made.rich_text(url),
        "elsewhere.odt": made.open_document(url),
        "scripts.odt": made.open_document(url, scripts=True),
        "old.doc": made.old_word(),
        "picture.docx": made.with_parts(form("picture"), {"word/media/huge.png": made.huge_picture()}),
        "picture.png": made.huge_picture(),
        "climbing.docx": made.climbing(form("climbing")),
        "relations.docx": made.relations_in_circles(form("relations")),
        "styles.docx": made.styles_in_circles(form("styles")),
    }
    assert set(files) == set(CASES)
    around = tmp_path_factory.mktemp("packages")
    workspace = new_workspace(around / "center")
    return run(workspace, fill(workspace, readiness, files), around)


def test_the_good_forms_count_and_nothing_lies_where_it_does_not_belong(ran: Ran):
    check(ran)


@pytest.mark.parametrize("name", CASES)
def test_each_file_ends_in_one_state_with_its_bytes_and_says_why(ran: Ran, name: str):
    state, codes = CASES[name]
    entry = ran.entry(name)
    assert (entry.state, {one.code for one in entry.problems} & codes) == (state, codes), entry.problems
    assert state is A or entry.problems
