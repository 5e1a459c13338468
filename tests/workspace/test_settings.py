"""Settings: the file overridden by the environment; what is wrong is said with file, key and cure."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from planwright.errors import WorkspaceError
from planwright.settings import Agency, Round, Settings, cores, load_settings, settings_text

DOCS = Path(__file__).parents[2] / "docs" / "settings.md"
ROUND = Round(name="Fall 2026", opens=date(2026, 9, 1), closes=date(2026, 10, 15))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "planwright.toml"


def load(file: Path, text: str) -> Settings:
    file.write_text(text)
    return load_settings(file)


def keys(model: type[BaseModel], path: str = "") -> Iterator[str]:
    """Every key a settings file may hold, such as `reading.workers` and `agencies.<id>.name`."""
    for name, field in model.model_fields.items():
        inner: Any = {"agencies": Agency, "rounds": Round}.get(name, field.annotation)
        here = f"{path}{name}"
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from keys(inner, f"{here}.<id>." if name in ("agencies", "rounds") else f"{here}.")
        else:
            yield here


# -- what a new file says ---------------------------------------------------------------------------------------------


def test_a_name_is_all_a_workspace_needs(file: Path):
    settings = load(file, 'name = "North Coast TA"')
    assert settings.name == "North Coast TA"
    assert settings.ledger.url is None
    assert (settings.nightly.cron, settings.nightly.timezone) == ("30 1 * * *", "UTC")
    assert (settings.reading.workers, settings.reading.chunk) == (cores(), 50)
    assert settings.schemas.folders == ()


def test_a_new_file_says_what_it_was_told_and_nothing_else(file: Path):
    agencies = {
        "harbor": Agency(name='Harbor "Early" Learning \\ \x7f é', program="Infants", contact="ana@harbor.example"),
        "north.coast-2": Agency(name="North Coast", language="es-US"),
    }
    text = settings_text(name="TA «Öst»", agencies=agencies, rounds={"2026-fall": ROUND}, timezone="America/New_York")
    settings = load(file, text)
    assert settings.name == "TA «Öst»"
    assert settings.agencies == agencies
    assert settings.rounds == {"2026-fall": ROUND}
    assert settings.nightly.timezone == "America/New_York"
    plain = load(file, 'name = "TA «Öst»"')
    for table in ("ledger", "reading", "plan", "schemas"):
        assert getattr(settings, table) == getattr(plain, table)


def test_the_examples_in_a_new_file_work_as_they_stand(file: Path):
    lines = settings_text(name="x", agencies={}, rounds={}).splitlines()
    is_example = [line.startswith("# ") and ("= " in line or line.startswith("# [")) for line in lines]
    text = "\n".join(line[2:] if example else line for line, example in zip(lines, is_example, strict=True))
    settings = load(file, text)
    assert list(settings.agencies) == ["harbor"]
    assert list(settings.rounds) == ["2026-fall"]
    assert settings.ledger.url == "postgresql://planwright@db.example/planwright"
    plain = load(file, 'name = "x"')
    assert settings.reading.model_copy(update={"workers": cores()}) == plain.reading


def test_every_key_is_in_a_new_file_and_in_the_documentation():
    text = settings_text(name="x", agencies={}, rounds={})
    documented = DOCS.read_text()
    for key in keys(Settings):
        assert f"{key.rpartition('.')[2]} " in text, key
        assert f"`{key}`" in documented, key


def test_the_documentation_knows_no_other_keys():
    known = set(keys(Settings))
    rows = [line.split("`")[1] for line in DOCS.read_text().splitlines() if line.startswith("| `")]
    assert set(rows) == known


def test_the_example_in_the_documentation_works_as_it_stands(file: Path):
    example = DOCS.read_text().split("```")[1]
    settings = load(file, f'name = "x"\n{example}')
    assert list(settings.agencies) == ["harbor"]
    assert settings.rounds["2026-fall"].opens == date(2026, 9, 1)


# -- the environment --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variable", "value", "found"),
    [
        ("PLANWRIGHT_NAME", "South TA", lambda settings: settings.name == "South TA"),
        ("PLANWRIGHT_LEDGER_URL", "sqlite:///x", lambda settings: settings.ledger.url == "sqlite:///x"),
        ("PLANWRIGHT_READING_WORKERS", "7", lambda settings: settings.reading.workers == 7),
        ("PLANWRIGHT_READING_LARGEST_MB", "9", lambda settings: settings.reading.largest_mb == 9),
        ("PLANWRIGHT_NIGHTLY_TIMEZONE", "Asia/Tokyo", lambda settings: settings.nightly.timezone == "Asia/Tokyo"),
        ("PLANWRIGHT_SCHEMAS_FOLDERS", '["a"]', lambda settings: settings.schemas.folders == (Path("a"),)),
    ],
)
def test_the_environment_goes_before_the_file(
    file: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, found: Any
):
    monkeypatch.setenv(variable, value)
    settings = load(file, 'name = "North TA"\n[reading]\nworkers = 3\nchunk = 11\n[ledger]\nurl = "sqlite:///y"')
    assert found(settings)
    assert settings.reading.chunk == 11


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("PLANWRIGHT_READING_WORKERS", "two", "environment variable PLANWRIGHT_READING_WORKERS: “two” is wrong"),
        ("PLANWRIGHT_READING_WORKER", "2", "PLANWRIGHT_READING_WORKER is not known here. Write workers."),
        ("PLANWRIGHT_READING", "fast", "Correct or unset the PLANWRIGHT_ variable"),
    ],
)
def test_a_wrong_variable_is_named(file: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, words: str):
    monkeypatch.setenv(variable, value)
    with pytest.raises(WorkspaceError) as raised:
        load(file, 'name = "x"')
    assert words in str(raised.value)


# -- what is wrong ----------------------------------------------------------------------------------------------------

WRONG: Mapping[str, tuple[str, str]] = {
    "no name": ("", "name is missing. Add it."),
    "blank name": ('name = "  "', "name: “  ” is wrong"),
    "an unknown key": ('name = "x"\ncolour = "red"', "colour is not known here. Remove it, or write one of agencies,"),
    "a key misspelt": ('name = "x"\n[reading]\nworker = 3', "reading.worker is not known here. Write workers."),
    "a key of pydantic's": ('name = "x"\n_env_file = "y"', "_env_file is not known here."),
    "an agency's key": (
        'name = "x"\n[agencies.harbor]\nname = "H"\nemail = "x"',
        "agencies.harbor.email is not known here. Remove it, or write one of contact, language, name, program.",
    ),
    "an agency without a name": ('name = "x"\n[agencies.harbor]\nprogram = "P"', "agencies.harbor.name is missing."),
    "an unknown language": (
        'name = "x"\n[agencies.harbor]\nname = "H"\nlanguage = "fr"',
        "agencies.harbor.language: “fr” is wrong",
    ),
    "an id no stamp could hold": (
        'name = "x"\n[agencies."Harbor Ñ"]\nname = "H"',
        "an id may hold lower-case letters, digits and single . _ - between them",
    ),
    "an id that climbs": ('name = "x"\n[agencies.".."]\nname = "H"', "an id may hold lower-case"),
    "a round that closes first": (
        'name = "x"\n[rounds.r]\nname = "R"\nopens = 2026-10-02\ncloses = 2026-10-01',
        "rounds.r is wrong: it closes on 2026-10-01, before it opens on 2026-10-02",
    ),
    "a date that is none": (
        'name = "x"\n[rounds.r]\nname = "R"\nopens = "soon"\ncloses = 2026-10-01',
        "rounds.r.opens",
    ),
    "a date in words": (
        'name = "x"\n[rounds.r]\nname = "R"\nopens = 2026-10-01\ncloses = "Dec 15"',
        "rounds.r.closes: “Dec 15” is wrong: it must be a day as year-month-day without quotation marks, such as"
        " 2026-09-01.",
    ),
    "a number for a date": (
        'name = "x"\n[rounds.r]\nname = "R"\nopens = 2026\ncloses = 2026-10-01',
        "rounds.r.opens: “2026” is wrong: it must be a day as year-month-day",
    ),
    "no workers": ('name = "x"\n[reading]\nworkers = 0', "reading.workers: “0” is wrong"),
    "too few cron fields": (
        'name = "x"\n[nightly]\ncron = "30 1 * *"',
        "nightly.cron: “30 1 * *” is wrong: it must be",
    ),
    "minute 60": ('name = "x"\n[nightly]\ncron = "60 1 * * *"', "nightly.cron"),
    "a range backwards": ('name = "x"\n[nightly]\ncron = "0 5-1 * * *"', "nightly.cron"),
    "a day no month has": (
        'name = "x"\n[nightly]\ncron = "0 0 31 2 *"',
        "nightly.cron: “0 0 31 2 *” is wrong: the month has no such day",
    ),
    "a day none of its months has": ('name = "x"\n[nightly]\ncron = "0 0 31 4,6-9/3,11 1"', "nightly.cron"),
    "two agencies of one name": (
        'name = "x"\n[agencies.a]\nname = "Harbor"\n[agencies.b]\nname = " harbor"',
        "agencies is wrong: a.name and b.name are both “harbor”",
    ),
    "two rounds of one name": (
        'name = "x"\n[rounds.a]\nname = "Fall"\nopens = 2026-09-01\ncloses = 2026-10-01\n'
        '[rounds.b]\nname = "Fall"\nopens = 2027-09-01\ncloses = 2027-10-01',
        "rounds is wrong: a.name and b.name are both “Fall”",
    ),
    "no time zone": ('name = "x"\n[nightly]\ntimezone = "Mars/Base"', "it must be the name of a time zone"),
    "a path for a time zone": ('name = "x"\n[nightly]\ntimezone = "../passwd"', "it must be the name of a time zone"),
    "a table expected": ('name = "x"\nreading = 3', "reading: “3” is wrong"),
    "a table in a name": ("[name]\nx = 1", "name is wrong"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_with_file_key_and_cure(file: Path, case: str):
    text, words = WRONG[case]
    with pytest.raises(WorkspaceError) as raised:
        load(file, text)
    assert words in str(raised.value)
    assert str(file) in str(raised.value)
    assert str(raised.value).endswith(".")


def test_every_fault_is_told_at_once(file: Path):
    with pytest.raises(WorkspaceError) as raised:
        load(file, "[reading]\nworkers = 0\nchunk = 0")
    assert len(str(raised.value).splitlines()) == 3


def test_a_file_that_is_no_toml_is_told_with_its_line(file: Path):
    with pytest.raises(WorkspaceError, match=r"this is not TOML \(.* line 2, .*\)\. Correct that line\."):
        load(file, 'name = "x"\nreading = = 3')
    file.write_bytes(b'name = "\xff"')
    with pytest.raises(WorkspaceError, match="this is not TOML"):
        load_settings(file)


def test_a_file_that_windows_marked_as_utf8_is_read(file: Path):
    file.write_bytes(b'\xef\xbb\xbfname = "x"\r\n')
    assert load_settings(file).name == "x"


@pytest.mark.parametrize(
    "cron", ["30 1 * * *", "*/15 * * * *", "0 1-5/2 1,15 * 0", "59 23 31 12 7", "0 0 29 2 *", "0 0 30/1 2,3 *"]
)
def test_cron_lines_are_understood(file: Path, cron: str):
    assert load(file, f'name = "x"\n[nightly]\ncron = "{cron}"').nightly.cron == cron


def test_the_text_of_a_new_file_is_toml_by_any_reader():
    assert tomllib.loads(settings_text(name="x", agencies={}, rounds={}))["nightly"] == {
        "cron": "30 1 * * *",
        "timezone": "UTC",
    }
