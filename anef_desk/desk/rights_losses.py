"""Rights the people of the desk lost: noted, corrected, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from anef_desk.desk.context import Context
from anef_desk.desk.people import read_file
from anef_desk.desk.roles import Act
from anef_desk.desk.statistics import cause_name
from anef_desk.desk.views import PersonFile
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.rights_loss import Right, RightsLoss
from anef_desk.errors import ExpectedError
from anef_desk.evidence.chronology import Harm
from anef_desk.i18n import N_, SOURCE_LANGUAGE, load
from anef_desk.statistics import words


class RestoredBeforeError(ExpectedError):
    """A right cannot be there again before it was lost."""

    message = N_("Le droit est rendu avant d’être perdu.")
    advice = N_("Vérifiez les deux dates.")
    exit_code = 2


class RightsLosses:
    """The rights the people of an open vault lost."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def add(
        self, person_id: str, right: Right, lost_on: date | None = None
    ) -> PersonFile:
        """Note that a person lost *right*, today or on the day that is given."""
        return self.put(
            RightsLoss(
                id=new_id(),
                person=person_id,
                right=right,
                lost_on=lost_on or self._context.today(),
            )
        )

    def put(self, loss: RightsLoss) -> PersonFile:
        """Replace what is known about *loss*, or put back one that was removed.

        Raises:
            RestoredBeforeError: If it ends before it begins.
        """
        if loss.restored_on is not None and loss.restored_on < loss.lost_on:
            raise RestoredBeforeError
        context = self._context
        with context.writing(Act.EVENTS) as store:
            store.rights_losses.put(loss)
            shown = read_file(context, store, loss.person)
            store.commit()
        return shown

    def restored(self, loss: RightsLoss) -> PersonFile:
        """Note that the right is there again, from today on."""
        return self.put(replace(loss, restored_on=self._context.today()))

    def remove(self, loss: RightsLoss) -> PersonFile:
        """Take a loss noted by mistake out of the file."""
        context = self._context
        with context.writing(Act.EVENTS) as store:
            store.rights_losses.remove(loss.id)
            shown = read_file(context, store, loss.person)
            store.commit()
        return shown


def harms(context: Context, person_id: str) -> tuple[Harm, ...]:
    """Return what a person lost, in French, as the evidence file tells it."""
    french = load(SOURCE_LANGUAGE)
    return tuple(
        Harm(
            since=loss.lost_on,
            until=loss.restored_on,
            what=french.text(words.RIGHTS[loss.right]),
            cause=cause_name(context.library, loss.cause, french) if loss.cause else "",
        )
        for loss in context.readable(person_id).rights_losses.of(person_id)
    )
