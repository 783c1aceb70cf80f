"""How long the evidence file takes: 60 exhibits, 100 pages, beside their pictures alone."""

from __future__ import annotations

import io
from functools import partial

from _measure import in_turn, many, say, timed
from PIL import Image, ImageDraw

from anef_desk.desk.views import PageImage
from anef_desk.letters.file_pdf import QUALITY, evidence_file
from anef_desk.letters.file_sheet import FileExhibit, FileSheet, FileTable

ROUNDS = many(5)
EXHIBITS, PAGES = many(60, 3), many(100, 5)
MESSAGE = "Une erreur est survenue. Veuillez réessayer plus tard. "


def written(width: int, height: int) -> PageImage:
    """Return a page full of words."""
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    for line in range(60, height - 60, 22):
        pen.text((70, line), MESSAGE * 3, fill="black")
    return PageImage(width, height, image.tobytes())


PAGE, CAPTURE = written(1240, 1754), written(1240, 697)


def pictures(number: int) -> tuple[PageImage, ...]:
    """Return the pages of an exhibit: a capture, or a scan of two pages."""
    return (PAGE, PAGE) if number <= PAGES - EXHIBITS else (CAPTURE,)


SHEET = FileSheet(
    title="Dossier pour l’avocat",
    addressee="Pour l’avocat ou l’avocate de la personne.",
    facts=(("Nom et prénoms", "KARIMI (exemple) Samira"),),
    parts=(
        FileTable(
            title="Chronologie",
            header=("Date", "Heure", "Ce qui s’est passé", "Pièces"),
            shares=(1.15, 0.75, 5, 0.8),
            rows=tuple(
                ("22/11/2026", "10:05", f"Essai. « {MESSAGE}»", str(number))
                for number in range(1, EXHIBITS + 1)
            ),
        ),
    ),
    exhibits_title="Liste des pièces",
    exhibits_header=("N°", "Pièce", "Date", "Page"),
    exhibits=tuple(
        FileExhibit(
            number=number,
            title="Capture du 22/11/2026",
            day="22/11/2026",
            pictures=partial(pictures, number),
        )
        for number in range(1, EXHIBITS + 1)
    ),
    no_exhibit="",
    exhibit="Pièce {number}",
    page="page {page} sur {pages}",
    closing="",
    signature=("Date et signature de la personne :",),
)


def compressed() -> None:
    """Compress the pictures of every exhibit, and nothing else."""
    for number in range(1, EXHIBITS + 1):
        for page in pictures(number):
            image = Image.frombytes("RGB", (page.width, page.height), page.rgb)
            image.save(io.BytesIO(), "JPEG", quality=QUALITY)


def main() -> None:
    """Measure the file and the floor, in turn."""
    found = in_turn(
        {"floor": timed(compressed), "file": timed(partial(evidence_file, SHEET))},
        ROUNDS,
    )
    say("evidence file", found["file"], found["floor"], "its pictures", "<= 5000 ms")


if __name__ == "__main__":
    main()
