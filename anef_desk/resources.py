"""Find the files shipped beside the code, and keep what is derived from them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from anef_desk import folders

if TYPE_CHECKING:  # It brings compression and temporary files with it.
    from importlib.resources.abc import Traversable


@cache
def root(name: str) -> Traversable:
    """Return the folder *name*: ``"resources"`` or ``"translations"``.

    An installed application carries its data inside the package; a checkout keeps
    them at the top of the repository, where translators and authors edit them.

    Raises:
        FileNotFoundError: If neither place has the folder.
    """
    here = Path(__file__).resolve().parent
    packed = here / "_data" / name
    if packed.is_dir():
        return packed
    checkout = here.parent / name
    if checkout.is_dir():
        return checkout
    raise FileNotFoundError(name)


def fingerprint(parts: Iterable[bytes]) -> str:
    """Return a short name for the content of *parts*, the same on every machine."""
    import hashlib  # noqa: PLC0415 - not before the window

    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:32]


def derived(name: str, make: Callable[[], bytes]) -> bytes:
    """Return what *make* returns, remembered under *name* between two starts.

    *name* holds the `fingerprint` of everything *make* reads, so that a change of
    the sources is a new name. Only shipped data passes through here, never anything
    about a person. A cache that cannot be written is a slower start, nothing more.
    """
    import tempfile  # noqa: PLC0415 - not before the window

    kept = folders.made() / name
    try:
        return kept.read_bytes()
    except OSError:
        content = make()
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=kept.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(temporary).replace(kept)
    except OSError:
        pass
    return content
