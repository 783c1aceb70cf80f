"""Take the pictures of README and of software shops from a demonstration.

``make screenshots``, after ``make demo``: the people in them do not exist. Each is at
most 200 KB, and the same while the pages are.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
DEMO = HERE.parent / "build" / "demo"
TARGET = HERE / "screenshots"
LARGEST = 200_000  # bytes

PICTURES = {
    "case": ("fr", "case"),
    "person": ("fr", "person"),
    "library": ("fr", "library"),
    "letter": ("fr", "letter"),
    "face-to-face": ("fa_AF", "face-to-face"),
    "person-space": ("ar", "doors"),
}
"""For each picture: the language of the window, and the page as the demo names it."""


def main() -> int:
    """Write the pictures; return the exit status."""
    demo = Path(sys.argv[1]) if len(sys.argv) > 1 else DEMO
    TARGET.mkdir(exist_ok=True)
    for name, (language, page) in PICTURES.items():
        found = sorted(
            file
            for file in (demo / language).glob("*.png")
            if file.stem.partition("-")[2] == page
        )
        if not found:
            print(f"The demonstration has no picture of {page} in {language}.")
            return 1
        with Image.open(found[0]) as picture:
            small = picture.convert("RGB").quantize(colors=96, dither=Image.Dither.NONE)
        file = TARGET / f"{name}.png"
        small.save(file, optimize=True)
        if file.stat().st_size > LARGEST:
            print(f"{file.name} is too large.")
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
