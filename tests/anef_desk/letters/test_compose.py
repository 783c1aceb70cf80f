"""A letter says what is known, and never leaves a hole."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from anef_desk.domain.case import Answer, Case, Channel, Filing, Outcome
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Civility, Status
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.i18n import NAMES
from anef_desk.letters.page import Composed, Table, dump, read
from anef_desk.letters.template import templates

Compose = Callable[..., Composed]

ENDED: dict[str, Any] = {"starts_on": date(2026, 4, 1), "ends_on": date(2026, 9, 30)}
WRONG: dict[str, Any] = {
    "ends_on": date(2026, 11, 30),
    "mention": "",
    "allows_work": False,
}

each_code = pytest.mark.parametrize("code", sorted(templates()))
each_language = pytest.mark.parametrize("language", NAMES)


@each_code
@each_language
def test_no_field_is_left_to_fill(written: Compose, code: str, language: str) -> None:
    text = written(code, language).text

    assert not re.search(r"[{}]|\bNone\b", text)
    assert "\n\n" not in text


@each_language
def test_a_letter_is_read_again_as_it_was(written: Compose, language: str) -> None:
    letter = written("L03", language)

    assert read(dump(letter)) == letter


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"blocks": [{"kind": "Table"}]}'])
def test_what_is_no_letter_is_not_read(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - JSON's, or ours
        read(text)


def test_only_what_is_known_is_said(written: Compose) -> None:
    known = written("L01").text
    unknown = written(
        "L01", case=None, documents=(), birth_date=None, nationality=""
    ).text

    assert "le 20 mars 2026" in known
    assert "Nationalité" in known
    assert "Date de naissance" in known
    assert "2026-0320" in known
    assert "Je prépare une demande" in unknown
    assert "Nationalité" not in unknown
    assert "Date de naissance" not in unknown
    assert "valable jusqu’au" not in unknown


def test_an_answer_of_spaces_is_no_answer(written: Compose) -> None:
    said = written("L02", answers={"harm": "Emploi suspendu"}).text
    blank = written("L02", answers={"harm": " \n "}).text

    assert "Sans cette attestation\u00a0: Emploi suspendu" in said
    assert "Sans cette attestation" not in blank


def test_the_lines_of_an_answer_are_joined(written: Compose) -> None:
    text = written("L02", answers={"attempts": "3 mai : appel\n\n 4 mai : message "})

    assert "faites\u00a0: 3 mai\u00a0: appel\u202f; 4 mai\u00a0: message" in text.text


@pytest.mark.parametrize(
    ("birth", "printed"),
    [
        (PartialDate(1994, 3, 21), "21/03/1994"),
        (PartialDate(1994, 3), "03/1994"),
        (PartialDate(1994), "1994"),
    ],
)
def test_a_birth_is_written_as_papers_print_it(
    written: Compose, birth: PartialDate, printed: str
) -> None:
    assert ("Date de naissance\u00a0:", printed) in written(
        "L01", birth_date=birth
    ).references


def test_the_days_of_a_copy_are_in_its_language(written: Compose) -> None:
    assert "20 mars 2026" in written("L02").text
    assert "20 March 2026" in written("L02", "en").text
    assert "20 березня 2026" in written("L02", "uk").text


def test_the_envelope_is_in_french_whatever_the_language(written: Compose) -> None:
    asked = ("Préfecture de la Sarthe", "Service des étrangers")

    assert written("L02", "ar").recipient == asked
    assert written("L02").recipient == asked
    assert written("L02", prefecture="").recipient == (
        "Préfecture",
        "Service des étrangers",
    )


def test_only_a_copy_says_that_it_has_no_legal_value(written: Compose) -> None:
    assert written("L02").notice == ""
    assert written("L02").footer == ""
    assert "without legal" in written("L02", "en").notice.lower()


def test_values_are_isolated_from_right_to_left(written: Compose) -> None:
    references = dict(written("L01", "ar").references)

    assert "\u20689903124477\u2069" in references.values()
    assert "\u206821/03/1994\u2069" in references.values()
    assert all("\u2068" not in v for _label, v in written("L01").references)


def test_the_refugees_article_is_for_refugees(written: Compose) -> None:
    refugee = written("L02").text
    other = written("L02", status=Status.SUBSIDIARY_PROTECTION).text

    assert "R.431-15-3" in refugee
    assert "R.431-15-4" not in refugee
    assert "R.431-15-4" in other
    assert "R.431-15-3" not in other


@pytest.mark.parametrize("code", ["L02", "L06"])
@pytest.mark.parametrize("with_api", [True, False])
def test_a_renewal_rests_on_the_article_of_renewals(
    written: Compose, api: ResidenceDocument, case: Case, code: str, *, with_api: bool
) -> None:
    """R.431-15-3 is about the first request of a refugee, and about nothing else."""
    card = replace(
        api,
        id="card",
        kind=Kind.RESIDENT_CARD,
        starts_on=date(2016, 10, 1),
        ends_on=date(2026, 9, 30),
        issued_for=None,
    )
    ended = replace(
        api,
        starts_on=date(2026, 10, 1),
        ends_on=date(2026, 11, 10),
        issued_for=IssuedFor.RENEWAL,
    )
    filing = Filing(filed_on=date(2026, 7, 30), complete=True)
    renewal = replace(
        case, filing=filing, answers=(Answer(fact="wants", value="renewal"),)
    )
    held = (ended, card) if with_api else (card,)

    text = written(code, documents=held, case=renewal).text

    assert "R.431-15-1" in text
    assert "R.431-15-3" not in text


def test_a_valid_title_is_not_said_to_have_ended(
    written: Compose, api: ResidenceDocument
) -> None:
    card = replace(api, kind=Kind.PERMIT, ends_on=date(2027, 9, 30))

    assert "a pris fin" not in written("L02", documents=(card,)).text


def test_an_appeal_that_interrupts_nothing_does_not_say_so(
    written: Compose, case: Case
) -> None:
    """CRPA L.411-2: it interrupts the two months only while they run."""
    typed = {"decision_told": "refus", "given": "passeport"}
    for refused_on, said in (("2026-10-02", True), ("2026-08-02", False)):
        refused = replace(
            case,
            answers=(
                Answer(fact="refused_on", value=refused_on),
                Answer(fact="appeal_routes_given", value=False),
            ),
        )
        text = written("L08", case=refused, answers=typed).text
        assert ("interrompt" in text) is said, refused_on


def test_the_health_cover_is_kept_only_by_what_ended_within_six_months(
    written: Compose, api: ResidenceDocument
) -> None:
    """CSS R.111-4: a title that ended years ago keeps nothing."""
    ended = replace(api, **ENDED)
    card = replace(
        api, id="card", kind=Kind.PERMIT, ends_on=date(2024, 3, 31), issued_for=None
    )

    text = written("L14", documents=(ended, card)).text

    assert "Mon attestation a pris fin le 30 septembre 2026" in text
    assert "Mon titre a pris fin" not in text


def test_a_paid_internship_rests_on_the_document_that_is_shown(
    written: Compose, api: ResidenceDocument
) -> None:
    silent = replace(api, allows_work=None)
    favourable = replace(api, id="adf", kind=Kind.ADF)
    typed = {"body_address": "Lycée de la Fiction", "course": "BTS"}

    for documents, said in (((silent, favourable), False), ((api,), True)):
        for code in ("L18", "V07"):
            text = written(code, documents=documents, answers=typed).text
            assert ("Un stage payé" in text) is said, (code, documents)


def test_an_ended_attestation_is_said_to_have_ended(
    written: Compose, api: ResidenceDocument
) -> None:
    ended = written("L02", documents=(replace(api, **ENDED),)).text
    going_on = written("L02").text

    assert "a pris fin le 30 septembre 2026" in ended
    assert "prend fin le 28 février 2027" in going_on


def test_the_attestations_own_dates_are_given_beside_a_later_paper(
    written: Compose, api: ResidenceDocument
) -> None:
    """A récépissé that ends later does not lend its date to the API."""
    later = ResidenceDocument(
        id="recepisse", kind=Kind.RECEPISSE, ends_on=date(2027, 5, 31)
    )

    text = written("L02", documents=(later, replace(api, **ENDED))).text

    assert "a pris fin le 30 septembre 2026" in text


def test_the_table_has_a_row_for_each_thing_to_correct(
    written: Compose, api: ResidenceDocument
) -> None:
    letter = written("L03", documents=(replace(api, **WRONG),))
    tables = [block for block in letter.blocks if isinstance(block, Table)]

    assert len(tables) == 1
    assert tables[0].header == ("Imprimé", "Attendu", "Texte")
    assert [row[1] for row in tables[0].rows] == [
        "Six mois",
        "«\u00a0reconnu réfugié\u00a0»",
        "Profession de son choix",
    ]


def test_an_empty_table_is_left_out_with_its_title(written: Compose) -> None:
    letter = written("L03")

    assert "Ce qui est à corriger" not in letter.text
    assert not any(isinstance(block, Table) for block in letter.blocks)


def test_an_identity_is_corrected_only_when_both_are_known(
    written: Compose,
) -> None:
    one = {"printed_identity": "KARIMY"}
    both = {**one, "expected_identity": "KARIMI"}

    assert "KARIMY" not in written("L03", answers=one).text
    assert (
        "KARIMY | KARIMI | RGPD, article\u00a016" in written("L03", answers=both).text
    )


@pytest.mark.parametrize("code", ["L11", "V01", "V07"])
def test_the_employer_is_not_told_of_asylum(written: Compose, code: str) -> None:
    """Neither the protection, the foreigner's number nor the address is named."""
    text = written(
        code,
        address="Foyer de la Fiction",
        protection_decision_number="99-00001",
        civility=Civility.MADAME,
    ).text.lower()

    told = text.replace("séjour des étrangers et du droit d’asile", "")
    for secret in ("réfugi", "asile", "ofpra", "9903124477", "foyer", "99-00001"):
        assert secret not in told
    assert ("boulangerie de la fiction" in text) is (code == "L11")


