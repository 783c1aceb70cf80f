"""What the catalogue says a remedy needs: checked, sourced, ready to translate."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from anef_desk.catalogue.check import Complaint, complaints
from anef_desk.catalogue.library import Library, shipped
from anef_desk.catalogue.model import ProofNeed
from anef_desk.catalogue.sentences import all_sentences, need_sentences

ON = date(2026, 12, 31)


def with_need(need: ProofNeed) -> Library:
    """Return the catalogue with *need* as the only one of its first remedy."""
    content = shipped().content
    first, *others = content.remedies
    changed = msgspec.structs.replace(first, need=(need,))
    return Library(msgspec.structs.replace(content, remedies=(changed, *others)))


@pytest.mark.parametrize(
    ("need", "sentence"),
    [
        (
            ProofNeed(id="x", counts="remedy", text="X", sources=("pratique",)),
            "a remedy is named where one is counted",
        ),
        (
            ProofNeed(
                id="x", counts="weeks", remedy=("E1",), text="X", sources=("pratique",)
            ),
            "a remedy is named where one is counted",
        ),
        (
            ProofNeed(
                id="x",
                counts="remedy",
                remedy=("E99",),
                text="X",
                sources=("pratique",),
            ),
            "unknown remedy E99",
        ),
        (ProofNeed(id="x", counts="weeks", text="X", sources=()), "no source"),
        (
            ProofNeed(id="x", counts="weeks", text="X", sources=("nowhere",)),
            "unknown source nowhere",
        ),
    ],
)
def test_a_need_that_names_nothing_known_is_told_with_its_place(
    need: ProofNeed, sentence: str
) -> None:
    found = complaints(with_need(need), ON)

    assert Complaint("E0.need.x", sentence) in found


def test_another_way_to_file_needs_the_call_and_the_digital_desk_by_law() -> None:
    """They come first, and are no advice of ours (CESEDA R.431-2)."""
    need = {one.id: one for one in shipped().remedies["E5"].need}

    for required in ("contact-centre", "digital-desk"):
        assert not need[required].is_practice
        assert "ceseda-r431-2" in need[required].sources
    assert all(need[ours].is_practice for ours in ("attempts", "weeks", "captures"))


def test_every_need_is_there_to_be_translated() -> None:
    for remedy in shipped().remedies.values():
        said = set(all_sentences(remedy))
        assert said >= set(need_sentences(remedy))


def test_no_need_cites_what_is_not_verified() -> None:
    library = shipped()

    for remedy in library.remedies.values():
        for need in remedy.need:
            levels = {library.sources[key].reliability for key in need.sources}
            assert "unverified" not in levels
