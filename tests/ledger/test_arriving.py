"""Nothing twice, nothing lost: the same bytes, the same file seen again and new bytes are told apart."""

from planwright.ledger import FileState, Ledger
from planwright.model import NeedsReview, Quarantined
from planwright.problems import FileCode, FormCode, problem
from tests.ledger.building import arrival, in_state, read, settled, states, submission

S = FileState


def test_a_new_file_has_arrived_and_keeps_what_is_known_of_it(ledger: Ledger):
    came = arrival("one", name="Needs assessment.docx")
    (entry,) = ledger.arrive([came])
    assert entry.state is S.ARRIVED
    for known in ("sha256", "name", "media_type", "size", "received", "location"):
        assert getattr(entry, known) == getattr(came, known)
    assert entry.arrival == 1
    assert ledger.entry(entry.id) == entry


def test_the_same_bytes_again_are_a_duplicate_that_names_the_first(ledger: Ledger):
    (first,) = ledger.arrive([arrival("one", name="form.docx")])
    (again,) = ledger.arrive([arrival("one", name="form (1).docx")])
    assert again.state is S.DUPLICATE
    assert again.duplicate_of == first.id
    assert again.arrival == 2
    assert again.location is None
    assert again.leftover == "inbox/one-form (1).docx"
    assert again.problems == (problem(FileCode.DUPLICATE_FILE, name="form.docx"),)
    assert [move.after for move in ledger.history(again.id)] == [S.DUPLICATE]


def test_duplicates_within_one_batch_name_the_first_of_the_batch(ledger: Ledger):
    first, second, other, third = ledger.arrive(
        [arrival("one", name="a"), arrival("one", name="b"), arrival("two", name="c"), arrival("one", name="d")]
    )
    assert states(ledger, (first, second, other, third)) == [S.ARRIVED, S.DUPLICATE, S.ARRIVED, S.DUPLICATE]
    assert {second.duplicate_of, third.duplicate_of} == {first.id}
    assert [one.arrival for one in (first, second, third)] == [1, 2, 3]


def test_the_same_file_seen_again_is_no_second_arrival(ledger: Ledger):
    came = arrival("one")
    first = ledger.arrive([came, came])
    assert first[0] == first[1]
    ledger.start_reading([first[0].id])
    (again,) = ledger.arrive([came])
    assert again.id == first[0].id
    assert again.state is S.READING
    assert len(ledger.entries()) == 1


def test_a_duplicate_not_yet_removed_is_no_third_arrival(ledger: Ledger):
    both = [arrival("one", name="a"), arrival("one", name="b")]
    assert [one.id for one in ledger.arrive(both)] == [one.id for one in ledger.arrive(both)]


def test_bytes_that_were_withdrawn_may_come_again(ledger: Ledger):
    before = in_state(ledger, S.WITHDRAWN)
    (again,) = ledger.arrive([arrival("one")])
    assert again.id != before.id
    assert (again.state, again.arrival) == (S.ARRIVED, 2)


def test_bytes_that_were_superseded_may_come_again_and_are_weighed_again(ledger: Ledger):
    before = in_state(ledger, S.SUPERSEDED)
    later = ledger.entry(before.superseded_by or 0)
    ledger.withdraw([later.id], "The first one was right.")
    back = settled(ledger, "one", submission(completed="2026-10-01"))
    assert states(ledger, (before, later, back)) == [S.SUPERSEDED, S.WITHDRAWN, S.ACCEPTED]


def test_a_file_in_quarantine_that_comes_again_is_a_duplicate_until_it_is_read_again(ledger: Ledger):
    entry = settled(ledger, "one", submission(), Quarantined(problems=(problem(FileCode.READING_FAILED),)))
    (again,) = ledger.arrive([arrival("one", name="again.docx")])
    assert again.duplicate_of == entry.id
    ledger.read_again([entry.id], "Its schema was added.")
    assert [one.id for one in ledger.start_reading([entry.id])] == [entry.id]


def test_a_file_of_an_unknown_form_that_comes_again_is_read_again_for_its_form_may_be_known_now(ledger: Ledger):
    entry = in_state(ledger, S.QUARANTINED)
    (again,) = ledger.arrive([arrival("one", name="again.docx")])
    assert states(ledger, (entry, again)) == [S.WITHDRAWN, S.ARRIVED]
    assert ledger.arrive([arrival("one", name="again.docx")]) == (again,)


def test_another_file_in_the_place_of_a_waiting_one_withdraws_it(ledger: Ledger):
    (first,) = ledger.arrive([arrival("one", location="inbox/form.docx")])
    (second,) = ledger.arrive([arrival("two", location="inbox/form.docx")])
    assert states(ledger, (first, second)) == [S.WITHDRAWN, S.ARRIVED]
    assert ledger.history(first.id)[-1].reason == "Another file took its place before it was read."


def test_a_name_that_is_no_utf8_is_kept_and_its_place_found_again(ledger: Ledger):
    name = b"caf\xe9 \\ \xc3\xa9.docx".decode("utf-8", "surrogateescape")
    (entry,) = ledger.arrive([arrival("one", name=name, location=f"inbox/{name}")])
    assert entry.location == f"inbox/{name}"
    assert entry.name == "caf� \\ é.docx"
    assert ledger.arrive([arrival("one", name=name, location=f"inbox/{name}")]) == (entry,)


def test_a_thousand_files_arrive_at_once_in_the_order_given(ledger: Ledger):
    came = [arrival(f"file {number % 900}", location=f"inbox/{number}") for number in range(1000)]
    entries = ledger.arrive(came)
    assert [entry.sha256 for entry in entries] == [one.sha256 for one in came]
    assert ledger.counts()[S.ARRIVED] == 900
    assert ledger.counts()[S.DUPLICATE] == 100
    assert len(ledger.start_reading(entry.id for entry in entries)) == 900


def test_no_files_are_no_trouble(ledger: Ledger):
    assert ledger.arrive([]) == ()
    assert ledger.start_reading([]) == ()
    assert ledger.settle([], lambda _: []) == ()
    assert read(ledger) == []


def test_a_form_that_only_its_file_name_tells_is_read_again_in_the_folder_of_its_agency(ledger: Ledger):
    alone = NeedsReview(problems=(problem(FormCode.NAME_ALONE, name="Harbor"),))
    entry = settled(ledger, "one", submission(), alone)
    (elsewhere,) = ledger.arrive([arrival("one", location="inbox/copy.docx")])
    (again,) = ledger.arrive([arrival("one", location="inbox/harbor/2026-fall/one.docx")])
    assert states(ledger, (entry, elsewhere, again)) == [S.WITHDRAWN, S.DUPLICATE, S.ARRIVED]
    assert again.came == "inbox/harbor/2026-fall/one.docx"
    withdrawn = ledger.entry(entry.id)
    assert (withdrawn.superseded_by, withdrawn.leftover) == (again.id, entry.location)
