"""The compiled catalogue: what reads, what is set aside, in which order."""

from __future__ import annotations

import pytest

from anef_desk.catalogue.library import compile_catalogue, load, shipped, source_files

FILES = source_files()


def test_procedures_are_in_the_order_of_their_numbers() -> None:
    """A2 before A10, whatever their files are called."""
    codes = list(shipped().procedures)

    assert codes == sorted(codes, key=lambda code: (code[0], int(code[1:])))


@pytest.mark.parametrize("broken", [b"\xff", b"= 3", b"code = 3\n", b""])
def test_a_file_that_does_not_read_is_set_aside_and_the_rest_works(
    broken: bytes,
) -> None:
    name = next(name for name in FILES if name.startswith("procedures/A2"))

    library = load(compile_catalogue({**FILES, name: broken}))

    assert [problem.file for problem in library.problems] == [name]
    assert set(library.procedures) == set(shipped().procedures) - {"A2"}


def test_an_entry_that_does_not_read_leaves_its_neighbours() -> None:
    text = b'[[remedy]]\ncode = "E99"\n'

    library = load(compile_catalogue({**FILES, "remedies/more.toml": text}))

    (problem,) = library.problems
    assert problem.file == "remedies/more.toml"
    assert problem.reason.startswith("E99: ")
    assert set(library.remedies) == set(shipped().remedies)


def test_a_file_nobody_expects_is_said() -> None:
    library = load(compile_catalogue({**FILES, "recipes.toml": b""}))

    assert [problem.file for problem in library.problems] == ["recipes.toml"]


def test_a_source_described_twice_is_said() -> None:
    key = next(iter(shipped().sources))
    text = f'[source.{key}]\ntext = "x"\ndate = "2026"\nreliability = "secondary"\n'

    library = load(
        compile_catalogue({**FILES, "sources/zz.toml": text.encode("utf-8")})
    )

    assert [problem.reason for problem in library.problems] == [
        f"{key}: described in another file too"
    ]