def test_a_city_that_is_not_known_is_left_out(written: Compose) -> None:
    place = written("L01", organisation=Organisation(name="Accueil")).place_and_date

    assert place == "Le 22 novembre 2026"


@pytest.mark.parametrize(
    "text", ["{name} {0} {}", "%s %(name)s", "{birth.year.__class__}"]
)
def test_what_is_typed_is_never_a_template(
    written: Compose, case: Case, text: str
) -> None:
    """A brace in a name stays a brace."""
    letter = written("L11", given_names=text)

    assert f"KARIMI (EXEMPLE) {text}" in letter.text
    assert text in written("L02", answers={"harm": text}).text
    filed = replace(case, filing=replace(case.filing, number=text))  # type: ignore[type-var]
    assert text in written("L02", case=filed).text


def test_an_attestation_is_not_said_to_have_no_button_unless_somebody_saw_it(
    written: Compose, case: Case
) -> None:
    """D21 is noticed; a date of end alone says nothing of the account."""
    plain = written("L02").text
    seen = written("L02", case=replace(case, symptoms=("D21",))).text

    for text in (plain, seen):
        assert "prend fin le 28 février 2027" in text.replace("\u00a0", " ")
    assert "Mon compte ne permet pas" not in plain
    assert "Mon compte ne permet pas" in seen


