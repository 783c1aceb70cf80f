"""What would become of a line of an imported table, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import terms
from ui.language import _, current

if TYPE_CHECKING:
    from anef_desk.desk.import_plan import PlannedRow


def told(row: PlannedRow) -> str:
    """Say what would become of *row*, and why."""
    from anef_desk.desk.import_plan import labels  # noqa: PLC0415 - when it is shown

    def listed(keys: tuple[str, ...]) -> str:
        return current().listing(_(label) for label in labels(keys))

    parts = [
        _("Ligne {line} : {name}.", line=row.line, name=row.name)
        if row.name
        else _("Ligne {line}.", line=row.line)
    ]
    if row.outcome == "refused":
        parts += [
            _("Refusée : {why}.", why=_(why.sentence, **_translated(dict(why.values))))
            for why in row.why
        ]
        return " ".join(parts)
    if row.outcome == "new":
        parts.append(_("Nouveau dossier."))
    elif row.filled:
        parts.append(_("Complété : {fields}.", fields=listed(row.filled)))
    if row.document is not None:
        kind = _(terms.SHORT_KINDS[row.document.kind])
        parts.append(_("Document ajouté : {kind}.", kind=kind))
    if row.outcome == "same":
        parts.append(_("Rien de nouveau."))
    if row.kept:
        parts.append(
            _("Le coffre garde ce qu’il sait : {fields}.", fields=listed(row.kept))
        )
    return " ".join(parts)


def _translated(values: dict[str, str]) -> dict[str, str]:
    """Return *values* with the reason, which is a sentence, translated."""
    why = values.get("why")
    return values if why is None else {**values, "why": _(why)}
