"""Key slots: who gets in, and what is said when nobody does."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import stat
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pyrage
import pytest

from anef_desk.domain.identifiers import new_id
from anef_desk.domain.staff import Role, Staff
from anef_desk.vault import keys
from anef_desk.vault.errors import (
    KeysDamagedError,
    VaultTooNewError,
    WrongPassphraseError,
)
from anef_desk.vault.keys import FLOOR, STRONG, Kdf, Keys, Subkeys

PASSPHRASE = "Sept mots, été compris"  # noqa: S105 - of a vault made for a test
STAFF = Staff(id=new_id(), name="Élise", role=Role.DESK)


@pytest.fixture
def made(cheap: Kdf) -> Keys:
    return keys.first_keys(STAFF, PASSPHRASE, cheap, cheap)[0]


def written(content: dict[str, Any]) -> bytes:
    """Return *content* as somebody would write it who knows the format, not the key."""
    bare = {name: value for name, value in content.items() if name != "digest"}
    digest = hashlib.sha256(msgspec.json.encode(bare)).digest()
    whole = bare | {"digest": base64.b64encode(digest).decode()}
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def forged(made: Keys, change: Callable[[dict[str, Any]], None]) -> Keys:
    content = json.loads(msgspec.json.encode(made))
    change(content)
    return keys.parse(written(content))


def test_what_was_written_opens_again(made: Keys, cheap: Kdf, tmp_path: Path) -> None:
    """The master key comes back from the file alone, whoever reads it."""
    keys.write_keys(tmp_path, made)

    found = keys.read_keys(tmp_path)

    assert found == made
    assert len(keys.open_keys(found, STAFF.id, PASSPHRASE, cheap)) == 32
    assert found.slots[0].staff == STAFF


def test_a_wrong_passphrase_is_called_wrong(made: Keys, cheap: Kdf) -> None:
    for typed in ("", "sept mots, été compris", PASSPHRASE + " ", "\udc80", "é" * 5000):
        with pytest.raises(WrongPassphraseError):
            keys.open_keys(made, STAFF.id, typed, cheap)


def test_somebody_without_a_slot_types_in_vain(made: Keys, cheap: Kdf) -> None:
    with pytest.raises(WrongPassphraseError):
        keys.open_keys(made, new_id(), PASSPHRASE, cheap)


def test_however_a_keyboard_composes_it_the_passphrase_is_the_same(
    made: Keys, cheap: Kdf
) -> None:
    """NFKC: macOS decomposes what Windows composes."""
    apart = unicodedata.normalize("NFD", PASSPHRASE)
    assert apart != PASSPHRASE

    assert keys.open_keys(made, STAFF.id, apart, cheap)


def test_a_slot_never_costs_less_than_the_floor(cheap: Kdf) -> None:
    """256 MiB, four passes, four lanes: nothing cheaper is written."""
    assert Kdf(memory_kib=262_144, iterations=4, lanes=4) == FLOOR == STRONG
    for weak in (
        cheap,
        Kdf(262_143, 4, 4),
        Kdf(262_144, 3, 4),
        Kdf(262_144, 4, 3),
    ):
        with pytest.raises(ValueError, match="floor"):
            keys.first_keys(STAFF, PASSPHRASE, weak)


def test_a_slot_below_the_floor_is_not_read(made: Keys) -> None:
    with pytest.raises(KeysDamagedError):
        keys.open_keys(made, STAFF.id, PASSPHRASE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory_kib", 1 << 40),
        ("memory_kib", -1),
        ("iterations", 1 << 30),
        ("lanes", 1 << 20),
        ("lanes", 0),
        ("name", "scrypt"),
    ],
)
def test_a_hostile_file_cannot_ask_for_a_hundred_gigabytes(
    made: Keys, cheap: Kdf, name: str, value: object
) -> None:
    def ask(content: dict[str, Any]) -> None:
        content["slots"][0]["kdf"][name] = value

    asked = forged(made, ask)
    begun = time.perf_counter()

    with pytest.raises(KeysDamagedError):
        keys.open_keys(asked, STAFF.id, PASSPHRASE, cheap)
    assert time.perf_counter() - begun < 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("name", "Mallory"), ("role", "coordinator"), ("public_key", "age1x")],
)
def test_a_slot_whose_words_were_changed_does_not_open(
    made: Keys, cheap: Kdf, name: str, value: str
) -> None:
    """The sealed secret is bound to the rest of its slot."""

    def change(content: dict[str, Any]) -> None:
        content["slots"][0][name] = value

    with pytest.raises(WrongPassphraseError):
        keys.open_keys(forged(made, change), STAFF.id, PASSPHRASE, cheap)


def test_a_slot_of_another_vault_does_not_open(made: Keys, cheap: Kdf) -> None:
    other, _ = keys.first_keys(STAFF, PASSPHRASE, cheap, cheap)

    with pytest.raises(WrongPassphraseError):
        keys.open_keys(
            msgspec.structs.replace(made, slots=other.slots),
            STAFF.id,
            PASSPHRASE,
            cheap,
        )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("generation", 2),
        ("desk", "01900000-0000-7000-8000-000000000000"),
        ("recovery", "age1mallory"),
        ("slots", 2),
    ],
)
def test_what_the_slot_does_not_bind_the_master_key_vouches_for(
    made: Keys, cheap: Kdf, name: str, value: object
) -> None:
    """Somebody who can write the file cannot add a slot or a recovery key."""

    def change(content: dict[str, Any]) -> None:
        slots = content["slots"]
        extra = slots[0] | {"id": new_id()}
        content[name] = [*slots, extra] if name == "slots" else value

    with pytest.raises(KeysDamagedError):
        keys.open_keys(forged(made, change), STAFF.id, PASSPHRASE, cheap)


def test_a_master_key_that_is_not_ours_is_damage(made: Keys, cheap: Kdf) -> None:
    """Addressed to us or not, of the right length or not."""
    stranger = pyrage.x25519.Identity.generate().to_public()
    us = pyrage.x25519.Recipient.from_str(made.slots[0].public_key)
    for file in (
        pyrage.encrypt(bytes(32), [stranger]),
        pyrage.encrypt(bytes(32), [us]),
        pyrage.encrypt(bytes(31), [us]),
        b"",
        b"age-encryption.org/v1\n",
    ):
        with pytest.raises(KeysDamagedError):
            keys.open_keys(
                msgspec.structs.replace(made, master_key=file),
                STAFF.id,
                PASSPHRASE,
                cheap,
            )


@pytest.mark.parametrize("length", [0, 7, 4096])
def test_a_nonce_of_an_impossible_length_is_no_traceback(
    made: Keys, cheap: Kdf, length: int
) -> None:
    slot = msgspec.structs.replace(made.slots[0], nonce=bytes(length))

    with pytest.raises((KeysDamagedError, WrongPassphraseError)):
        keys.open_keys(
            msgspec.structs.replace(made, slots=(slot,)), STAFF.id, PASSPHRASE, cheap
        )


def test_a_salt_that_was_cut_is_damage(made: Keys, cheap: Kdf) -> None:
    kdf = msgspec.structs.replace(made.slots[0].kdf, salt=b"")
    slot = msgspec.structs.replace(made.slots[0], kdf=kdf)

    with pytest.raises(KeysDamagedError):
        keys.open_keys(
            msgspec.structs.replace(made, slots=(slot,)), STAFF.id, PASSPHRASE, cheap
        )


def test_a_secret_that_is_no_age_key_is_damage(
    made: Keys, cheap: Kdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only whoever knew the passphrase could have sealed it: still no traceback."""
    for secret in (b"AGE-SECRET-KEY-1", b"\xff"):
        monkeypatch.setattr(
            keys.AESGCM, "decrypt", lambda *_, kept=secret: kept, raising=False
        )
        with pytest.raises(KeysDamagedError):
            keys.open_keys(made, STAFF.id, PASSPHRASE, cheap)


