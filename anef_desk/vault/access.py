"""Who gets in: changes of ``keys.json``, as values that go in and come out.

Nothing here reads or writes a file. The master key is asked for, since only whoever
holds it can vouch for the change.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection

import msgspec
import pyrage

from anef_desk.domain.staff import Staff
from anef_desk.vault.errors import WrongRecoveryKeyError
from anef_desk.vault.keys import (
    MASTER_KEY_SIZE,
    Kdf,
    Keys,
    Slot,
    Subkeys,
    addressed,
    assert_dear,
    make_slot,
    master_key_of,
    open_slot,
    seal_slot,
    signed,
)


def with_staff(
    keys: Keys,
    master_key: bytes,
    staff: Staff,
    passphrase: str,
    kdf: Kdf,
    floor: Kdf | None = None,
) -> Keys:
    """Return *keys* with a way in for *staff*, in the place of the one they had.

    Args:
        keys: What ``keys.json`` holds.
        master_key: What it gives.
        staff: Who gets in.
        passphrase: What they will type.
        kdf: What each guess will cost.
        floor: See `keys.first_keys`.
    """
    assert_dear(kdf, floor)
    slot = make_slot(keys.vault, staff, passphrase, kdf)
    return _with_slot(keys, master_key, slot)


def with_passphrase(
    keys: Keys,
    staff: Staff,
    old: str,
    new: str,
    kdf: Kdf,
    floor: Kdf | None = None,
) -> Keys:
    """Return *keys* in which *staff* types *new*; their key pair stays the same.

    Raises:
        WrongPassphraseError: If *old* does not open their slot.
        KeysDamagedError: If something else does not fit.
    """
    assert_dear(kdf, floor)
    identity = open_slot(keys, staff.id, old, floor)
    master_key = master_key_of(keys, identity)
    slot = seal_slot(keys.vault, staff, identity, new, kdf)
    return _with_slot(keys, master_key, slot)


def with_recovery(keys: Keys, master_key: bytes, public_key: str | None) -> Keys:
    """Return *keys* that the holder of *public_key* opens too; None for nobody."""
    changed = msgspec.structs.replace(keys, recovery=public_key)
    return _addressed_again(changed, master_key)


def open_with_recovery(keys: Keys, secret: str) -> bytes:
    """Return the master key, with the *secret* of the recovery sheet.

    Raises:
        WrongRecoveryKeyError: If the sheet is not the one of this vault.
        KeysDamagedError: If it is, and something else does not fit.
    """
    try:
        identity = pyrage.x25519.Identity.from_str(secret)
    except (ValueError, pyrage.IdentityError):
        raise WrongRecoveryKeyError from None
    if str(identity.to_public()) != keys.recovery:
        raise WrongRecoveryKeyError
    return master_key_of(keys, identity)


def rotated(
    keys: Keys,
    leavers: Collection[str] = (),
    *,
    recovery: bool = True,
    after: int = 0,
) -> tuple[Keys, bytes]:
    """Return keys of the next generation, and their new master key.

    Nobody's passphrase is needed: the new master key is addressed to public keys.

    Args:
        keys: What ``keys.json`` holds.
        leavers: Who gets in no more, by identifier.
        recovery: Whether the recovery sheet still opens what comes next.
        after: The highest number a key of this vault has had, if theirs is not.
    """
    master_key = secrets.token_bytes(MASTER_KEY_SIZE)
    changed = msgspec.structs.replace(
        keys,
        generation=max(keys.generation, after) + 1,
        slots=tuple(slot for slot in keys.slots if slot.id not in leavers),
        recovery=keys.recovery if recovery else None,
    )
    return _addressed_again(changed, master_key), master_key


def _with_slot(keys: Keys, master_key: bytes, slot: Slot) -> Keys:
    others = [other for other in keys.slots if other.id != slot.id]
    place = next(
        (n for n, other in enumerate(keys.slots) if other.id == slot.id), len(others)
    )
    others.insert(place, slot)
    return _addressed_again(
        msgspec.structs.replace(keys, slots=tuple(others)), master_key
    )


def _addressed_again(keys: Keys, master_key: bytes) -> Keys:
    to = [slot.public_key for slot in keys.slots]
    if keys.recovery is not None:
        to.append(keys.recovery)
    changed = msgspec.structs.replace(keys, master_key=addressed(master_key, to))
    return signed(changed, Subkeys.of(master_key))
