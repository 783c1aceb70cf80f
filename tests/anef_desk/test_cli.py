"""The command line: exact answers on the output, one sentence on the error."""

from __future__ import annotations

import argparse
import errno
import io
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from anef_desk import __version__
from anef_desk.cli import MAXIMUM_SIZE, command, main
from anef_desk.cli_parser import NotUnderstoodError, Parser
from anef_desk.i18n import NAMES, load

EXAMPLE: dict[str, Any] = {
    "status": "refugee",
    "wants": "first_permit",
    "birth_date": "1990-05-17",
    "protection_decision_on": "2026-03-02",
    "housing": "hosted",
    "marital": "married",
    "minor_children": 2,
    "filed_on": "2026-03-20",
    "filed_complete": True,
    "channel": "anef",
    "held": [
        {
            "kind": "api",
            "for": "first",
            "from": "2026-04-01",
            "until": "2026-06-30",
            "mention": "reconnu réfugié",
            "allows_work": True,
        }
    ],
    "symptoms": ["D21"],
}

KEYS = {
    "procedures": ["code", "id", "channel", "title", "why"],
    "supporting_documents": ["code", "need", "text", "sources"],
    "deadlines": ["code", "opens", "due", "state", "text", "basis", "reliability"],
    "rights": ["document", "right", "answer", "basis"],
    "alerts": ["symptom", "text", "now", "next_remedy", "letters"],
}

ON = ["--on", "2026-11-22"]

Refused = Callable[..., str]
Facts = Callable[..., str]


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    """Return how a FACTS.json is written: the example, some keys changed or gone."""

    def write(content: object = None, **changes: Any) -> str:
        table = EXAMPLE | changes if content is None else content
        file = tmp_path / "facts.json"
        file.write_text(
            table if isinstance(table, str) else json.dumps(table), encoding="utf-8"
        )
        return str(file)

    return write


@pytest.fixture
def refused(refuses: Callable[..., str]) -> Refused:
    """Return how a command is refused: status 2, nothing but one sentence."""
    return partial(refuses, 2)


