"""What would become of a line of an imported table, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from ui import terms
from ui.language import _, _n, current

if TYPE_CHECKING:
    from anef_desk.desk.import_plan import PlannedRow
    from anef_desk.desk.planned import Plan, PlannedLine
    from anef_desk.desk.prefecture_plan import PlannedPrefecture

Labels: TypeAlias = Mapping[str, str]
"""What the fields of a table are called, by key."""


def told_person(row: PlannedRow, labels: Labels) -> str:
    """Say what would become of a *row* about a person, and why."""
    if row.outcome == "refused":
        return _refused(row)
    parts = [_which(row)]
    if row.outcome == "new":
        parts.append(_("Nouveau dossier."))
    elif row.filled:
        parts.append(_("Complété : {fields}.", fields=_listed(row.filled, labels)))
    if row.document is not None:
        kind = _(terms.SHORT_KINDS[row.document.kind])
        parts.append(_("Document ajouté : {kind}.", kind=kind))
    if row.outcome == "same":
        parts.append(_("Rien de nouveau."))
    if row.kept:
        kept = _listed(row.kept, labels)
        parts.append(_("Le coffre garde ce qu’il sait : {fields}.", fields=kept))
    return " ".join(parts)


def told_prefecture(row: PlannedPrefecture, labels: Labels) -> str:
    """Say what would become of a *row* about a prefecture, and why."""
    if row.outcome == "refused":
        return _refused(row)
    said = {
        "new": _("Ajoutée au carnet."),
        "completed": _("Changée : {fields}.", fields=_listed(row.filled, labels)),
        "same": _("Rien de nouveau."),
    }
    return f"{_which(row)} {said[row.outcome]}"


def counted(plan: Plan[Any], new: str, completed: str) -> list[str]:
    """Say how many lines would become what, without those of which there are none.

    *new* and *completed* say it of these two, which are called otherwise in each table.
    """
    refused, same = plan.count("refused"), plan.count("same")
    parts = (
        (plan.count("new"), new),
        (plan.count("completed"), completed),
        (refused, _n("{number} ligne refusée.", "{number} lignes refusées.", refused)),
        (
            same,
            _n(
                "{number} ligne sans rien de nouveau.",
                "{number} lignes sans rien de nouveau.",
                same,
            ),
        ),
    )
    return [told for count, told in parts if count]


def _which(row: PlannedLine) -> str:
    if not row.name:
        return _("Ligne {line}.", line=row.line)
    return _("Ligne {line} : {name}.", line=row.line, name=row.name)


def _refused(row: PlannedLine) -> str:
    reasons = (_(why.sentence, **_translated(why.values)) for why in row.why)
    return " ".join(
        (_which(row), *(_("Refusée : {why}.", why=reason) for reason in reasons))
    )


def _translated(values: Mapping[str, str]) -> dict[str, str]:
    """Return *values* with the reason, which is a sentence, translated."""
    why = values.get("why")
    return dict(values) if why is None else {**values, "why": _(why)}


def _listed(keys: tuple[str, ...], labels: Labels) -> str:
    return current().listing(labels[key] for key in keys)