def test_a_later_format_is_newer_not_damaged(made: Keys, tmp_path: Path) -> None:
    content = json.loads(msgspec.json.encode(made)) | {"version": 2, "more": [1]}
    (tmp_path / keys.NAME).write_bytes(written(content))

    with pytest.raises(VaultTooNewError):
        keys.read_keys(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"format": "\xff"}',
        written({}),
        written({"format": "anef-desk vault keys", "version": "2"}),
        written({"format": "something else", "version": 2}),
    ],
)
def test_what_is_no_key_file_is_damage(content: bytes) -> None:
    with pytest.raises(KeysDamagedError):
        keys.parse(content)


def test_another_format_of_the_same_shape_is_damage(made: Keys) -> None:
    for name, value in (("format", "other"), ("version", 0)):
        content = json.loads(msgspec.json.encode(made)) | {name: value}
        with pytest.raises(KeysDamagedError):
            keys.parse(written(content))


def test_even_a_space_more_is_seen(made: Keys, tmp_path: Path) -> None:
    """The file is canonical to the byte."""
    keys.write_keys(tmp_path, made)
    content = (tmp_path / keys.NAME).read_bytes()

    for changed in (content + b" ", content.replace(b'": ', b'" :', 1), content[:-1]):
        with pytest.raises(KeysDamagedError):
            keys.parse(changed)


