"""Keys: who can open the vault, and the keys made from its one master key.

``keys.json`` has one slot per colleague: a public age key, and its secret sealed under
that colleague's passphrase. The master key is an age file addressed to all public keys,
so that it can be replaced without anybody's passphrase. Three things tell that the file
is as it was written: it is canonical to the byte, it carries the digest of its content
(so that damage is not taken for a wrong passphrase), and a MAC under the master key.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import math
import secrets
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec
import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from anef_desk.domain.identifiers import new_id
from anef_desk.domain.staff import Role, Staff
from anef_desk.vault.errors import (
    KeysDamagedError,
    KeysMissingError,
    VaultTooNewError,
    WrongPassphraseError,
)
from anef_desk.vault.files import read_file, replace_file

NAME = "keys.json"
PREVIOUS = "keys.previous.json"
FORMAT = "anef-desk vault keys"
VERSION = 1
MASTER_KEY_SIZE = 32
LARGEST_FILE = 1 << 20  # bytes: hundreds of slots


@dataclass(frozen=True)
class Kdf:
    """The cost of Argon2id (RFC 9106)."""

    memory_kib: int
    iterations: int
    lanes: int

    def reaches(self, other: Kdf) -> bool:
        """Return whether guessing costs at least as much as with *other*."""
        return (
            self.memory_kib >= other.memory_kib
            and self.iterations >= other.iterations
            and self.lanes >= other.lanes
        )


STRONG = Kdf(memory_kib=256 * 1024, iterations=4, lanes=4)
"""What a slot costs at least: more than half a second on a computer of 2026."""

FLOOR = STRONG
"""What no slot may cost less than, written or read."""

CEILING = Kdf(memory_kib=1024 * 1024, iterations=32, lanes=16)
"""What a slot read from a file may cost: a hostile file cannot ask for 100 GB."""

_TUNED_SECONDS = 1.0


def tuned(seconds: float = _TUNED_SECONDS) -> Kdf:
    """Return the cost that takes *seconds* here, or a little more; never below `STRONG`.

    What is chosen is tried: part of a guess is the same whatever the iterations. The
    faster of two tries counts: a computer that was busy would make a cheap slot.
    """
    cost = STRONG
    while cost.iterations < CEILING.iterations:
        took = min(_seconds_of(cost) for _try in range(2))
        if took >= seconds:
            break
        more = max(math.ceil(cost.iterations * seconds / took), cost.iterations + 1)
        cost = replace(cost, iterations=min(more, CEILING.iterations))
    return cost


def _seconds_of(cost: Kdf) -> float:
    begun = time.perf_counter()
    _derive("", bytes(16), cost)
    return time.perf_counter() - begun


class Cost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the key that seals a slot is made from a passphrase."""

    name: str
    memory_kib: int
    iterations: int
    lanes: int
    salt: bytes


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A colleague's way in."""

    id: str
    name: str
    role: Role
    public_key: str  # age1…
    kdf: Cost
    nonce: bytes
    secret: bytes  # AGE-SECRET-KEY-1…, AES-256-GCM

    @property
    def staff(self) -> Staff:
        """Return the colleague."""
        return Staff(id=self.id, name=self.name, role=self.role)