@pytest.fixture
def refuses(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Return how a command ends with a status: with nothing but one sentence."""

    def run(status: int, *arguments: str) -> str:
        assert main(arguments) == status
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.count("\n") == 1
        return told.err

    return run


def guide(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["guide", *arguments]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    found: dict[str, Any] = json.loads(told.out)
    return found


def test_the_guide_answers_with_the_keys_of_the_contract(
    facts: Facts, capsys: pytest.CaptureFixture[str]
) -> None:
    found = guide(capsys, facts(), *ON)

    assert list(found) == ["on", "content_version", *KEYS]
    assert found["on"] == "2026-11-22"
    for part, keys in KEYS.items():
        assert found[part]
        assert all(list(one) == keys for one in found[part]), part


def test_answers_are_utf_8_whatever_the_system_writes_by_itself(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows writes a redirected output in letters that have no Arabic."""
    written = io.BytesIO()
    with monkeypatch.context() as patched:
        patched.setattr("sys.stdout", io.TextIOWrapper(written, encoding="cp1252"))
        assert main(("guide", facts(), *ON, "--lang", "ar")) == 0
        sys.stdout.flush()
        found = json.loads(written.getvalue().decode("utf-8"))

    assert list(found) == ["on", "content_version", *KEYS]


def test_the_guide_answers_with_the_words_of_the_contract(
    facts: Facts, capsys: pytest.CaptureFixture[str]
) -> None:
    found = guide(capsys, facts(), *ON)

    def words(part: str, key: str) -> set[str]:
        return {one[key] for one in found[part]}

    assert found["procedures"][0]["code"] == "A2"
    assert words("procedures", "channel") <= {"anef", "prefecture", "other"}
    assert words("supporting_documents", "need") <= {
        "required",
        "if_asked",
        "cannot_be_required",
    }
    assert words("deadlines", "state") <= {"not_open", "open", "past"}
    assert words("rights", "answer") <= {"yes", "no", "conditional", "unknown"}
    assert {"D21", "D23"} <= words("alerts", "symptom")
    c09 = next(one for one in found["deadlines"] if one["code"] == "C09")
    assert (c09["opens"], c09["due"], c09["state"]) == (None, "2026-10-01", "past")


def test_only_a_status_is_needed(
    facts: Facts, capsys: pytest.CaptureFixture[str]
) -> None:
    found = guide(capsys, facts({"status": "refugee"}), *ON)

    assert list(found) == ["on", "content_version", *KEYS]
    assert all(one["due"] is None for one in found["deadlines"])


def test_codes_and_dates_are_the_same_in_each_language(
    facts: Facts, capsys: pytest.CaptureFixture[str]
) -> None:
    def codes(found: dict[str, Any]) -> list[Any]:
        return [
            [{k: v for k, v in one.items() if k not in texts} for one in found[part]]
            for part, texts in (
                ("procedures", {"title", "why"}),
                ("supporting_documents", {"text"}),
                ("deadlines", {"text"}),
                ("rights", set[str]()),
                ("alerts", {"text", "now"}),
            )
        ]

    file = facts()
    told = {
        language: guide(capsys, file, *ON, "--lang", language)
        for language in ("fr", "en", "ar", "fa_AF", "uk")
    }

    assert len({json.dumps(codes(found)) for found in told.values()}) == 1
    assert len({found["procedures"][0]["title"] for found in told.values()}) == 5
    assert any("\u0600" <= c <= "\u06ff" for c in told["ar"]["alerts"][0]["text"])


def test_french_is_the_language_when_none_is_given(
    facts: Facts, capsys: pytest.CaptureFixture[str]
) -> None:
    file = facts()

    assert guide(capsys, file, *ON) == guide(capsys, file, *ON, "--lang", "fr")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"statut": "refugee"}, "statut"),
        ({"held": [{"kind": "api", "colour": "red"}]}, "held[0].colour"),
        ({"held": [{"from": "2026-01-01"}]}, "held[0].kind"),
        ({"held": {"kind": "api"}}, "held"),
        ({"held": ["api"]}, "held[0]"),
        ({"held": [{"kind": "carte"}]}, "held[0].kind"),
        (
            {"held": [{"kind": "api", "from": "2026-05-02", "until": "2026-05-01"}]},
            "held[0].until",
        ),
        ({"held": [{"kind": "api", "allows_work": "yes"}]}, "held[0].allows_work"),
        ({"status": "réfugié"}, "status"),
        ({"status": None}, "status"),
        ({"wants": ["renewal"]}, "wants"),
        ({"filed_complete": "true"}, "filed_complete"),
        ({"filed_complete": 1}, "filed_complete"),
        ({"minor_children": "2"}, "minor_children"),
        ({"minor_children": True}, "minor_children"),
        ({"minor_children": 2.0}, "minor_children"),
        ({"minor_children": -1}, "minor_children"),
        ({"minor_children": 100}, "minor_children"),
        ({"filed_on": "2026-02-30"}, "filed_on"),
        ({"filed_on": "20260320"}, "filed_on"),
        ({"filed_on": "2026-3-20"}, "filed_on"),
        ({"filed_on": "2026-03-20T10:00"}, "filed_on"),
        ({"filed_on": "1066-10-14"}, "filed_on"),
        ({"filed_on": "٢٠٢٦-٠٣-٢٠"}, "filed_on"),
        ({"birth_date": "1990-13"}, "birth_date"),
        ({"birth_date": "1990-02-30"}, "birth_date"),
        ({"birth_date": 1990}, "birth_date"),
        ({"symptoms": "D21"}, "symptoms"),
        ({"symptoms": ["D48"]}, "symptoms[0]"),
        ({"symptoms": ["D21", "21"]}, "symptoms[1]"),
        ({"done": ["E16"]}, "done[0]"),
        ({"done": ["E01"]}, "done[0]"),
    ],
)
def test_what_cannot_be_is_refused_by_the_name_of_its_key(
    facts: Facts, refused: Refused, changes: dict[str, Any], named: str
) -> None:
    assert f"« {named} »" in refused("guide", facts(**changes))


