"""How long a letter takes once one was made, beside plain ReportLab paragraphs."""

from __future__ import annotations

import io
from dataclasses import replace

from _measure import in_turn, many, say, timed
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph as PlainParagraph
from reportlab.platypus import SimpleDocTemplate

from anef_desk import resources
from anef_desk.letters.page import Composed, Paragraph, Span
from anef_desk.letters.pdf import bilingual_letter, letter

ROUNDS = many(30)

FRENCH = Composed(
    template="L02",
    language="fr",
    sender=("Association Exemple", "1 rue des Exemples", "72000 Le Mans"),
    recipient=("Préfecture de la Sarthe", "Service des étrangers"),
    place_and_date="Le Mans, le 22 novembre 2026",
    references=(("Numéro étranger :", "9900000001"), ("Né·e le :", "17/05/1990")),
    subject="Objet : demande d’une attestation de prolongation d’instruction",
    blocks=tuple(
        Paragraph((Span(text),))
        for text in (
            "Madame, Monsieur,",
            (
                "J’ai déposé le 20 mars 2026, sur le téléservice ANEF, une demande de carte"
                " de résident en qualité de réfugié. La confirmation de dépôt est jointe."
            ),
            (
                "L’attestation de prolongation d’instruction qui m’a été remise a pris fin"
                " le 30 juin 2026, et le téléservice ne propose pas de la renouveler."
                " Ma demande est toujours en cours d’instruction."
            ),
            (
                "L’article R.431-15-3 du code de l’entrée et du séjour des étrangers et du"
                " droit d’asile prévoit une attestation de six mois, renouvelée tant que la"
                " demande est instruite. Sans elle, mon contrat de travail est suspendu."
            ),
            (
                "Je vous demande de me remettre cette attestation sans délai, et vous prie"
                " d’agréer, Madame, Monsieur, l’expression de ma considération distinguée."
            ),
        )
    ),
    attachments_title="Pièces jointes :",
    attachments=("Confirmation de dépôt", "Attestation échue", "Décision de l’OFPRA"),
    signature=("Signature de la personne",),
)

DARI = replace(
    FRENCH,
    language="fa_AF",
    place_and_date="\u2068Le Mans\u2069، 22 نوامبر 2026",
    subject="موضوع: درخواست تصدیق تمدید رسیدگی",
    blocks=tuple(
        Paragraph((Span(text),))
        for text in (
            "خانم، آقا،",
            (
                "من به تاریخ \u206620/03/2026\u2069 در سامانه \u2066ANEF\u2069 درخواست کارت"
                " اقامت به حیث پناهنده را ثبت کردم. تصدیق ثبت ضمیمه است."
            ),
            (
                "تصدیق تمدید رسیدگی (\u2066API\u2069) که به من داده شد به تاریخ"
                " \u206630/06/2026\u2069 ختم شد و سامانه امکان تمدید آن را نمی‌دهد."
                " درخواست من هنوز زیر رسیدگی است."
            ),
            (
                "ماده \u2066R.431-15-3\u2069 قانون ورود و اقامت خارجیان و حق پناهندگی تصدیق"
                " شش‌ماهه را پیش‌بینی می‌کند که تا ختم رسیدگی تمدید می‌شود. بدون آن قرارداد کار"
                " من معلق می‌ماند."
            ),
            "از شما خواهش می‌کنم که این تصدیق را بدون تأخیر به من بدهید.",
        )
    ),
    attachments_title="ضمیمه‌ها:",
    attachments=("تصدیق ثبت", "تصدیق ختم‌شده", "تصمیم \u2066OFPRA\u2069"),
    signature=("امضای شخص",),
    notice="این نسخه تنها برای خواندن است و ارزش حقوقی ندارد.",
)


def plain() -> bytes:
    """Return the French words as plain paragraphs in the same embedded font."""
    style = ParagraphStyle("plain", fontName="Floor", fontSize=11, leading=16)
    made = io.BytesIO()
    page = SimpleDocTemplate(made, pagesize=A4, invariant=1)
    page.build([PlainParagraph(line, style) for line in FRENCH.text.split("\n")])
    return made.getvalue()


def main() -> None:
    """Measure a letter, its copy beside Dari, and the floor, in turn."""
    font = resources.root("resources") / "fonts" / "NotoSans-Regular.ttf"
    pdfmetrics.registerFont(TTFont("Floor", str(font)))
    found = in_turn(
        {
            "floor": timed(plain),
            "letter": timed(lambda: letter(FRENCH)),
            "copy": timed(lambda: bilingual_letter(FRENCH, DARI)),
        },
        ROUNDS,
    )
    beside = "plain paragraphs"
    say("letter", found["letter"], found["floor"], beside, "<= 15 ms")
    say("copy beside Dari", found["copy"], found["floor"], beside, "<= 25 ms")


if __name__ == "__main__":
    main()
