"""Rights the people of a vault lost."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from anef_desk.domain.rights_loss import Right, RightsLoss
from anef_desk.vault.canonical import day
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.repositories.records import PersonalRecords


class RightsLosses(PersonalRecords[RightsLoss]):
    """The rights the people of a vault lost, latest first."""

    entity = "rights_loss"
    added = "right.lost"
    changed = "right.changed"
    moved = "right.moved"
    removed = "right.removed"
    order = "lost_on desc, id desc"
    renamed: ClassVar = {"right": "right_lost"}

    def put(self, record: RightsLoss) -> None:
        """Write down a loss, new or known, whole.

        Raises:
            UnknownRecordError: If it is known, and of another person.
        """
        self._journal.assert_writing()
        before = self.find(record.id)
        if before is not None and before.person != record.person:
            raise UnknownRecordError
        super().put(record)

    def _read(self, row: Any) -> RightsLoss:  # noqa: ANN401 - a row
        return RightsLoss(
            id=row["id"],
            person=row["person"],
            right=Right(row["right_lost"]),
            cause=row["cause"],
            lost_on=date.fromisoformat(row["lost_on"]),
            restored_on=day(row["restored_on"]),
        )
