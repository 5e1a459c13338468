"""Blank forms of every instrument of the house, and of one that asks for every kind of answer in two languages."""

import json
from pathlib import Path

import pytest

from planwright.instruments import Instrument, Instruments, load_instrument
from planwright.issuing.word import word_form
from tests.issuing.word_package import AGENCY, ROUND, stamp_of

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def every_kind() -> Instrument:
    """An instrument with every kind of item in every place it can stand."""
    return load_instrument(HERE / "every-kind.json")


@pytest.fixture(scope="session")
def in_spanish(tmp_path_factory) -> Instrument:
    """The same instrument, said to be in Spanish."""
    schema = json.loads((HERE / "every-kind.json").read_text(encoding="utf-8"))
    schema["instrument"]["language"] = "es-US"
    file = tmp_path_factory.mktemp("spanish") / "every-kind.json"
    file.write_text(json.dumps(schema), encoding="utf-8")
    return load_instrument(file)


@pytest.fixture(scope="session")
def issued(instruments: Instruments, every_kind, in_spanish) -> dict[str, tuple[Instrument, bytes]]:
    """Every instrument with its blank Word form, by a name for it."""
    named = {f"{practice}-{version}": instrument for (practice, version), instrument in instruments.items()}
    named |= {"every-kind": every_kind, "every-kind-es": in_spanish}
    return {
        name: (instrument, word_form(instrument, stamp_of(instrument), agency_name=AGENCY, round_name=ROUND))
        for name, instrument in named.items()
    }