def test_a_request_is_said_to_be_on_anef_where_it_was_filed_there(
    written: Compose, case: Case
) -> None:
    assert case.filing is not None
    counter = replace(case.filing, channel=Channel.PREFECTURE)

    assert "téléservice ANEF" in written("L02").text
    elsewhere = written("L02", case=replace(case, filing=counter)).text
    assert "téléservice ANEF" not in elsewhere
    assert "J’ai déposé une demande" in elsewhere


def test_the_defender_is_told_of_a_judge_in_the_words_that_were_typed(
    written: Compose,
) -> None:
    """Nobody said that there is none as long as it was not asked."""
    asked = {"problem": "a", "chronology": "b", "hope": "c"}

    assert "juge" not in written("L10", answers=asked).text
    text = written("L10", answers={**asked, "court": "aucun"}).text
    assert "Juge saisi de cette affaire : aucun" in text.replace("\u00a0", " ")


def test_work_that_no_text_allows_is_not_claimed(written: Compose, case: Case) -> None:
    """D25 may be noticed by anybody; R.431-15-2 names the titles it is about."""
    barred = (ResidenceDocument(id="d", kind=Kind.API, **WRONG),)
    noticed = replace(case, symptoms=("D25",))

    def rows(status: Status) -> list[tuple[str, ...]]:
        letter = written("L03", documents=barred, case=noticed, status=status)
        return [
            row for one in letter.blocks if isinstance(one, Table) for row in one.rows
        ]

    assert rows(Status.FAMILY_OF_REFUGEE)
    assert not rows(Status.PERMIT_HOLDER)


