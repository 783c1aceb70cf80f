"""What a vault holds: one repository per aggregate, and the journal."""

from __future__ import annotations

from anef_desk.vault.connection import Database
from anef_desk.vault.erasure import Erasure
from anef_desk.vault.history import History
from anef_desk.vault.integrity import Vouched
from anef_desk.vault.journal import Journal
from anef_desk.vault.repositories.agenda import Agenda
from anef_desk.vault.repositories.appointments import Appointments
from anef_desk.vault.repositories.attachments import Attachments
from anef_desk.vault.repositories.cases import Cases
from anef_desk.vault.repositories.colleagues import Colleagues
from anef_desk.vault.repositories.counts import Counts
from anef_desk.vault.repositories.documents import Documents
from anef_desk.vault.repositories.drafts import Drafts
from anef_desk.vault.repositories.events import Events
from anef_desk.vault.repositories.finding import Finding
from anef_desk.vault.repositories.handovers import Handovers
from anef_desk.vault.repositories.households import Households
from anef_desk.vault.repositories.identities import Identities
from anef_desk.vault.repositories.imports import Imports
from anef_desk.vault.repositories.incidents import Incidents
from anef_desk.vault.repositories.letter_templates import LetterTemplates
from anef_desk.vault.repositories.letters import Letters
from anef_desk.vault.repositories.logos import Logos
from anef_desk.vault.repositories.merges import Merges
from anef_desk.vault.repositories.organisation import OrganisationRecord
from anef_desk.vault.repositories.people import People
from anef_desk.vault.repositories.people_index import PeopleIndex
from anef_desk.vault.repositories.pocket_codes import PocketCodes
from anef_desk.vault.repositories.postponements import Postponements
from anef_desk.vault.repositories.prefectures import Prefectures
from anef_desk.vault.repositories.recovery_sheets import RecoverySheets
from anef_desk.vault.repositories.rights_losses import RightsLosses
from anef_desk.vault.repositories.security_settings import SecuritySettings
from anef_desk.vault.repositories.settings import Settings
from anef_desk.vault.retention import Retentions


class Store:
    """What a vault holds, as seen by one transaction, or only read."""

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self.journal = journal
        self.history = History(database)
        self.people = People(database, journal)
        self.people_index = PeopleIndex(database)
        self.finding = Finding(database, self.people)
        self.documents = Documents(database, journal)
        self.cases = Cases(database, journal)
        self.letters = Letters(database, journal)
        self.letter_templates = LetterTemplates(database, journal)
        self.pocket_codes = PocketCodes(database, journal)
        self.incidents = Incidents(database, journal)
        self.rights_losses = RightsLosses(database, journal)
        self.counts = Counts(database)
        self.drafts = Drafts(database, journal)
        self.organisation = OrganisationRecord(database, journal)
        self.staff = Colleagues(database, journal)
        self.recovery_sheets = RecoverySheets(database, journal)
        self.security_settings = SecuritySettings(database, journal)
        self.attachments = Attachments(database, journal)
        self.retention = Retentions(database, journal)
        self.settings = Settings(database, journal)
        self.erasure = Erasure(database, journal)
        self.postponements = Postponements(database, journal)
        self.handovers = Handovers(database, journal)
        self.agenda = Agenda(database, journal)
        self.events = Events(database, journal)
        self.identities = Identities(database, journal)
        self.appointments = Appointments(database, journal)
        self.households = Households(database, journal)
        self.merges = Merges(database, journal)
        self.prefectures = Prefectures(database, journal)
        self.logos = Logos(database, journal)
        self.imports = Imports(database, journal)

    def vouched(self) -> dict[str, Vouched]:
        """Return the repositories whose records the journal vouches for, by entity."""
        found: tuple[Vouched, ...] = (
            self.people,
            self.documents,
            self.cases,
            self.letters,
            self.incidents,
            self.rights_losses,
            self.organisation,
            self.staff,
            self.recovery_sheets,
            self.security_settings,
            self.attachments,
            self.retention,
            self.settings,
            self.letter_templates,
            self.postponements,
            self.handovers,
            self.events,
            self.identities,
            self.appointments,
            self.households,
            self.merges,
            self.prefectures,
            self.logos,
            self.imports,
        )
        return {repository.entity: repository for repository in found}

    def commit(self) -> int:
        """Make every change durable; return the number of the last journal entry.

        Raises:
            DiskFullError: If there is no room: nothing was changed.
            OutsideTransactionError: If nothing can be written now.
        """
        self.journal.assert_writing()
        head = self.journal.head()
        self._database.commit()
        return head.number
