"""Reads the JSON files of `schemas/` into instruments, and says what is wrong with one: file, JSON pointer, cure."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from planwright.errors import InstrumentError
from planwright.house import content
from planwright.instruments.build import build
from planwright.instruments.check import faults_of
from planwright.instruments.declared import faults_of_declared
from planwright.instruments.design import Instrument
from planwright.instruments.expand import expand
from planwright.instruments.pointer import pointer, pointer_to
from planwright.instruments.shape import Fault, faults_of_shape
from planwright.model import Json

META = "https://planwright.example/schemas/instrument.schema.json"
SHARED = ("instrument.schema.json", "identity.schema.json")
COMPONENTS = ("preparation", "plan", "implementation", "evaluation", "sustainability")


class Instruments(Mapping[tuple[str, str], Instrument]):
    """The instruments at hand by practice and version; versions of one practice lie side by side."""

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        self._by_key: dict[tuple[str, str], Instrument] = {}
        for instrument in instruments:
            key = (instrument.practice, instrument.version)
            if key in self._by_key:
                raise InstrumentError(
                    f"{instrument.file} at /instrument/version: {key[0]} version {key[1]} is already defined in"
                    f" {self._by_key[key].file}. Raise the version in one of them."
                )
            self._by_key[key] = instrument

    def __getitem__(self, key: tuple[str, str]) -> Instrument:
        return self._by_key[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._by_key)

    def __len__(self) -> int:
        return len(self._by_key)

    def newest(self) -> tuple[Instrument, ...]:
        """The highest version of each practice, in the order in which the practices are worked through."""
        newest: dict[str, Instrument] = {}
        for instrument in self.values():
            held = newest.get(instrument.practice)
            if held is None or _number(held.version) < _number(instrument.version):
                newest[instrument.practice] = instrument
        return tuple(newest.values())


def load_instruments(folders: Iterable[Path] = ()) -> Instruments:
    """Every instrument of the house's own `schemas/` and of these further folders, laid out alike, in the order of use.

    Raises `InstrumentError` for the first file that is wrong.
    """
    files = [
        file
        for folder in (content("schemas"), *folders)
        for component in COMPONENTS
        for file in sorted((folder / component).glob("*.json"))
    ]
    return Instruments(sorted((load_instrument(file) for file in files), key=_order))


def load_instrument(file: Path) -> Instrument:
    """The instrument in this file; raises `InstrumentError` naming file, JSON pointer and cure."""
    try:
        return _load(file)
    except InstrumentError as error:
        raise InstrumentError(f"{file} {error}") from None


def _load(file: Path) -> Instrument:
    """The instrument in this file; each check stands on what the ones before it have made sure of."""
    schema = _parse(file.read_bytes())
    if not _fast_meta_validator().is_valid(schema):
        for fault in sorted(_meta_validator().iter_errors(schema), key=_rank):
            raise InstrumentError(f"at {pointer(fault.absolute_path)}: {_cure(fault)}")
    plain = expand(schema, registry())
    _refuse(schema, faults_of_shape(plain))
    instrument = build(plain, schema=schema, file=file)
    _refuse(schema, faults_of(instrument, plain))
    _refuse(schema, faults_of_declared(instrument))
    return instrument


def _parse(data: bytes) -> Json:
    try:
        schema = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except ValueError as error:
        raise InstrumentError(f"is not JSON ({error}). Correct it in a JSON editor.") from None
    if not isinstance(schema, dict) or "instrument" not in schema:
        raise InstrumentError("at /: this is not an instrument. Add “instrument” with component, practice and version.")
    return schema


def _once(pairs: list[tuple[str, object]]) -> Json:
    """The object of these pairs; JSON would keep the last of two questions with one id, and say nothing."""
    held = dict(pairs)
    if len(held) < len(pairs):
        twice = next(key for place, (key, _) in enumerate(pairs) if key in dict(pairs[:place]))
        raise InstrumentError(f"has the key “{twice}” twice in one object. Rename or remove one of them.")
    return held


def _refuse(schema: Json, faults: Iterable[Fault]) -> None:
    """Raises the first of the faults, if there is one, at its place in the file as it is written."""
    for steps, words in faults:
        raise InstrumentError(f"at {pointer_to(schema, steps)}: {words}")


@cache
def registry() -> "Registry[Any]":
    """The schemas that instruments refer to, by their address; nothing is ever fetched."""
    held: Registry[Any] = Registry()
    for name in SHARED:
        schema = json.loads((content("schemas") / name).read_text(encoding="utf-8"))
        held = held.with_resource(schema["$id"], DRAFT202012.create_resource(schema))
    return held.crawl()


@cache
def _fast_meta_validator() -> jsonschema_rs.Draft202012Validator:
    """Says whether there is a fault at all; where there is, the other one says which."""
    return jsonschema_rs.Draft202012Validator(registry()[META].contents)


@cache
def _meta_validator() -> Draft202012Validator:
    return Draft202012Validator(registry()[META].contents, registry=registry())


def _order(instrument: Instrument) -> tuple[int, int, str, tuple[int, ...]]:
    place = COMPONENTS.index(instrument.component)
    return place, instrument.order, instrument.practice, _number(instrument.version)


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _rank(error: ValidationError) -> tuple[int, int]:
    """Unknown words first, since a missing one is often the same word misspelt; then the deepest."""
    return (error.validator != "additionalProperties", -len(error.absolute_path))


def _cure(error: ValidationError) -> str:  # noqa: PLR0911 - one sentence for each keyword
    """The fault in words, with what to write instead."""
    found = json.dumps(error.instance, ensure_ascii=False)[:80]
    wanted: Any = error.validator_value
    instance: Any = error.instance
    match error.validator:
        case "enum":
            return f"{found} is not one of {', '.join(map(str, wanted))}. Write one of these."
        case "additionalProperties":
            known = sorted(error.schema.get("properties", {})) if isinstance(error.schema, dict) else []
            unknown = [key for key in instance if key not in known]
            return f"{', '.join(unknown)} is not known here. Remove it, or write one of {', '.join(known)}."
        case "required":
            missing = [key for key in wanted if key not in instance]
            return f"{', '.join(missing)} is missing. Add it."
        case "dependentRequired":
            missing = [key for key in wanted["instrument"] if key not in instance]
            return f"{', '.join(missing)} is missing beside “instrument”. Add it."
        case "type":
            return f"{found} is not of type {wanted}. Correct the value."
        case "pattern":
            return f"{found} does not fit the pattern {wanted}. Correct the spelling."
        case "oneOf" if isinstance(instance, dict) and ("rule" in instance or "mode" in instance):
            name = instance.get("rule") or instance.get("mode")
            return f"“{name}” does not have the keys it needs, or is not known. See docs/instruments.md for each."
        case _:
            return f"{error.message[:200]}. Correct the value."