def test_the_work_of_a_renewal_rests_on_the_text_of_renewals(
    written: Compose, case: Case
) -> None:
    """R.431-15-3 is about the first attestation of a refugee."""
    barred = ResidenceDocument(id="d", kind=Kind.API, **WRONG)
    card = ResidenceDocument(
        id="c", kind=Kind.RESIDENT_CARD, ends_on=date(2026, 7, 31), allows_work=True
    )
    renewal = (Answer(fact="wants", value="renewal"),)
    noticed = replace(case, symptoms=("D25",))

    first = written("L03", documents=(barred,), case=noticed).text
    assert "R.431-15-3" in first
    assert "R.431-15-2" not in first
    again = replace(noticed, answers=renewal)
    renewed = replace(barred, issued_for=None)
    text = written("L03", documents=(renewed, card), case=again).text
    assert "R.431-15-2" in text
    assert "R.431-15-3" not in text


def test_a_card_with_an_error_is_corrected_as_an_attestation_is(
    written: Compose, api: ResidenceDocument, case: Case
) -> None:
    """D37: the card is not given back before a récépissé."""
    card = replace(api, kind=Kind.PERMIT, issued_for=None)
    noticed = replace(case, symptoms=("D37",))
    told = {"printed_identity": "KARIMY", "expected_identity": "KARIMI"}

    text = written("L03", documents=(card,), case=noticed, answers=told).text
    assert "Un titre de séjour valable jusqu’au 28 février 2027" in text
    assert "KARIMY" in text
    assert "Je garde celui-ci" in text
    assert "attestation" not in text
    both = replace(noticed, symptoms=("D23", "D37"))
    text = written("L03", documents=(api, card), case=both, answers=told).text
    assert "attestation rectifiée" in text
    assert "titre corrigé" in text


def test_a_notice_about_the_card_says_nothing_of_the_filing_of_something_else(
    written: Compose, case: Case
) -> None:
    """D38: what was filed is a travel document; the card is what is late."""
    filing = Filing(filed_on=date(2026, 9, 20), complete=True)
    asked = replace(
        case, filing=filing, answers=(Answer(fact="wants", value="travel_document"),)
    )
    told = {"requests": "3 novembre : message"}

    text = written("L06", case=asked, answers=told).text
    assert "R.424-1" in text
    assert "20 septembre 2026" not in text
    late = (
        *asked.answers,
        Answer(fact="completion_asked_on", value="2026-10-01"),
        Answer(fact="completion_due_on", value="2026-10-31"),
    )
    text = written("L06", case=replace(asked, answers=late), answers=told).text
    assert "J’ai déposé une demande le 20 septembre 2026" in text
    assert "demande de titre" not in text
    assert "Confirmation de dépôt du 20 septembre 2026" in text


def test_the_reasons_of_another_request_name_no_title(
    written: Compose, case: Case
) -> None:
    duplicate = replace(case, answers=(Answer(fact="wants", value="duplicate"),))

    assert "demande de titre de séjour" in written("L07").text
    text = written("L07", case=duplicate).text
    assert "demande de titre" not in text
    assert "que vous avez reçue le 20 mars 2026" in text


def test_a_card_is_asked_for_in_the_words_of_what_happened(
    written: Compose, case: Case
) -> None:
    """Nobody is said to await an appointment before the card is said to be ready."""
    granted = replace(case, outcome=Outcome.GRANTED, answered_on=date(2026, 11, 20))
    counter = replace(case.filing, channel=Channel.PREFECTURE)  # type: ignore[type-var]
    told = {"shown": "Votre demande est acceptée"}

    def text(case: Case, **answers: str) -> str:
        return written("L27", documents=(), case=case, answers=answers).text

    waiting = "pas reçu de convocation"
    assert waiting not in text(replace(case, symptoms=("D33",)), **told)
    assert waiting in text(replace(case, symptoms=("D34",)), **told)
    assert "Mon compte ANEF affiche" in text(granted, **told)
    elsewhere = text(replace(granted, filing=counter))
    assert "compte ANEF" not in elsewhere
    assert "Ma demande de titre de séjour est acceptée." in elsewhere
    assert "je vous demande un document qui prouve mon séjour" in elsewhere


