"""Asking the desk from a test: answered at once, where the window would not wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def patient(
    work: Callable[[], Any],
    then: Callable[[Any], None],
    failed: Callable[[Exception], None] | None = None,
    *,
    beside: bool = False,
) -> None:
    """Ask at once; what is raised goes to *failed*, as in the window."""
    try:
        answer = work()
    except Exception as error:
        if failed is None:
            raise
        failed(error)
    else:
        then(answer)
