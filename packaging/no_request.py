"""Stands for ``urllib.request`` in the frozen application, which has no network.

The reader of XML of Python's own library asks for that module as it is imported, and
with it comes all that speaks to a server. It calls one function of it, for a document
that is somewhere else; no document of ours is.
"""

from __future__ import annotations

NAME = "urllib/request.pyc"


def urlopen(*_arguments: object, **_named: object) -> None:
    """Open nothing.

    Raises:
        OSError: Always.
    """
    raise OSError("Nothing here speaks to another computer.")
