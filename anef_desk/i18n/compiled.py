"""Compiled gettext catalogs whose texts are decoded one by one, as they are asked for.

``gettext`` decodes every text of a catalog before it gives the first one: six thousand
sentences of a language, of which a page shows a hundred.
"""

from __future__ import annotations

import gettext
import io
import struct
from typing import BinaryIO

_MAGIC = 0x950412DE
"""Of a catalog in little-endian order, the only one that is made here."""


_HEAD, _PLACE = struct.Struct("<5I"), struct.Struct("<2I")

_Key = str | tuple[str, int]
"""A message, or a message that counts something and which of its forms."""


class CompiledCatalog(gettext.GNUTranslations):
    """What `gettext` reads from a .mo file, sooner."""

    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content))

    def _parse(self, fp: BinaryIO) -> None:  # type: ignore[override] # Meant for it.
        """Find where each text is.

        Raises:
            ValueError: If it is no .mo file.
        """
        content = fp.read()
        if len(content) < _HEAD.size or _HEAD.unpack_from(content)[0] != _MAGIC:
            raise ValueError("no compiled catalog")
        self._catalog = texts = _Texts(content)
        head = (line.partition(":") for line in str(texts[""]).splitlines())
        self._info = {name.strip().lower(): value.strip() for name, _c, value in head}
        plural = self._info["plural-forms"].rpartition("plural=")[2]
        self.plural = gettext.c2py(plural.rstrip(";"))


class _Texts:
    """The texts of *content* by what they translate; a plural by its singular, and n."""

    def __init__(self, content: bytes) -> None:
        _magic, _version, count, messages, self._texts = _HEAD.unpack_from(content)
        places = iter(struct.unpack_from(f"<{2 * count}I", content, messages))
        self._content = content
        found = [
            content[start : start + length]
            for length, start in zip(places, places, strict=True)
        ]
        self._numbers = {
            message.partition(b"\0")[0]: number for number, message in enumerate(found)
        }
        self._counting = {
            number for number, message in enumerate(found) if b"\0" in message
        }

    def get(self, key: _Key, default: object) -> object:
        """Return the text for a message, or a form of one that counts; else *default*."""
        message, place = (key, None) if isinstance(key, str) else key
        number = self._numbers.get(message.encode())
        if number is None or (place is None) == (number in self._counting):
            return default
        length, start = _PLACE.unpack_from(self._content, self._texts + 8 * number)
        forms = self._content[start : start + length].decode().split("\0")
        place = place or 0
        return forms[place] if place < len(forms) else default

    def __getitem__(self, key: _Key) -> object:
        """Return what `get` does.

        Raises:
            KeyError: If there is no such text.
        """
        found = self.get(key, None)
        if found is None:
            raise KeyError
        return found
