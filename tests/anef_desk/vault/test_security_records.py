"""What is written down about the vault itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from anef_desk.domain.identifiers import new_id
from anef_desk.domain.recovery import RecoverySheet
from anef_desk.vault.vault import Vault

from .conftest import Place

DAY = date(2026, 11, 22)


def test_a_sheet_is_printed_then_typed_back(place: Place, vault: Vault) -> None:
    first = RecoverySheet(id=new_id(), public_key="age1a", made_on=DAY)
    second = RecoverySheet(id=new_id(), public_key="age1b", made_on=DAY)
    confirmed = replace(first, confirmed_on=DAY)
    with vault.transaction(place.staff) as store:
        for sheet in (first, second, confirmed, confirmed):
            store.recovery_sheets.put(sheet)
        store.commit()

    store = vault.reading()
    assert store.recovery_sheets.all() == (second, confirmed)
    assert store.recovery_sheets.of("age1a") == confirmed
    assert store.recovery_sheets.of("age1c") is None
    assert [entry.action for entry in store.history.page(limit=3)] == [
        "recovery.confirmed",
        "recovery.printed",
        "recovery.printed",
    ]
    assert vault.verify().sound


def test_a_decision_replaces_the_one_before(place: Place, vault: Vault) -> None:
    with vault.transaction(place.staff) as store:
        assert store.security_settings.get("journal_months") is None
        for months in ("12", "6", "6"):
            store.security_settings.put("journal_months", months)
        store.commit()

    store = vault.reading()
    assert store.security_settings.get("journal_months") == "6"
    changed = store.history.page(limit=2)
    assert [entry.action for entry in changed] == ["setting.changed"] * 2
    assert changed[0].changes["value"].before == "12"
    assert vault.verify().sound


def test_what_was_changed_behind_the_journal_is_found(
    place: Place, vault: Vault
) -> None:
    sheet = RecoverySheet(id=new_id(), public_key="age1a", made_on=DAY)
    with vault.transaction(place.staff) as store:
        store.recovery_sheets.put(sheet)
        store.security_settings.put("journal_months", "6")
        store.commit()
    for sql in (
        "update recovery_sheet set confirmed_on = '2026-01-01'",
        "update security_setting set value = '1'",
    ):
        vault._database.run(sql)
    assert len(vault.verify().findings) == 2
