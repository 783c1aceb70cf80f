"""A child of previews that answers many times: each question in a fork of its own.

Run as a program. It reads ``<length of the question line> <length of the file>`` lines
followed by both, and writes ``<seconds> <length of the answer>`` lines followed by the
answer. The forks give up their rights exactly as the child does.
"""

from __future__ import annotations

import os
import select
import sys
import time
from pathlib import Path
from typing import BinaryIO

CHILD = Path(__file__).resolve().parents[3] / "anef_desk" / "exchange"
SECONDS = 12.0


def main() -> None:
    """Answer until there are no more questions."""
    sys.path.insert(0, str(CHILD))
    import preview_child  # type: ignore[import-not-found]

    while line := sys.stdin.buffer.readline():
        asked, size = map(int, line.split())
        question = sys.stdin.buffer.read(asked)
        content = sys.stdin.buffer.read(size)
        reading, writing = os.pipe()
        start = time.monotonic()
        child = os.fork()
        if not child:
            os.close(reading)
            preview_child.give_up()
            with os.fdopen(writing, "wb") as out:
                out.write(preview_child.answer(question, content))
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as answers:
            said = everything(answers, start)
        if said is None:
            os.kill(child, 9)
        os.waitpid(child, 0)
        took = time.monotonic() - start
        sys.stdout.buffer.write(f"{took:.3f} {len(said or b'')}\n".encode())
        sys.stdout.buffer.write(said or b"")
        sys.stdout.buffer.flush()


def everything(answers: BinaryIO, start: float) -> bytes | None:
    """Return what the fork says before the time is over, or None."""
    parts: list[bytes] = []
    while True:
        left = SECONDS - (time.monotonic() - start)
        if left <= 0 or not select.select([answers], [], [], left)[0]:
            return None
        part = os.read(answers.fileno(), 1 << 20)
        if not part:
            return b"".join(parts)
        parts.append(part)


if __name__ == "__main__":
    main()
