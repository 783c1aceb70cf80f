"""Why a file from outside is not taken in."""

from __future__ import annotations

from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_


class FileRefusedError(ExpectedError):
    """The file is not kept; nothing was changed."""

    message = N_("Ce fichier ne s’ouvre pas : il est abîmé ou incomplet.")
    advice = N_("Demandez une nouvelle copie, ou faites une photo du document.")
    exit_code = 18


class UnacceptedTypeError(FileRefusedError):
    """The content is of no accepted type, whatever the name says."""

    message = N_("Ce fichier n’est ni un PDF, ni une photo.")
    advice = N_("ANEF Desk garde les PDF et les photos JPEG, PNG ou WEBP.")


class FileTooBigError(FileRefusedError):
    """More bytes than an attachment may have."""

    message = N_("Ce fichier est trop lourd : il dépasse {megabytes} Mo.")
    advice = N_("Refaites la copie en noir et blanc, ou en plusieurs fichiers.")


class TooManyPixelsError(FileRefusedError):
    """More pixels, or more memory, than a picture may ask for."""

    message = N_("Cette image est trop grande pour être gardée.")
    advice = N_("Refaites la photo en taille normale.")


class TooManyPagesError(FileRefusedError):
    """More pages than an attachment may have."""

    message = N_("Ce PDF a trop de pages : il en dépasse {pages}.")
    advice = N_("Gardez seulement les pages utiles.")


class LockedPdfError(FileRefusedError):
    """The PDF asks for a password, and we keep none."""

    message = N_("Ce PDF est protégé par un mot de passe.")
    advice = N_("Imprimez-le en PDF sans mot de passe, ou faites une photo.")


class PreviewTooLongError(FileRefusedError):
    """Drawing took longer than anybody waits."""

    message = N_("Ce fichier est trop compliqué pour être montré.")
    advice = N_("Demandez une copie plus simple, ou faites une photo du document.")