def ended_card(api: ResidenceDocument) -> ResidenceDocument:
    return replace(
        api, kind=Kind.RESIDENT_CARD, ends_on=date(2026, 10, 31), issued_for=None
    )


def test_a_card_that_ended_and_still_covers_is_explained(
    written: Compose, api: ResidenceDocument, case: Case
) -> None:
    """L.433-3, 3rd paragraph: social rights, and work, till the answer."""
    filing = Filing(filed_on=date(2026, 7, 20), complete=True)
    renewal = replace(
        case, filing=filing, answers=(Answer(fact="wants", value="renewal"),)
    )
    asked = {
        "employer": "Boulangerie",
        "body_address": "CAF",
        "benefit": "APL",
    }

    for code in ("L11", "L12", "L15"):
        documents = (ended_card(api),)
        text = written(code, documents=documents, case=renewal, answers=asked).text
        assert "L.433-3" in text
        assert "jusqu’au 31 janvier 2027 au plus tard" in text
        assert "qui a pris fin le 31 octobre 2026" in text
        assert "Confirmation de dépôt du 20 juillet 2026" in text
        assert "valable jusqu’au" not in text
        covered = written(code, documents=(*documents, api), case=renewal)
        assert "L.433-3" not in covered.text


def test_a_request_that_was_late_asks_for_a_paper_that_is_not_due(
    written: Compose, api: ResidenceDocument, case: Case
) -> None:
    """D19: a failure that is proved may be pleaded; nothing is claimed as a right."""
    filing = Filing(filed_on=date(2026, 10, 20), complete=True)
    renewal = replace(
        case, filing=filing, answers=(Answer(fact="wants", value="renewal"),)
    )
    told = {"harm": "emploi perdu", "late_reason": "panne du 3 au 19 octobre"}

    text = written("L02", documents=(ended_card(api),), case=renewal, answers=told).text
    assert "panne du 3 au 19 octobre" in text
    assert "document provisoire" in text
    assert "R.431-15-1" not in text
    assert "tribunal" not in text
    assert "R.431-15-1" in written(
        "L02", documents=(replace(api, issued_for=IssuedFor.RENEWAL),), case=renewal
    ).text.replace("R.431-15-3", "")


def test_no_silence_is_claimed_of_whom_gave_an_appointment(
    written: Compose, case: Case
) -> None:
    """D35: an appointment for the card is an answer, though none was noted."""
    silence = "pas encore répondu"
    late = replace(case, symptoms=("D35",))

    assert silence in written("L02").text
    told = written("L02", case=late).text
    assert silence not in told
    assert "retirer ma carte vient après la fin de mon attestation" in told


def test_an_amicable_commission_is_promised_within_its_two_months(
    written: Compose,
) -> None:
    asked = {"body_address": "CAF", "benefit": "APL"}

    def promised(day: date | None) -> bool:
        typed = {"decision_day": day} if day else {}
        text = written("L12", answers={**asked, **typed}).text
        return "commission de recours amiable" in text

    assert promised(None)
    assert promised(date(2026, 9, 22))
    assert not promised(date(2026, 9, 21))


@pytest.mark.parametrize("code", ["L12", "L13", "L14", "L17", "V02", "V03", "V06"])
def test_a_first_attestation_alone_rests_on_the_article_of_first_attestations(
    written: Compose, api: ResidenceDocument, code: str
) -> None:
    """A renewal of a refugee is under R.431-15-1, as L02 has it."""
    card = ResidenceDocument(
        id="c", kind=Kind.RESIDENT_CARD, ends_on=date(2026, 10, 31)
    )
    renewed = replace(api, issued_for=IssuedFor.RENEWAL)

    first = written(code).text
    again = written(code, documents=(renewed, card)).text

    assert "R.431-15-3" in first
    assert "R.431-15-3" not in again
    assert "R.431-15-1" in again
