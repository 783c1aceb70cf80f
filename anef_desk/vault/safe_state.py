"""What was done to keep backups safe: copied elsewhere when, put back for a try when.

``backups/state.json`` is beside the vault rather than in it, so that noting it changes
nothing that would have to be backed up again. It says nothing about anybody.
"""

from __future__ import annotations

import hmac
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from anef_desk.errors import ExpectedError
from anef_desk.vault.files import read_file, replace_file

NAME: Final = "state.json"
_LARGEST: Final = 4096

_NOTING = threading.Lock()
"""A copy and a rehearsal note what they did, each from a thread of its own."""


class Noted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was noted last; None and "" of what was never done."""

    vault: str
    copied: str = ""  # the backup that is in the second place
    copied_at: datetime | None = None
    rehearsed: str = ""  # the backup that was put back for a try
    rehearsed_at: datetime | None = None
    sound: bool = False  # whether it held
    mac: bytes = b""


@dataclass(frozen=True)
class SafeState:
    """The notes about one vault's backups."""

    path: Path
    vault: str
    key: bytes

    @classmethod
    def of(cls, backups: Path, vault: str, key: bytes) -> SafeState:
        """Return the notes kept in the folder *backups*."""
        return cls(backups / NAME, vault, key)

    def read(self) -> Noted:
        """Return what was noted; nothing when the file is not as it was written."""
        nothing = Noted(self.vault)
        try:
            found = msgspec.json.decode(read_file(self.path, _LARGEST), type=Noted)
        except (FileNotFoundError, ExpectedError):
            return nothing
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return nothing
        genuine = hmac.compare_digest(found.mac, self._mac(found))
        return found if genuine and found.vault == self.vault else nothing

    def note(self, **changes: Any) -> None:  # noqa: ANN401 - any field of `Noted`
        """Note *changes*; a place that cannot be written will only say less."""
        with _NOTING, suppress(ExpectedError):
            noted = msgspec.structs.replace(self.read(), **changes)
            noted = msgspec.structs.replace(noted, mac=self._mac(noted))
            replace_file(self.path, msgspec.json.encode(noted))

    def _mac(self, noted: Noted) -> bytes:
        bare = msgspec.structs.replace(noted, mac=b"")
        return hmac.digest(self.key, b"state\0" + msgspec.json.encode(bare), "sha256")
