"""What can go wrong with a vault, each with the exit status of ``SECURITY.md``."""

from __future__ import annotations

from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_


class WrongPassphraseError(ExpectedError):
    """The passphrase does not open the key slot."""

    message = N_("Cette phrase secrète n’ouvre pas le coffre.")
    advice = N_(
        "Vérifiez la touche majuscules et la langue du clavier, puis réessayez."
    )
    exit_code = 10


class VaultDamagedError(ExpectedError):
    """The vault's database is not what was written."""

    message = N_("Le coffre est abîmé : son contenu n’est plus celui qui a été écrit.")
    advice = N_(
        "Ne le modifiez pas. Ouvrez la dernière sauvegarde, ou demandez à la personne"
        " qui coordonne."
    )
    exit_code = 11


class KeysDamagedError(VaultDamagedError):
    """The key slots are not what was written; no passphrase is to blame."""

    message = N_(
        "Le coffre est abîmé : le fichier de ses clés n’est plus celui qui a été écrit."
    )
    advice = N_(
        "La phrase secrète n’est pas en cause. Reprenez le fichier keys.json d’une"
        " sauvegarde, ou demandez à la personne qui coordonne."
    )


class VaultTooNewError(ExpectedError):
    """A newer version of the application made this vault."""

    message = N_("Ce coffre a été enregistré par une version plus récente d’ANEF Desk.")
    advice = N_("Mettez ANEF Desk à jour sur cet ordinateur. Rien n’a été modifié.")
    exit_code = 12


class VaultInUseError(ExpectedError):
    """The vault is open elsewhere; `values` holds `computer` and `since`."""

    message = N_("Ce coffre est ouvert sur l’ordinateur {computer} depuis {since}.")
    advice = N_("Fermez-le là-bas, puis réessayez.")
    exit_code = 13


class VaultInUseSomewhereError(VaultInUseError):
    """The vault is open elsewhere, and it does not say where."""

    message = N_("Ce coffre est déjà ouvert ailleurs.")


class ReadOnlyPlaceError(ExpectedError):
    """The vault's folder cannot be written."""

    message = N_("L’endroit où se trouve le coffre ne peut pas être modifié.")
    advice = N_(
        "Vérifiez que la clé USB n’est pas verrouillée et que vous avez le droit"
        " d’écrire dans ce dossier."
    )
    exit_code = 14


class DiskFullError(ExpectedError):
    """There is no room left; nothing of the change was kept."""

    message = N_("Le disque est plein : la modification n’a pas été enregistrée.")
    advice = N_("Libérez de la place, puis enregistrez de nouveau.")
    exit_code = 15


class VaultOutOfReachError(ExpectedError):
    """The vault is not where it was, or no longer answers."""

    message = N_("Le coffre n’est pas accessible à cet endroit.")
    advice = N_("Vérifiez que le disque ou la clé USB est branché, puis réessayez.")
    exit_code = 16


class NetworkPlaceError(VaultOutOfReachError):
    """The folder is on a network file system, where file locks cannot be trusted."""

    message = N_("Le coffre se trouve sur un dossier partagé du réseau.")
    advice = N_("Placez-le sur un disque de l’ordinateur ou sur une clé USB.")


class VaultExistsError(ExpectedError):
    """There already is a vault where one was to be made."""

    message = N_("Il y a déjà un coffre dans ce dossier.")
    advice = N_("Ouvrez-le, ou choisissez un autre dossier.")
    exit_code = 2


class UnwritableTextError(ExpectedError):
    """A text holds a character that no file can keep (NUL, half a surrogate pair)."""

    message = N_("Un des textes contient un caractère qui ne peut pas être enregistré.")
    advice = N_("Tapez ce texte de nouveau, plutôt que de le coller.")
    exit_code = 18


class MergeRefusedError(ExpectedError):
    """Something of one of the two files cannot follow the other."""

    message = N_("Ces deux dossiers ne peuvent pas être réunis.")
    advice = N_(
        "Rien n’a changé. L’un des deux tient quelque chose qui ne se déplace pas."
    )
    exit_code = 2


class MergeKeptError(ExpectedError):
    """A merge can no longer be undone: one of the files changed since."""

    message = N_("Ce dossier a changé depuis : les deux dossiers restent réunis.")
    advice = N_("Ouvrez un nouveau dossier pour l’autre personne.")
    exit_code = 2


class UnknownRecordError(LookupError):
    """Nothing in the vault has this identifier: a defect of the caller."""

    def __init__(self) -> None:
        super().__init__("no record has this identifier")


class OutsideTransactionError(RuntimeError):
    """A change was asked of a store that only reads, or was committed already."""