def test_a_missing_key_file_is_damage(tmp_path: Path) -> None:
    with pytest.raises(KeysDamagedError):
        keys.read_keys(tmp_path)


def test_the_key_file_of_before_is_kept(made: Keys, tmp_path: Path) -> None:
    keys.write_keys(tmp_path, made)
    before = (tmp_path / keys.NAME).read_bytes()

    keys.write_keys(tmp_path, msgspec.structs.replace(made, generation=2))

    assert (tmp_path / keys.PREVIOUS).read_bytes() == before
    assert sorted(item.name for item in tmp_path.iterdir()) == [
        keys.NAME,
        keys.PREVIOUS,
    ]
    for item in tmp_path.iterdir():
        assert stat.S_IMODE(item.stat().st_mode) == 0o600


def test_each_purpose_has_its_own_key() -> None:
    """HKDF-SHA256 (RFC 5869); these bytes are the file format."""
    subkeys = Subkeys.of(bytes(range(32)))
    all_of_them = {
        subkeys.database,
        subkeys.journal,
        subkeys.state,
        subkeys.backup,
        subkeys.keys,
    }

    assert len(all_of_them) == 5
    assert all(len(key) == 32 for key in all_of_them)
    assert subkeys == Subkeys.of(bytes(range(32)))
    assert subkeys.database.hex() == DATABASE_KEY


DATABASE_KEY = "b6641b10fcfb4ee80304396a5cbf4d6fe046d7ea00d463ce88969872ea494d50"


@pytest.mark.parametrize("busy", [(2.0, 1.0), (1.0, 2.0)], ids=["first", "then"])
@pytest.mark.parametrize(
    ("fixed", "each", "iterations"),
    [
        (0, 0.15, 7),
        (0, 0.22, 5),
        (0, 0.24, 5),
        (0, 0.5, 4),
        (0, 5.0, 4),
        (0, 0.001, 32),
        (0.15, 0.09, 10),  # to fill the memory takes as long for any number
        (0.9805, 0.002, 10),
    ],
)
def test_the_cost_is_tuned_to_a_second_at_least_and_never_below_the_floor(
    monkeypatch: pytest.MonkeyPatch,
    fixed: float,
    each: float,
    iterations: int,
    busy: tuple[float, float],
) -> None:
    """Even where another program works during one of two tries."""
    slower = itertools.cycle(busy)

    def seconds_of(cost: Kdf) -> float:
        return next(slower) * (fixed + each * cost.iterations)

    monkeypatch.setattr(keys, "_seconds_of", seconds_of)

    assert keys.tuned() == Kdf(STRONG.memory_kib, iterations, STRONG.lanes)
