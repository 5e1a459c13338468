"""PDFs made to do harm: circles, bombs, scripts, programs to start, pictures and pages beyond measure."""

import pytest

from planwright.instruments import Instrument
from planwright.ledger import FileState
from tests.forms import completed, new_workspace
from tests.hostile import pdfs as made
from tests.hostile.batch import Listener, Ran, check, fill, run
from tests.hostile.packages import EVIL

A, R, Q = FileState.ACCEPTED, FileState.NEEDS_REVIEW, FileState.QUARANTINED

# The name of each file, its state, and the problems it has of those here.
CASES: dict[str, tuple[FileState, set[str]]] = {
    "pages-circle.pdf": (Q, set()),
    "objects-circle.pdf": (Q, set()),
    "tables-circle.pdf": (Q, set()),
    "streams-circle.pdf": (Q, {"pdf-corrupt"}),
    "page-bomb.pdf": (Q, set()),
    "page-bomb-twice.pdf": (Q, set()),
    "page-bomb-alone.pdf": (Q, set()),
    "answer-bomb.pdf": (R, {"answer-unreadable"}),
    "answer-bomb-twice.pdf": (R, {"answer-unreadable"}),
    "million-pages.pdf": (Q, set()),
    "many-pages.pdf": (Q, {"too-deep"}),
    "picture.pdf": (R, {"text-unread"}),
    "picture-alone.pdf": (Q, {"scanned-pages"}),
    "huge-page.pdf": (Q, {"no-pdf-fields"}),
    "scripts.pdf": (A, {"actions"}),
    "far.pdf": (A, set()),
    "fields-deep.pdf": (Q, {"too-deep"}),
    "arrays-deep.pdf": (Q, set()),
    "drawings-circle.pdf": (Q, {"reading-failed"}),
    "drawings-double.pdf": (Q, set()),
    "drawings-double-alone.pdf": (Q, set()),
    "climbing.pdf": (A, {"forms-enclosed"}),
    "many-files.pdf": (R, {"attached-too-large"}),
    "xfa-laughs.pdf": (Q, {"xfa-broken"}),
    "xfa-far.pdf": (Q, {"xfa-broken"}),
    "xfa-bomb.pdf": (Q, {"xfa-broken"}),
    "many-fields.pdf": (Q, {"too-deep"}),
    "long-answer.pdf": (Q, set()),
}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory, readiness: Instrument, listener: Listener) -> Ran:
    def form(name: str) -> bytes:
        return completed(readiness, {}, kind="pdf", name=name)

    files = {
        "pages-circle.pdf": made.pages_in_a_circle(),
        "objects-circle.pdf": made.objects_in_a_circle(),
        "tables-circle.pdf": made.tables_in_a_circle(),
        "streams-circle.pdf": made.object_streams_in_a_circle(),
        "page-bomb.pdf": made.bomb_as_page(form("bomb"), 1, 1024 * made.MEGABYTE),
        "page-bomb-twice.pdf": made.bomb_as_page(form("twice"), 2, 2048 * made.MEGABYTE),
        "page-bomb-alone.pdf": made.bomb_of_pages(2, 2048 * made.MEGABYTE),
        "answer-bomb.pdf": made.bomb_as_answer(form("answer"), 1),
        "answer-bomb-twice.pdf": made.bomb_as_answer(form("answer twice"), 2),
        "million-pages.pdf": made.million_pages(),
        "many-pages.pdf": made.many_pages(2_001),
        "picture.pdf": made.huge_picture(form("picture")),
        "picture-alone.pdf": made.huge_picture(None),
        "huge-page.pdf": made.huge_page(),
        "scripts.pdf": made.scripted(form("scripts"), listener.url, EVIL),
        "far.pdf": made.far_files(form("far"), listener.url),
        "fields-deep.pdf": made.fields_within_fields(5_000),
        "arrays-deep.pdf": made.arrays_within_arrays(100_000),
        "drawings-circle.pdf": made.drawings_in_a_circle(form("circle")),
        "drawings-double.pdf": made.doubling_drawings(form("double")),
        "drawings-double-alone.pdf": made.doubling_drawings(None),
        "climbing.pdf": made.with_files(form("climbing"), [(f"../../../../..{EVIL}.pdf", form("within"))]),
        "many-files.pdf": made.with_files(form("files"), [(f"{n}.pdf", b"%PDF-1.7 x") for n in range(300)]),
        "xfa-laughs.pdf": made.xfa_laughs(),
        "xfa-far.pdf": made.xfa_far(listener.url),
        "xfa-bomb.pdf": made.xfa_bomb(),
        "many-fields.pdf": made.many_fields(60_000),
        "long-answer.pdf": made.long_answer(),
    }
    assert set(files) == set(CASES)
    around = tmp_path_factory.mktemp("pdfs")
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
