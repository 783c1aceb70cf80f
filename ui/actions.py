"""Every action of the unlocked window: its words, its keys, and where it works.

One table, read by the shortcuts, the palette, the sheet of shortcuts and the buttons:
what one of them says, the others say.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from anef_desk.desk.roles import Act
from anef_desk.domain.supporting_document import MarkState
from anef_desk.domain.words import MARKS
from anef_desk.i18n import N_

Group = Literal[
    "places",
    "everywhere",
    "forms",
    "file",
    "checklist",
    "today",
    "people",
    "blocked",
    "library",
    "orientation",
    "face",
    "scan",
    "looks",
]

GROUPS: dict[Group, str] = {
    "places": N_("Aller à une page"),
    "everywhere": N_("Partout"),
    "forms": N_("Dans un formulaire"),
    "file": N_("Dans un dossier ou une démarche"),
    "checklist": N_("Liste des pièces"),
    "today": N_("Dans le tableau du jour"),
    "people": N_("Dans la liste des personnes"),
    "blocked": N_("Blocages"),
    "library": N_("Démarches"),
    "orientation": N_("Orientation"),
    "face": N_("Face à face"),
    "scan": N_("Préparer une pièce pour l’envoyer"),
    "looks": N_("Texte et couleurs"),
}
"""Titles of the groups, in the order of the sheet of shortcuts."""


class Action(NamedTuple):
    """Something one can do, and how from the keyboard."""

    key: str
    words: str  # to be translated where it is shown
    group: Group
    keys: tuple[str, ...] = ()  # as Qt writes them; the first one is shown
    more: str = ""  # other words somebody may look for it with
    needs: Act | None = None  # what one must be allowed to do


ACTIONS: tuple[Action, ...] = (
    Action("today", N_("Aujourd’hui"), "places", ("F2",), N_("retard semaine dates")),
    Action("people", N_("Personnes"), "places", ("F3",), N_("dossiers liste")),
    Action("orient", N_("Orientation"), "places", ("F4",), N_("quelle démarche")),
    Action("library", N_("Démarches"), "places", ("F5",), N_("lire blocages pièces")),
    Action("rights", N_("Droits"), "places", ("F6",), N_("travail caf cpam")),
    Action("blocked", N_("Blocages"), "places", ("F7",), N_("preuves recours essai")),
    Action("statistics", N_("Statistiques"), "places", (), N_("chiffres compter")),
    Action(
        "settings", N_("Réglages"), "places", ("Ctrl+,",), N_("options préférences")
    ),
    Action(
        "palette",
        N_("Chercher partout"),
        "everywhere",
        ("Ctrl+K",),
        N_("trouver palette commandes"),
    ),
    Action("help", N_("Aide de cette page"), "everywhere", ("F1",), N_("expliquer")),
    Action(
        "shortcuts",
        N_("Raccourcis du clavier"),
        "everywhere",
        ("Ctrl+F1", "?"),
        N_("touches"),
    ),
    Action(
        "new-person",
        N_("Nouvelle personne"),
        "everywhere",
        ("Ctrl+N",),
        N_("ajouter"),
        Act.PEOPLE,
    ),
    Action(
        "batch",
        N_("Un courrier pour plusieurs personnes"),
        "everywhere",
        (),
        N_("lot groupe imprimer lettres"),
        Act.LETTERS,
    ),
    Action(
        "undo",
        N_("Annuler le dernier changement"),
        "everywhere",
        ("Ctrl+Z",),
        N_("défaire revenir"),
        Act.EVENTS,
    ),
    Action(
        "back", N_("Page précédente"), "everywhere", ("Alt+Left",), N_("retour revenir")
    ),
    Action("face", N_("Face à face"), "everywhere", ("F8",), N_("montrer écran")),
    Action(
        "relay",
        N_("Relève : ce qui reste à faire"),
        "everywhere",
        ("Ctrl+R",),
        N_("suite collègues fin de journée"),
        Act.EVENTS,
    ),
    Action(
        "lock",
        N_("Verrouiller"),
        "everywhere",
        ("Ctrl+L",),
        N_("fermer quitter cacher"),
    ),
    Action(
        "cover",
        N_("Couvrir l’écran"),
        "everywhere",
        ("F9",),  # taken by `ui.privacy` before any shortcut
        N_("masquer calendrier visiteur"),
    ),
    Action(
        "pocket",
        N_("Fiche de poche"),
        "file",
        ("Ctrl+P",),
        N_("imprimer plier"),
        Act.LETTERS,
    ),
    Action("record", N_("Enregistrer"), "forms", ("Ctrl+Return",)),
    *(
        Action(f"mark-{state}", MARKS[state], "checklist", (letter,), needs=Act.MARKS)
        for letter, state in (
            ("V", MarkState.SEEN),
            ("C", MarkState.COPIED),
            ("M", MarkState.MISSING),
            ("E", MarkState.EXPIRED),
            ("I", MarkState.CANNOT_GET),
            ("N", MarkState.NOT_APPLICABLE),
        )
    ),
    Action("mark-", N_("Effacer cette note"), "checklist", ("Del",), needs=Act.MARKS),
    Action("today-open", N_("Ouvrir"), "today", ("Return",)),
    Action("today-letter", N_("Courrier"), "today", ("C",), needs=Act.LETTERS),
    Action("today-done", N_("Fait"), "today", ("F",), needs=Act.EVENTS),
    Action("today-postpone", N_("Reporter"), "today", ("R",), needs=Act.EVENTS),
    Action("people-open", N_("Ouvrir le dossier"), "people", ("Return",)),
    Action("people-next", N_("Personne suivante"), "people", ("Down",)),
    Action(
        "blocked-log", N_("Noter un essai"), "blocked", ("Ctrl+E",), needs=Act.EVENTS
    ),
    Action("library-print", N_("Imprimer"), "library", ("Ctrl+P",)),
    Action("orientation-back", N_("Revenir"), "orientation", ("Esc",)),
    Action("face-next", N_("Suivante"), "face", ("Down",)),
    Action("face-previous", N_("Précédente"), "face", ("Up",)),
    Action("face-turn", N_("Retourner l’écran"), "face", ("R",)),
    Action("face-screen", N_("Changer d’écran"), "face", ("S",)),
    Action("face-close", N_("Fermer"), "face", ("Esc", "F8")),
    Action("scan-earlier", N_("Plus tôt"), "scan", ("Alt+Left",)),
    Action("scan-later", N_("Plus tard"), "scan", ("Alt+Right",)),
    Action("scan-leave-out", N_("Enlever"), "scan", ("Del",)),
    Action("scan-put-back", N_("Remettre"), "scan", ("Ctrl+Z",)),
    Action("larger", N_("Texte plus grand"), "looks", ("Ctrl++",), N_("taille zoom")),
    Action("smaller", N_("Texte plus petit"), "looks", ("Ctrl+-",), N_("taille zoom")),
    Action("theme-", N_("Couleurs du système"), "looks"),
    Action("theme-light", N_("Clair"), "looks", (), N_("couleurs")),
    Action("theme-dark", N_("Sombre"), "looks", (), N_("couleurs nuit")),
    Action("theme-contrast", N_("Contraste fort"), "looks", (), N_("couleurs")),
)


class Setting(NamedTuple):
    """A section of the settings, as the list of them and the palette name it."""

    name: str  # what a request calls it
    words: str  # to be translated where it is shown
    more: str  # other words somebody may look for it with


SETTINGS: tuple[Setting, ...] = (
    Setting("team", N_("Équipe"), N_("collègues rôles comptes accès")),
    Setting("passphrase", N_("Ma phrase secrète"), N_("mot de passe changer")),
    Setting("recovery", N_("Feuille de secours"), N_("clé oubli imprimer")),
    Setting("backups", N_("Sauvegardes"), N_("copie clé USB restaurer")),
    Setting("locking", N_("Verrouillage"), N_("inactivité minutes attente")),
    Setting(
        "organisation",
        N_("Structure et en-tête"),
        N_("logo adresse association papier"),
    ),
    Setting("templates", N_("Modèles de courriers"), N_("texte changer lettres")),
    Setting("prefectures", N_("Carnet des préfectures"), N_("adresses services")),
    Setting("import", N_("Importer un tableau"), N_("csv xlsx excel tableur")),
    Setting("languages", N_("Langues"), N_("traduction français")),
    Setting("appearance", N_("Apparence"), N_("taille texte thème couleurs contraste")),
    Setting("data", N_("Données personnelles"), N_("effacer donner RGPD durée")),
    Setting("journal", N_("Journal"), N_("trace qui quand")),
    Setting("content", N_("Contenu"), N_("version sources âge catalogue")),
    Setting("about", N_("À propos"), N_("version licence")),
)
"""In the order of their list."""

_BY_KEY = {action.key: action for action in ACTIONS}


def action(key: str) -> Action:
    """Return the action *key*.

    Raises:
        KeyError: If there is none.
    """
    return _BY_KEY[key]


def keys_of(key: str) -> str:
    """Return the first shortcut of an action, "" without one."""
    return next(iter(_BY_KEY[key].keys), "")