def test_a_situation_has_a_status(facts: Facts, refused: Refused) -> None:
    assert "« status »" in refused("guide", facts({"wants": "renewal"}))


@pytest.mark.parametrize("birth", ["9999", "9985-02", "9990-05-17"])
def test_a_birth_beyond_the_calendar_is_refused(
    facts: Facts, refused: Refused, birth: str
) -> None:
    assert "« birth_date »" in refused("guide", facts(birth_date=birth))


def test_a_value_is_never_quoted(facts: Facts, refused: Refused) -> None:
    """A file may hold what identifies a person."""
    told = refused("guide", facts(birth_date="Samira Karimi"))

    assert "Samira" not in told
    assert "Karimi" not in told


def test_a_key_is_quoted_on_one_short_line(facts: Facts, refused: Refused) -> None:
    told = refused("guide", facts(**{"a\nb\x1b[31m\u202e" + "x" * 500: 1}))

    assert "« a?b?[31m?x" in told
    assert len(told) < 200


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "{'status': 'refugee'}",
        '{"status": NaN}',
        '{"minor_children": Infinity}',
        "[" * 100_000,
        '{"minor_children": ' + "9" * 5_000 + "}",
    ],
)
def test_what_is_not_json_is_refused(
    facts: Facts, refused: Refused, content: str
) -> None:
    assert "JSON" in refused("guide", facts(content))


@pytest.mark.parametrize("content", [[], "texte", 3, True])
def test_what_is_no_object_is_refused(
    facts: Facts, refused: Refused, content: object
) -> None:
    assert "objet JSON" in refused("guide", facts(json.dumps(content)))


def test_where_the_json_stops_is_said(facts: Facts, refused: Refused) -> None:
    assert "ligne 2, colonne 1" in refused("guide", facts('{"status": "refugee",\n'))


def test_what_is_not_utf_8_is_refused(tmp_path: Path, refused: Refused) -> None:
    file = tmp_path / "facts.json"
    file.write_bytes('{"status": "réfugié"}'.encode("latin-1"))

    assert "UTF-8" in refused("guide", str(file))


def test_a_book_is_refused(facts: Facts, refused: Refused) -> None:
    refused("guide", facts(" " * (MAXIMUM_SIZE + 1)))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, refused: Refused) -> None:
    refused("guide", str(tmp_path / "nothing.json"))


def test_a_folder_is_refused(tmp_path: Path, refused: Refused) -> None:
    refused("guide", str(tmp_path))


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["advise"],
        ["guide"],
        ["guide", "facts.json", "--lang", "de"],
        ["guide", "facts.json", "--on", "2026-02-30"],
        ["guide", "facts.json", "--on", "20261122"],
        ["guide", "facts.json", "--colour"],
        ["letter", "L02", "facts.json"],
        ["content"],
        ["content", "burn"],
        ["vault", "burn"],
        ["vault", "create", "somewhere"],
    ],
)
def test_an_unknown_command_is_refused_in_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("anef-desk: ")
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["vault", "search", "coffre", "--staff", "Élise", "a", "Zarathoustra"],
        ["vault", "Zarathoustra"],
        ["vault", "verify", "coffre", "--passphrase-fd", "Zarathoustra"],
        ["vault", "verify", "coffre", "--read-only=Zarathoustra"],
        ["vault", "verify", "coffre", "Zarathoustra\nZarathoustra"],
    ],
)
def test_what_was_typed_in_a_wrong_place_is_not_repeated(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """It may be a name, and an error is copied where anybody reads it."""
    assert main(arguments) == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert "Zarathoustra" not in told.err
    assert told.err.count("\n") == 1
    assert "rien n’a été fait" in told.err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["guide"], "il manque FACTS.json"),
        (["vault"], "il manque VERB"),
        (["vault", "info"], "il manque PATH"),
        (["vault", "info", " "], "PATH est vide"),
        (["guide", "f", "--on", "demain"], "--on doit être un jour du calendrier"),
        (["guide", "f", "--lang", "de"], "--lang n’a que ces valeurs : fr, en, ar,"),
        (["guide", "f", "--lang"], "--lang n’est pas suivi de sa valeur"),
        (["guide", "f", "--colour"], "une option n’existe pas, ou un mot est de trop"),
        (["vault", "verify", "v", "--read-only=x"], "--read-only ne prend pas"),
        (["vault", "verify", "v", "--pass", "x"], "l’une de celles-ci : --passphrase"),
        (
            ["vault", "verify", "v", "--passphrase-fd", "x"],
            "doit être un nombre entier",
        ),
        (["vault", "book", "v"], "il faut une de ces options : --export --import"),
        (
            ["vault", "book", "v", "--export", "a", "--import", "b"],
            "--import ne va pas avec --export",
        ),
    ],
)
def test_why_a_command_is_refused_is_said_in_french(
    arguments: list[str], why: str, refused: Refused
) -> None:
    """Not in the English of the library."""
    assert why in refused(*arguments)