class Keys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``keys.json``; a change is a new value."""

    format: str
    version: int
    vault: str
    generation: int  # how many master keys there have been
    desk: str
    slots: tuple[Slot, ...]
    recovery: str | None  # public age key of the printed recovery sheet
    master_key: bytes  # age file
    mac: bytes = b""
    digest: bytes = b""

    def slot(self, staff_id: str) -> Slot:
        """Return the slot of a colleague.

        Raises:
            WrongPassphraseError: If there is none: nothing they type opens the vault.
        """
        for slot in self.slots:
            if slot.id == staff_id:
                return slot
        raise WrongPassphraseError


@dataclass(frozen=True)
class Subkeys:
    """The keys made from the master key, each for one purpose."""

    database: bytes
    journal: bytes
    state: bytes
    backup: bytes
    keys: bytes  # the MAC of keys.json

    @classmethod
    def of(cls, master_key: bytes) -> Subkeys:
        """Derive every key from *master_key* (HKDF-SHA256, RFC 5869)."""
        return cls(
            *(
                HKDF(SHA256(), MASTER_KEY_SIZE, salt=None, info=purpose).derive(
                    master_key
                )
                for purpose in _PURPOSES
            )
        )


_PURPOSES: Final = (
    b"anef-desk/1/database",
    b"anef-desk/1/journal",
    b"anef-desk/1/state",
    b"anef-desk/1/backup",
    b"anef-desk/1/keys",
)


def first_keys(
    staff: Staff, passphrase: str, kdf: Kdf, floor: Kdf | None = None
) -> tuple[Keys, bytes]:
    """Make the keys of a new vault with one slot, and return its master key too.

    Args:
        staff: Who gets the slot.
        passphrase: What opens it.
        kdf: What each guess will cost.
        floor: For the suite alone, which opens thousands of vaults: `FLOOR` when it
            is None. The desk has no way to pass it.
    """
    assert_dear(kdf, floor)
    master_key = secrets.token_bytes(MASTER_KEY_SIZE)
    vault = new_id()
    slot = make_slot(vault, staff, passphrase, kdf)
    keys = Keys(
        format=FORMAT,
        version=VERSION,
        vault=vault,
        generation=1,
        desk=new_id(),
        slots=(slot,),
        recovery=None,
        master_key=addressed(master_key, [slot.public_key]),
    )
    return signed(keys, Subkeys.of(master_key)), master_key


def assert_dear(kdf: Kdf, floor: Kdf | None = None) -> None:
    """Refuse a slot that would be too cheap to guess: a defect of the caller."""
    if not kdf.reaches(floor or FLOOR):
        raise ValueError("the cost of a slot is below the floor")


def make_slot(vault: str, staff: Staff, passphrase: str, kdf: Kdf) -> Slot:
    """Make a key pair for *staff*, its secret sealed under *passphrase*."""
    return seal_slot(vault, staff, pyrage.x25519.Identity.generate(), passphrase, kdf)


def seal_slot(
    vault: str,
    staff: Staff,
    identity: pyrage.x25519.Identity,
    passphrase: str,
    kdf: Kdf,
) -> Slot:
    """Return the slot of *staff*: *identity* sealed under *passphrase*."""
    cost = Cost(
        name="argon2id",
        memory_kib=kdf.memory_kib,
        iterations=kdf.iterations,
        lanes=kdf.lanes,
        salt=secrets.token_bytes(16),
    )
    slot = Slot(
        id=staff.id,
        name=staff.name,
        role=staff.role,
        public_key=str(identity.to_public()),
        kdf=cost,
        nonce=secrets.token_bytes(12),
        secret=b"",
    )
    sealed = AESGCM(_derive(passphrase, cost.salt, kdf)).encrypt(
        slot.nonce, str(identity).encode("ascii"), _bound(vault, slot)
    )
    return msgspec.structs.replace(slot, secret=sealed)


def open_keys(
    keys: Keys, staff_id: str, passphrase: str, floor: Kdf | None = None
) -> bytes:
    """Return the master key.

    Args:
        keys: What ``keys.json`` holds.
        staff_id: Whose slot to open.
        passphrase: What they typed.
        floor: See `first_keys`.

    Raises:
        WrongPassphraseError: If *passphrase* does not open the slot.
        KeysDamagedError: If the slot opens and something else does not fit.
    """
    return master_key_of(keys, open_slot(keys, staff_id, passphrase, floor))


def open_slot(
    keys: Keys, staff_id: str, passphrase: str, floor: Kdf | None = None
) -> pyrage.x25519.Identity:
    """Return the secret of a slot; see `open_keys`."""
    slot = keys.slot(staff_id)
    kdf = _accepted(slot.kdf, floor or FLOOR)
    try:
        secret = AESGCM(_derive(passphrase, slot.kdf.salt, kdf)).decrypt(
            slot.nonce, slot.secret, _bound(keys.vault, slot)
        )
    except InvalidTag:
        raise WrongPassphraseError from None
    except ValueError as error:  # A nonce or a salt of an impossible length.
        raise KeysDamagedError from error
    try:
        return pyrage.x25519.Identity.from_str(secret.decode("ascii"))
    except (ValueError, pyrage.IdentityError):
        raise KeysDamagedError from None


def master_key_of(keys: Keys, identity: pyrage.x25519.Identity) -> bytes:
    """Return the master key that is addressed to *identity*.

    Raises:
        KeysDamagedError: If it is not, or if *keys* are not what it sealed.
    """
    try:
        master_key = pyrage.decrypt(keys.master_key, [identity])
    except (ValueError, pyrage.DecryptError):
        raise KeysDamagedError from None
    if len(master_key) != MASTER_KEY_SIZE:
        raise KeysDamagedError
    assert_genuine(keys, Subkeys.of(master_key))
    return master_key


def assert_genuine(keys: Keys, subkeys: Subkeys) -> None:
    """Refuse *keys* that no holder of the master key wrote.

    Raises:
        KeysDamagedError: If their MAC is another one.
    """
    if not hmac.compare_digest(_mac(keys, subkeys), keys.mac):
        raise KeysDamagedError


def signed(keys: Keys, subkeys: Subkeys) -> Keys:
    """Return *keys* with the MAC and the digest that fit them."""
    keys = msgspec.structs.replace(keys, mac=_mac(keys, subkeys))
    content = msgspec.json.decode(msgspec.json.encode(keys), type=dict[str, object])
    return msgspec.structs.replace(keys, digest=base64.b64decode(_sealed(content)))


def read_keys(folder: Path, name: str = NAME) -> Keys:
    """Return the key slots of the vault in *folder*; asks for no passphrase.

    Args:
        folder: The vault.
        name: Of the file, where a restoration was never finished.

    Raises:
        KeysDamagedError: If the file is missing or is not as it was written.
        VaultTooNewError: If a newer version of the application wrote it.
    """
    try:
        content = read_file(folder / name, LARGEST_FILE)
    except FileNotFoundError as error:
        raise KeysMissingError from error
    return parse(content)


def read_previous(folder: Path) -> Keys:
    """Return what ``keys.json`` held before its last change; see `read_keys`."""
    try:
        content = read_file(folder / PREVIOUS, LARGEST_FILE)
    except FileNotFoundError as error:
        raise KeysDamagedError from error
    return parse(content)


def write_previous(folder: Path, keys: Keys) -> None:
    """Put *keys* in the place of the previous copy."""
    replace_file(folder / PREVIOUS, written(keys))


def parse(content: bytes) -> Keys:
    """Return what *content* says; see `read_keys`.

    The digest is of any JSON object, so that a later version can be told from damage.
    """
    try:
        found = msgspec.json.decode(content, type=dict[str, object])
        sound = content == written(found) and found.get("digest") == _sealed(found)
        if sound and found.get("format") == FORMAT:
            version = found.get("version")
            if isinstance(version, int) and version > VERSION:
                raise VaultTooNewError
        keys = msgspec.json.decode(content, type=Keys)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise KeysDamagedError from None
    if not sound or keys.format != FORMAT or keys.version != VERSION:
        raise KeysDamagedError
    return keys


def write_keys(folder: Path, keys: Keys, *, forget: bool = False) -> None:
    """Replace ``keys.json``, all or nothing; what it held becomes the previous copy.

    Args:
        folder: The vault.
        keys: What the file will hold.
        forget: Whether what it held must open nothing any more: the previous copy is
            then one of *keys*. It is written first, and opens the same vault.
    """
    target = folder / NAME
    if forget:
        write_previous(folder, keys)
    elif target.exists():
        replace_file(folder / PREVIOUS, read_file(target, LARGEST_FILE))
    replace_file(target, written(keys))


def written(content: object) -> bytes:
    """Return *content*, of keys, as its file holds it."""
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def _sealed(content: dict[str, object]) -> str:
    """Return the digest of *content*, as the file spells it."""
    bare = {name: value for name, value in content.items() if name != "digest"}
    digest = hashlib.sha256(msgspec.json.encode(bare)).digest()
    return base64.b64encode(digest).decode("ascii")


def _mac(keys: Keys, subkeys: Subkeys) -> bytes:
    bare = msgspec.structs.replace(keys, mac=b"", digest=b"")
    return hmac.digest(subkeys.keys, msgspec.json.encode(bare), "sha256")


def _bound(vault: str, slot: Slot) -> bytes:
    """Return what a sealed secret is bound to: its vault and the rest of its slot."""
    return msgspec.json.encode(
        (FORMAT, VERSION, vault, msgspec.structs.replace(slot, secret=b""))
    )


def _accepted(cost: Cost, floor: Kdf) -> Kdf:
    kdf = Kdf(cost.memory_kib, cost.iterations, cost.lanes)
    if cost.name != "argon2id" or not kdf.reaches(floor) or not CEILING.reaches(kdf):
        raise KeysDamagedError
    return kdf


def _derive(passphrase: str, salt: bytes, kdf: Kdf) -> bytes:
    """Return the key that *passphrase* makes, however a keyboard composed it."""
    typed = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    return Argon2id(
        salt=salt,
        length=32,
        iterations=kdf.iterations,
        lanes=kdf.lanes,
        memory_cost=kdf.memory_kib,
    ).derive(typed)


def addressed(master_key: bytes, public_keys: Sequence[str]) -> bytes:
    """Return the age file that gives *master_key* to the holders of *public_keys*."""
    recipients = [pyrage.x25519.Recipient.from_str(key) for key in public_keys]
    return pyrage.encrypt(master_key, recipients)
