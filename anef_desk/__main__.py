"""Start the window, or answer a command."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``anef-desk`` with *arguments* and return its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given:
        gc.disable()  # Thousands of things are made now, and nothing to throw away.
        from ui.opening import main as window

        return window()
    if len(given) == 1 and os.path.isabs(given[0]):  # noqa: PTH117 - by a desktop
        gc.disable()
        from pathlib import Path

        from ui.opening import main as window

        place = Path(given[0]).resolve()
        return window(vault=place if place.is_dir() else place.parent)
    if given[0] == "demo":
        from ui.demo import main as demo

        return demo(given[1:])
    if given == ["preview"]:  # How a frozen application starts the child of previews.
        from anef_desk.exchange.preview_child import main as child

        return child()
    from anef_desk.cli import main as command

    return command(given)


if __name__ == "__main__":
    raise SystemExit(main())
