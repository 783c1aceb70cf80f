"""The alerts of a file that wait below the first one."""

from __future__ import annotations

from anef_desk.catalogue.library import Library
from anef_desk.desk.views import PersonFile
from anef_desk.law.alerts import Alert
from ui import terms
from ui.language import _, current
from ui.widgets.card import clear
from ui.widgets.chip import ChipKind
from ui.widgets.entry import Entry
from ui.widgets.file_card import FileCard

_SEVERITIES: dict[str, ChipKind] = {"late": "late", "soon": "soon", "info": "none"}


def first_alert(file: PersonFile) -> Alert | None:
    """Return the alert that stands alone above the file."""
    return next((a for a in file.situation.alerts if a.severity != "info"), None)


class OtherAlertsCard(FileCard):
    """Lists them, each with its reason on demand."""

    def _write(self, file: PersonFile, _library: Library) -> bool:
        self.title.setText(_("À surveiller aussi"))
        clear(self.body, 1)
        first = first_alert(file)
        others = [alert for alert in file.situation.alerts if alert is not first]
        for alert in others:
            self.body.addWidget(_entry(alert))
        return bool(others)


def _entry(alert: Alert) -> Entry:
    say = current().content
    entry = Entry(say(alert.title), say(alert.danger) or say(alert.now))
    entry.add_status(_SEVERITIES[alert.severity], _severity(alert))
    told = (
        say(alert.text),
        say(alert.now) if alert.danger else "",
        _("Ensuite : {remedy}.", remedy=say(alert.next.title)) if alert.next else "",
    )
    entry.explain(
        " ".join(sentence for sentence in told if sentence),
        terms.resting_on(alert.basis),
    )
    return entry


def _severity(alert: Alert) -> str:
    if alert.severity == "late":
        return _("urgent")
    return _("bientôt") if alert.severity == "soon" else _("normal")
