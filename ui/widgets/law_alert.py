"""The first alert of a file or of a case, and the letter that answers it."""

from __future__ import annotations

from anef_desk.desk.roles import Act
from anef_desk.law.alerts import Alert
from ui import terms
from ui.language import _, current
from ui.widgets.alert_card import AlertCard


class LawAlert(AlertCard):
    """Says what the law says, and offers its letter."""

    def show_alert(self, alert: Alert | None, may: frozenset[Act]) -> None:
        """Show *alert* to whoever *may* do so much about it; hide without one."""
        if alert is None:
            self.hide()
            return
        say = current().content
        told = say(alert.danger) or say(alert.text), say(alert.now)
        self.say(
            alert.severity,
            say(alert.title),
            " ".join(sentence for sentence in told if sentence),
            terms.resting_on(alert.basis),
        )
        writes = Act.LETTERS in may and bool(letter_of(alert))
        self.offer(_("Préparer le courrier") if writes else "")


def letter_of(alert: Alert | None) -> str:
    """Return the first letter that answers *alert*, "" without one."""
    letters = alert.letters if alert else ()
    return next((code for code in letters if code in terms.WRITTEN), "")