@pytest.mark.parametrize("language", ["en", "ar", "fa_AF", "uk"])
def test_a_refusal_speaks_the_language_asked_for(
    language: str, facts: Facts, refused: Refused
) -> None:
    for wrong in (["guide", "nothing.json"], ["guide", facts(), "--on", "demain"]):
        told = refused(*wrong, "--lang", language)
        assert refused(*wrong, f"--lang={language}") == told
        assert told != refused(*wrong)
        assert "rien n’a été fait" not in told


def test_a_reason_the_library_never_gave_is_not_repeated() -> None:
    error = NotUnderstoodError(reason="Zarathoustra spoke", command="anef-desk")

    told = error.explain(load("fr"))

    assert "elle ne s’écrit pas ainsi" in told
    assert "Zarathoustra" not in told


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_file_that_windows_marked_is_read(
    mark: bytes, facts: Facts, capsys: pytest.CaptureFixture[str]
) -> None:
    file = Path(facts())
    file.write_bytes(mark + file.read_bytes())

    assert guide(capsys, str(file), *ON)["procedures"][0]["code"] == "A2"


class Refusing(io.StringIO):
    """An output that refuses what is written, for the reason given."""

    def __init__(self, reason: int) -> None:
        super().__init__()
        self.reason = reason

    def write(self, _text: str) -> int:
        raise OSError(self.reason, "")


@pytest.mark.parametrize("output", [None, Refusing(errno.ENOSPC)])
def test_an_answer_that_cannot_be_written_is_one_sentence(
    output: io.StringIO | None,
    facts: Facts,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where a disk is full, or the output closed."""
    with monkeypatch.context() as patched:
        patched.setattr("sys.stdout", output)
        status = main(["guide", facts(), *ON])

    assert status == 15
    assert capsys.readouterr().err.startswith("La réponse n’a pas pu être écrite")


def test_whoever_reads_may_stop(
    facts: Facts, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As ``head`` does."""
    with monkeypatch.context() as patched:
        patched.setattr("sys.stdout", Refusing(errno.EPIPE))
        status = main(["guide", facts(), *ON])

    assert (status, capsys.readouterr().err) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="its pipes break otherwise")
def test_a_broken_pipe_leaves_no_word_even_when_python_ends(facts: Facts) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run(
        [sys.executable, "-m", "anef_desk", "guide", facts(), *ON],
        check=False,
        stdout=writing,
        stderr=subprocess.PIPE,
    )
    os.close(writing)

    assert (process.returncode, process.stderr) == (0, b"")


