"""Who gets in: keys that change, as values."""

from __future__ import annotations

import pyrage
import pytest

from anef_desk.domain.identifiers import new_id
from anef_desk.domain.staff import Role, Staff
from anef_desk.vault import access, keys, recovery
from anef_desk.vault.errors import (
    KeysDamagedError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
)
from anef_desk.vault.keys import Kdf, Keys

ELISE = Staff(id=new_id(), name="Élise", role=Role.COORDINATOR)
NADIA = Staff(id=new_id(), name="Nadia", role=Role.DESK)


@pytest.fixture
def made(cheap: Kdf) -> tuple[Keys, bytes]:
    first, master_key = keys.first_keys(ELISE, "elise", cheap, cheap)
    both = access.with_staff(first, master_key, NADIA, "nadia", cheap, cheap)
    return both, master_key


def opens(found: Keys, staff: Staff, passphrase: str, cheap: Kdf) -> bytes:
    return keys.open_keys(keys.parse(keys.written(found)), staff.id, passphrase, cheap)


def test_a_colleague_gets_in_beside_the_others(
    made: tuple[Keys, bytes], cheap: Kdf
) -> None:
    found, master_key = made

    assert opens(found, ELISE, "elise", cheap) == master_key
    assert opens(found, NADIA, "nadia", cheap) == master_key
    assert [slot.staff for slot in found.slots] == [ELISE, NADIA]
    assert found.generation == 1


def test_a_new_way_in_takes_the_place_of_the_one_before(
    made: tuple[Keys, bytes], cheap: Kdf
) -> None:
    found, master_key = made

    again = access.with_staff(found, master_key, ELISE, "autre", cheap, cheap)

    assert [slot.id for slot in again.slots] == [ELISE.id, NADIA.id]
    assert again.slot(ELISE.id).public_key != found.slot(ELISE.id).public_key
    assert opens(again, ELISE, "autre", cheap) == master_key
    with pytest.raises(WrongPassphraseError):
        opens(again, ELISE, "elise", cheap)


def test_a_passphrase_changes_and_the_key_pair_does_not(
    made: tuple[Keys, bytes], cheap: Kdf
) -> None:
    """So that nothing else has to be addressed again."""
    found, master_key = made
    promoted = Staff(id=NADIA.id, name="Nadia B.", role=Role.CASE_WORKER)

    changed = access.with_passphrase(found, promoted, "nadia", "neuve", cheap, cheap)

    before, after = found.slot(NADIA.id), changed.slot(NADIA.id)
    assert after.public_key == before.public_key
    assert after.staff == promoted
    assert (after.nonce, after.kdf.salt) != (before.nonce, before.kdf.salt)
    assert opens(changed, NADIA, "neuve", cheap) == master_key
    assert opens(changed, ELISE, "elise", cheap) == master_key
    with pytest.raises(WrongPassphraseError):
        opens(changed, NADIA, "nadia", cheap)


def test_nobody_changes_a_passphrase_they_do_not_know(
    made: tuple[Keys, bytes], cheap: Kdf
) -> None:
    with pytest.raises(WrongPassphraseError):
        access.with_passphrase(made[0], NADIA, "elise", "neuve", cheap, cheap)


def test_no_way_in_costs_less_than_the_floor(
    made: tuple[Keys, bytes], cheap: Kdf
) -> None:
    found, master_key = made
    with pytest.raises(ValueError, match="floor"):
        access.with_staff(found, master_key, NADIA, "x", cheap)
    with pytest.raises(ValueError, match="floor"):
        access.with_passphrase(found, NADIA, "nadia", "x", cheap)


def test_the_recovery_key_opens_until_it_is_replaced(
    made: tuple[Keys, bytes],
) -> None:
    found, master_key = made
    first, second = recovery.new_key(), recovery.new_key()

    with_first = access.with_recovery(found, master_key, first.public_key)
    with_second = access.with_recovery(with_first, master_key, second.public_key)

    assert access.open_with_recovery(with_first, first.secret) == master_key
    assert access.open_with_recovery(with_second, second.secret) == master_key
    with pytest.raises(WrongRecoveryKeyError):
        access.open_with_recovery(with_second, first.secret)
    with pytest.raises(WrongRecoveryKeyError):
        access.open_with_recovery(found, first.secret)
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(
            with_second.master_key, [pyrage.x25519.Identity.from_str(first.secret)]
        )


@pytest.mark.parametrize("secret", ["", "AGE-SECRET-KEY-1QQQ", "\udc80"])
def test_what_is_no_key_opens_nothing(made: tuple[Keys, bytes], secret: str) -> None:
    with pytest.raises(WrongRecoveryKeyError):
        access.open_with_recovery(made[0], secret)


def test_a_new_master_key_needs_nobodys_passphrase(
    made: tuple[Keys, bytes], cheap: Kdf
) -> None:
    found, master_key = made
    key = recovery.new_key()
    found = access.with_recovery(found, master_key, key.public_key)

    changed, new = access.rotated(found, {NADIA.id})

    assert new != master_key
    assert changed.generation == 2
    assert opens(changed, ELISE, "elise", cheap) == new
    assert access.open_with_recovery(changed, key.secret) == new
    with pytest.raises(WrongPassphraseError):
        opens(changed, NADIA, "nadia", cheap)


def test_whoever_left_holds_no_key_of_what_comes_next(
    made: tuple[Keys, bytes], cheap: Kdf
) -> None:
    """Not with their passphrase, nor with the key it sealed."""
    found, _ = made
    identity = keys.open_slot(found, NADIA.id, "nadia", cheap)

    changed, _new = access.rotated(found, {NADIA.id})

    with pytest.raises(KeysDamagedError):
        keys.master_key_of(changed, identity)


def test_a_lost_sheet_opens_nothing_that_comes_next(
    made: tuple[Keys, bytes], cheap: Kdf
) -> None:
    found, master_key = made
    key = recovery.new_key()
    found = access.with_recovery(found, master_key, key.public_key)

    changed, new = access.rotated(found, recovery=False)

    assert opens(changed, NADIA, "nadia", cheap) == new
    with pytest.raises(WrongRecoveryKeyError):
        access.open_with_recovery(changed, key.secret)
