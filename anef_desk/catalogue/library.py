"""The shipped catalogue: read once, kept compiled, each file on its own.

Authors edit TOML; what runs reads one JSON made from it, by the build for an
installed application, and once per content in a checkout. A file that does not read
is set aside, visibly, and never silences the others.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cache, cached_property
from importlib.resources.abc import Traversable
from typing import Annotated, Any, TypeVar

import msgspec

from anef_desk import resources
from anef_desk.catalogue.model import (
    Body,
    DeadlineRule,
    Fact,
    Notice,
    Procedure,
    Question,
    Remedy,
    ResidenceDocumentKind,
    Source,
    SupportingDocument,
    Symptom,
)
from anef_desk.catalogue.sentences import Entry, sentence
from anef_desk.i18n import Sentence

T = TypeVar("T")

COMPILED = "catalogue.json"

_COMPILATION = 2
"""Raised when `compile_catalogue` makes something else of the same files."""

_Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Problem(msgspec.Struct, frozen=True):
    """A file, or an entry of a file, that was set aside, and why."""

    file: str
    reason: str


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the catalogue holds, as it is compiled."""

    version: str
    checked: dict[str, _Day] = {}
    sources: dict[str, Source] = {}
    facts: tuple[Fact, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    supporting_documents: tuple[SupportingDocument, ...] = ()
    residence_documents: tuple[ResidenceDocumentKind, ...] = ()
    deadlines: tuple[DeadlineRule, ...] = ()
    symptoms: tuple[Symptom, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    questions: tuple[Question, ...] = ()
    bodies: tuple[Body, ...] = ()
    notices: tuple[Notice, ...] = ()
    problems: tuple[Problem, ...] = ()


class Library:
    """The catalogue, indexed by code."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self._made: dict[Hashable, Any] = {}

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what *make* gives, made once for this catalogue and kept under *key*."""
        if key not in self._made:
            self._made[key] = make()
        found: T = self._made[key]
        return found

    @property
    def version(self) -> str:
        """Return the day the newest file was checked and a hash of the content."""
        return self.content.version

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what was set aside because it does not read."""
        return self.content.problems

    @property
    def sources(self) -> Mapping[str, Source]:
        """Return the sources by key."""
        return self.content.sources

    @property
    def deadlines(self) -> tuple[DeadlineRule, ...]:
        """Return the rules of every deadline; several may share a code."""
        return self.content.deadlines

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Return the facts by key."""
        return {fact.key: fact for fact in self.content.facts}

    @cached_property
    def procedures(self) -> Mapping[str, Procedure]:
        """Return the procedures by code."""
        return {entry.code: entry for entry in self.content.procedures}

    @cached_property
    def supporting_documents(self) -> Mapping[str, SupportingDocument]:
        """Return the supporting documents by code."""
        return {entry.code: entry for entry in self.content.supporting_documents}

    @cached_property
    def residence_documents(self) -> Mapping[str, ResidenceDocumentKind]:
        """Return the residence documents by code."""
        return {entry.code: entry for entry in self.content.residence_documents}

    @cached_property
    def symptoms(self) -> Mapping[str, Symptom]:
        """Return the symptoms by code."""
        return {entry.code: entry for entry in self.content.symptoms}

    @cached_property
    def remedies(self) -> Mapping[str, Remedy]:
        """Return the remedies by code."""
        return {entry.code: entry for entry in self.content.remedies}

    @cached_property
    def bodies(self) -> Mapping[str, Body]:
        """Return the bodies that may refuse a document, by code."""
        return {entry.code: entry for entry in self.content.bodies}

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return the questions of the orientation, in the order they are asked."""
        return self.content.questions

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Return what changed lately, as the file orders it."""
        return self.content.notices

    def entries(self) -> Iterator[Entry]:
        """Yield every entry that has sentences to read."""
        content = self.content
        yield from content.facts
        yield from content.procedures
        yield from content.supporting_documents
        yield from content.residence_documents
        yield from content.deadlines
        yield from content.symptoms
        yield from content.remedies
        yield from content.questions
        yield from content.bodies
        yield from content.notices


def procedure_title(library: Library, code: str) -> Sentence:
    """Return the title of a procedure; its code when the catalogue lost it."""
    procedure = library.procedures.get(code)
    if procedure is None:
        return Sentence(f"{code}.title", code)
    return sentence(procedure, "title")


@cache
def shipped() -> Library:
    """Return the catalogue of this application."""
    compiled = resources.root("resources") / COMPILED
    if compiled.is_file():
        return load(compiled.read_bytes())
    files = source_files()
    name = f"catalogue-{resources.fingerprint(files.values())}-{_shape()}.json"
    return load(resources.derived(name, lambda: compile_catalogue(files)))


def load(compiled: bytes) -> Library:
    """Return the library that `compile_catalogue` wrote."""
    return Library(msgspec.json.decode(compiled, type=Content))


def source_files(folder: Traversable | None = None) -> dict[str, bytes]:
    """Return the TOML files of *folder*, by their path inside it, sorted."""
    top = folder or resources.root("resources") / "catalogue"

    def walk(place: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
        for child in place.iterdir():
            name = f"{path}{child.name}"
            if child.is_dir():
                yield from walk(child, f"{name}/")
            elif name.endswith(".toml"):
                yield name, child.read_bytes()

    return dict(sorted(walk(top, "")))


def compile_catalogue(files: Mapping[str, bytes] | None = None) -> bytes:
    """Return the catalogue as JSON, made from its TOML *files*.

    A file that is no TOML, and an entry that has not the shape of the model, are
    noted in `problems` and left out.
    """
    given = source_files() if files is None else files
    checked: dict[str, str] = {}
    problems: list[Problem] = []
    parts: dict[str, Any] = {}
    for name, content in given.items():
        try:
            table = tomllib.loads(content.decode("utf-8"))
        except ValueError as error:
            problems.append(Problem(name, str(error)))
            continue
        if "checked" in table:
            checked[name] = str(table["checked"])
        for kind, found in _read(name, table, problems):
            if isinstance(found, dict):
                known = parts.setdefault(kind, {})
                problems += [
                    Problem(name, f"{key}: described in another file too")
                    for key in found.keys() & known.keys()
                ]
                known.update(found)
            else:
                parts.setdefault(kind, []).append(found)
    newest = max(checked.values(), default="")
    if "procedures" in parts:
        parts["procedures"].sort(key=lambda found: _in_order(found.code))
    version = f"{newest}+{resources.fingerprint(given.values())[:8]}"
    entries: dict[str, Any] = {
        part: found if isinstance(found, dict) else tuple(found)
        for part, found in parts.items()
    }
    made = Content(
        version=version, checked=checked, problems=tuple(problems), **entries
    )
    return msgspec.json.encode(made)


_FAMILIES: dict[str, tuple[str, str, type]] = {
    "facts": ("facts", "fact", Fact),
    "supporting-documents": ("supporting_documents", "document", SupportingDocument),
    "residence-documents": ("residence_documents", "document", ResidenceDocumentKind),
    "deadlines": ("deadlines", "deadline", DeadlineRule),
    "symptoms": ("symptoms", "symptom", Symptom),
    "remedies": ("remedies", "remedy", Remedy),
    "orientation": ("questions", "question", Question),
    "bodies": ("bodies", "body", Body),
    "notices": ("notices", "notice", Notice),
}
"""By file, or by folder of files: part of Content, key of its tables, their shape."""


def _in_order(code: str) -> tuple[str, int]:
    """Return what puts A2 before A10."""
    letters = code.rstrip("0123456789")
    return letters, int(code[len(letters) :] or 0)


def _shape() -> str:
    """Change when the model does, so that an older compiled catalogue is not read."""
    made = [repr(msgspec.json.schema(Content)).encode(), bytes([_COMPILATION])]
    return resources.fingerprint(made)[:8]


def _read(
    name: str, table: dict[str, Any], problems: list[Problem]
) -> Iterator[tuple[str, Any]]:
    """Yield ``(part of Content, entry)`` for every entry of a file that reads."""
    family = name.partition("/")[0].removesuffix(".toml")
    if family == "sources":
        for key, source in table.get("source", {}).items():
            yield from _converted(name, "sources", {key: source}, problems)
    elif family in _FAMILIES:
        part, key, _kind = _FAMILIES[family]
        for entry in table.get(key, []):
            yield from _converted(name, part, entry, problems)
    elif family == "procedures":
        yield from _converted(name, "procedures", table, problems)
    else:
        problems.append(Problem(name, "no place in the catalogue"))


def _converted(
    name: str,
    part: str,
    entry: Any,  # noqa: ANN401 - TOML
    problems: list[Problem],
) -> Iterator[tuple[str, Any]]:
    shapes: dict[str, Any] = {
        "sources": dict[str, Source],
        "procedures": Procedure,
        **{place: kind for place, _key, kind in _FAMILIES.values()},
    }
    try:
        yield part, msgspec.convert(entry, shapes[part])
    except msgspec.ValidationError as error:
        code = entry.get("code") or entry.get("key") or ""
        problems.append(Problem(name, f"{code}: {error}" if code else str(error)))