def test_a_command_that_is_interrupted_ends_without_a_word(
    facts: Facts, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("anef_desk.law.given.read_facts", interrupted)

    assert main(["guide", facts()]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_defect_of_ours_is_one_line_without_what_was_given(
    facts: Facts, monkeypatch: pytest.MonkeyPatch, refuses: Callable[..., str]
) -> None:
    """Where it is, and of which kind; a trace would show what nobody read first."""

    def broken(*_: object) -> None:
        raise KeyError("Zarathoustra")

    monkeypatch.setattr("anef_desk.law.given.read_facts", broken)

    told = refuses(70, "guide", facts())

    assert "KeyError, test_cli.py:" in told
    assert "Zarathoustra" not in told


@pytest.mark.parametrize("words", [["guide", "-"], ["vault", "search", "v", "-"]])
def test_an_input_that_is_closed_is_a_file_that_is_not_there(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: Refused
) -> None:
    (tmp_path / "phrase").write_text("x", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", None)
    secret = ["--passphrase-file", str(tmp_path / "phrase")]

    told = refused(*words, *(secret if words[0] == "vault" else []))

    assert told.startswith("Le fichier donné n’est pas là")


@pytest.mark.parametrize(
    ("reason", "status"), [(errno.ENOSPC, 15), (errno.EROFS, 14), (errno.EIO, 2)]
)
def test_a_place_says_why_it_takes_nothing(
    reason: int,
    status: int,
    facts: Facts,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    refuses: Callable[..., str],
) -> None:
    def write_bytes(_path: Path, _content: bytes) -> None:
        raise OSError(reason, "")

    file, out = facts(), str(tmp_path / "courrier.pdf")
    monkeypatch.setattr(Path, "write_bytes", write_bytes)

    refuses(status, "letter", "L02", file, "--out", out, *ON)


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such files")
def test_a_device_is_not_replaced_by_a_letter(
    facts: Facts, refused: Refused, tmp_path: Path
) -> None:
    pipe = tmp_path / "tube"
    os.mkfifo(pipe)

    refused("letter", "L02", facts(), "--out", str(pipe), *ON)

    assert pipe.is_fifo()


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])

    assert ended.value.code == 0
    assert capsys.readouterr().out == f"{__version__}\n"


@pytest.mark.parametrize("language", ["fr", "en", "ar", "fa_AF", "uk"])
def test_a_letter_is_written(
    facts: Facts,
    tmp_path: Path,
    language: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "courrier.pdf"

    status = main(
        ["letter", "L02", facts(), "--out", str(out), *ON, "--lang", language]
    )

    assert status == 0
    assert capsys.readouterr() == ("", "")
    assert "20 mars 2026" in _words(out).replace("\r\n", " ")
    assert {file.name for file in tmp_path.iterdir()} == {"courrier.pdf", "facts.json"}


def test_the_same_situation_gives_the_same_letter(facts: Facts, tmp_path: Path) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    for out in (first, second):
        assert main(["letter", "L02", facts(), "--out", str(out), *ON]) == 0

    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("code", ["L99", "l02", "../L02", ""])
def test_a_letter_nobody_wrote_is_refused(
    facts: Facts, refused: Refused, tmp_path: Path, code: str
) -> None:
    out = tmp_path / "courrier.pdf"

    refused("letter", code, facts(), "--out", str(out))

    assert not out.exists()


def test_a_letter_that_does_not_fit_is_refused_with_its_reason(
    facts: Facts, refused: Refused, tmp_path: Path
) -> None:
    out = tmp_path / "courrier.pdf"

    told = refused("letter", "L11", facts(), "--out", str(out), *ON)

    assert "encore valable" in told
    assert not out.exists()


def test_a_letter_needs_facts(refused: Refused, tmp_path: Path) -> None:
    out = str(tmp_path / "courrier.pdf")

    refused("letter", "L02", str(tmp_path / "nothing.json"), "--out", out)


@pytest.mark.parametrize("place", ["nowhere/courrier.pdf", "facts.json/courrier.pdf"])
def test_a_place_that_is_not_there_is_refused(
    facts: Facts, refused: Refused, tmp_path: Path, place: str
) -> None:
    told = refused("letter", "L02", facts(), "--out", str(tmp_path / place), *ON)

    assert "ne peut pas être écrit" in told


def test_a_folder_is_not_replaced_by_a_letter(
    facts: Facts, refused: Refused, tmp_path: Path
) -> None:
    folder = tmp_path / "courriers"
    folder.mkdir()

    told = refused("letter", "L02", facts(), "--out", str(folder), *ON)

    assert "ne peut pas être écrit" in told
    assert folder.is_dir()


def test_a_refused_letter_leaves_nothing(
    facts: Facts, refused: Refused, tmp_path: Path
) -> None:
    folder = tmp_path / "courriers"
    folder.mkdir()

    refused("letter", "L02", facts(), "--out", str(folder), *ON)

    assert {file.name for file in tmp_path.iterdir()} == {"courriers", "facts.json"}


@pytest.mark.parametrize("place", [".", "/", ""])
def test_a_place_without_a_name_is_refused(
    facts: Facts, refused: Refused, place: str
) -> None:
    refused("letter", "L02", facts(), "--out", place, *ON)


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="folders nobody writes to are POSIX's"
)
def test_a_folder_that_cannot_be_written_is_refused(
    facts: Facts, refuses: Callable[..., str], tmp_path: Path
) -> None:
    file, folder = facts(), tmp_path / "fermé"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        told = refuses(14, "letter", "L02", file, "--out", str(folder / "c.pdf"), *ON)
    finally:
        folder.chmod(stat.S_IRWXU)

    assert "ne peut pas être écrit" in told


def test_the_content_has_nothing_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "check"]) == 0
    counts = capsys.readouterr()

    assert main(["content", "check", "--json"]) == 0
    report = capsys.readouterr()

    assert (counts.err, report.err) == ("", "")
    found = json.loads(report.out)
    assert json.loads(counts.out) == found["counts"]
    assert set(found["letters"]) >= {"L01", "L02", "L03", "L11"}
    assert not set(found["letters"]) & set(found["letters_planned"])


