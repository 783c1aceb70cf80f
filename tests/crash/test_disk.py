"""A full disk, a key pulled out: said, and nothing that was saved is lost."""

from __future__ import annotations

import pytest

from .conftest import Desk

WRITES = 320  # of three transactions


@pytest.mark.parametrize(
    ("error", "status"), [("ENOSPC", {15}), ("EIO", {16, 11}), ("EROFS", {14, 16})]
)
def test_from_the_kth_write_on_nothing_can_be_written(
    desk: Desk, strace: str, error: str, status: set[int], effort: int
) -> None:
    """The session stops with the right code, and the next one goes on."""
    kept = 0
    for when in range(1, WRITES, WRITES // (4 * effort)):
        process = desk.work(
            6, strace, "-f", "-qq", "-o", "/dev/null",
            "-e", f"inject=pwrite64:error={error}:when={when}+",
        )  # fmt: skip
        acknowledged, code, stderr = desk.finished(process)
        assert code in status, stderr
        assert stderr == ""
        before, kept = kept, desk.assert_whole(acknowledged)
        assert kept - before == len(acknowledged)

    again, code, stderr = desk.finished(desk.work(2))
    assert (code, stderr) == (0, "")
    assert desk.assert_whole(again) == kept + 2
