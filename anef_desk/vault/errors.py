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


class FormerPassphraseError(WrongPassphraseError):
    """The passphrase does not open a backup; it may have been changed since."""

    message = N_("Cette phrase secrète n’ouvre pas cette sauvegarde.")
    advice = N_("Tapez celle que vous aviez le jour de cette sauvegarde.")


class WrongRecoveryKeyError(ExpectedError):
    """The key of the recovery sheet is not the one of this vault."""

    message = N_("Cette feuille de secours n’ouvre pas ce coffre.")
    advice = N_(
        "Vérifiez la date écrite sur la feuille : une feuille plus récente la remplace."
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


class DatabaseMissingError(VaultDamagedError):
    """The folder is a vault's, and its database is not there."""

    message = N_(
        "Le coffre est abîmé : le fichier vault.db n’est plus dans son dossier."
    )
    advice = N_(
        "Cherchez-le d’abord dans la corbeille. Sinon, reprenez la dernière sauvegarde."
    )


class DatabaseEmptiedError(VaultDamagedError):
    """The database holds nothing any more."""

    message = N_("Le coffre est abîmé : le fichier vault.db a été vidé.")
    advice = N_("Reprenez la dernière sauvegarde. Le fichier vidé sera gardé à côté.")


class DatabaseCutError(VaultDamagedError):
    """The database has not the size of a database."""

    message = N_("Le coffre est abîmé : il manque une partie du fichier vault.db.")
    advice = N_(
        "La copie vers ce dossier n’est peut-être pas finie : vérifiez-le d’abord."
        " Sinon, reprenez la dernière sauvegarde."
    )


class ForeignFileError(VaultDamagedError):
    """A write-ahead log stands beside the database: this application makes none."""

    message = N_(
        "Le coffre n’est pas ouvert : un autre programme a laissé un fichier"
        " vault.db-wal à côté de lui."
    )
    advice = N_(
        "Un autre programme a ouvert le coffre. Reprenez la dernière sauvegarde, ou"
        " demandez à la personne qui coordonne."
    )


class KeysDamagedError(VaultDamagedError):
    """The key slots are not what was written; no passphrase is to blame."""

    message = N_(
        "Le coffre est abîmé : le fichier de ses clés n’est plus celui qui a été écrit."
    )
    advice = N_(
        "La phrase secrète n’est pas en cause. Reprenez la dernière sauvegarde : si"
        " seules les clés sont abîmées, rien n’est perdu."
    )


class JournalAlteredError(VaultDamagedError):
    """The journal is not what was written: it is not to be cut."""

    message = N_("Le journal n’est plus celui qui a été écrit : rien n’en est retiré.")
    advice = N_("Vérifiez le coffre, et gardez-en une copie avant toute autre chose.")


class UnsoundVaultError(VaultDamagedError):
    """Verifying the vault found something: it is not written again like this."""

    message = N_("La vérification du coffre a trouvé quelque chose d’anormal.")
    advice = N_(
        "Rien n’a été changé. Lisez ce que dit la vérification du journal, puis reprenez"
        " une sauvegarde sûre."
    )


class KeysMissingError(KeysDamagedError):
    """The key slots are not there."""

    message = N_(
        "Le coffre est abîmé : le fichier de ses clés, keys.json, n’est plus là."
    )


class BackupDamagedError(VaultDamagedError):
    """A backup is not what was written: it is never put in place of anything."""

    message = N_("Cette sauvegarde n’est plus celle qui a été écrite.")
    advice = N_("Choisissez-en une autre. Rien n’a été modifié.")


class OtherVaultError(ExpectedError):
    """The backup is of another vault."""

    message = N_("Cette sauvegarde est celle d’un autre coffre.")
    advice = N_("Choisissez une sauvegarde de ce coffre. Rien n’a été modifié.")
    exit_code = 2


class UnknownBackupError(ExpectedError):
    """There is no such backup."""

    message = N_("Cette sauvegarde n’est pas là.")
    advice = N_("Choisissez-en une dans la liste.")
    exit_code = 2


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


class ReadOnlyVaultError(ReadOnlyPlaceError):
    """The vault was opened to be read, and something would have changed it."""

    message = N_("Ce coffre est ouvert en lecture seule : rien ne peut y être changé.")
    advice = N_("Pour écrire, ouvrez le coffre lui-même, là où il peut être modifié.")


class IsBackupError(ReadOnlyPlaceError):
    """The folder is a backup, and it was to be opened like a vault."""

    message = N_(
        "Ce dossier est une sauvegarde : elle se consulte ou se restaure, elle ne se"
        " modifie pas."
    )
    advice = N_("Ouvrez le coffre lui-même, ou restaurez cette sauvegarde.")


class OldVaultReadOnlyError(ReadOnlyPlaceError):
    """An older version made this vault: it must be written once to be read."""

    message = N_(
        "Ce coffre vient d’une version plus ancienne d’ANEF Desk, et l’endroit où il se"
        " trouve ne peut pas être modifié."
    )
    advice = N_(
        "Copiez son dossier sur un disque où vous pouvez écrire, puis ouvrez la copie."
    )


class DiskFullError(ExpectedError):
    """There is no room left; nothing of the change was kept."""

    message = N_("Le disque est plein : la modification n’a pas été enregistrée.")
    advice = N_("Libérez de la place, puis enregistrez de nouveau.")
    exit_code = 15


class NoRoomForBackupError(DiskFullError):
    """There is no room left for a backup, its copy or its trial."""

    message = N_(
        "Il n’y a plus de place pour cette sauvegarde. Ce qui est enregistré dans le"
        " coffre y est toujours."
    )
    advice = N_("Libérez de la place, ou choisissez un autre disque, puis recommencez.")


class VaultOutOfReachError(ExpectedError):
    """The vault is not where it was, or no longer answers."""

    message = N_("Le coffre n’est pas accessible à cet endroit.")
    advice = N_("Vérifiez que le disque ou la clé USB est branché, puis réessayez.")
    exit_code = 16


class RotationUnfinishedError(VaultOutOfReachError):
    """The new keys are in force, and the vault must be opened again to finish."""

    message = N_("Le coffre a changé de clé, mais il n’a pas pu être rouvert.")
    advice = N_("Verrouillez, puis ouvrez de nouveau : tout ce qui était écrit y est.")


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


class FrozenFileError(ExpectedError):
    """The file of this person is frozen: nobody changes it any more."""

    message = N_("Ce dossier est gelé : il n’est ni lu ni modifié.")
    advice = N_("La personne qui coordonne peut le lire, ou le rouvrir.")
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