def test_what_is_wrong_in_the_content_is_told_line_by_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from anef_desk.desk import content

    monkeypatch.setattr(content, "complaints", lambda: ("A2: one", "L02: two"))

    assert main(["content", "check"]) == 1
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "A2: one\nL02: two\n")


def _words(file: Path) -> str:
    document = pdfium.PdfDocument(file)
    try:
        text: str = document[0].get_textpage().get_text_bounded()
    finally:
        document.close()
    return text


def parsers(parser: Parser) -> Iterator[Parser]:
    """Yield *parser* and those of its verbs."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb in action.choices.values():
                yield from parsers(verb)


@pytest.mark.parametrize("language", NAMES)
def test_the_help_of_each_verb_speaks_the_language_asked_for(language: str) -> None:
    """The headings of the library included."""
    english = {"positional arguments:", "options:", "show this help message and exit"}
    french = {one.prog: one.format_help() for one in parsers(command(load("fr")))}

    for one in parsers(command(load(language))):
        told = one.format_help()
        assert language == "en" or not lines(told) & english
        assert told.startswith(load(language).text("Usage :"))
        if language != "fr":
            assert told != french[one.prog]
            assert not lines(told) & lines(french[one.prog])


def lines(told: str) -> set[str]:
    """Return what a help says beside the names of verbs and options, and its parts."""
    said = [re.split(r"\s{2,}", line.strip())[-1] for line in told.splitlines()]
    plain = re.compile(r"[\w’,;. ]*[ :][\w’,;. ]*[^\W\d_]:?")
    return {
        line for line in said if plain.fullmatch(line) and not line.split()[0].isupper()
    }


@pytest.mark.parametrize(
    ("arguments", "begun"),
    [
        (["--help"], "Usage :"),
        (["--help", "--lang", "en"], "Usage:"),
        (["--lang", "uk", "--help"], "Використання:"),
        (["vault", "--lang=ar", "-h"], "الاستعمال:"),
        (["vault", "info", "--help", "--lang", "fa_AF"], "استفاده:"),
        (["guide", "--help"], "Usage :"),
        (["guide", "--lang", "ar", "--help"], "الاستعمال:"),
    ],
)
def test_help_is_asked_for_in_any_order(
    arguments: list[str], begun: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"{begun} anef-desk ")


def test_the_language_is_said_before_the_verb_or_after_it(
    facts: Facts, capsys: pytest.CaptureFixture[str]
) -> None:
    file = facts()
    asked = guide(capsys, file, *ON, "--lang", "uk")

    assert main(["--lang", "uk", "guide", file, *ON]) == 0
    assert json.loads(capsys.readouterr().out) == asked
