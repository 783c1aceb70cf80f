"""What a vault holds: one repository per aggregate, and the journal."""

from __future__ import annotations

from anef_desk.vault.connection import Database
from anef_desk.vault.journal import Journal
from anef_desk.vault.repositories.appointments import Appointments
from anef_desk.vault.repositories.cases import Cases
from anef_desk.vault.repositories.colleagues import Colleagues
from anef_desk.vault.repositories.documents import Documents
from anef_desk.vault.repositories.drafts import Drafts
from anef_desk.vault.repositories.events import Events
from anef_desk.vault.repositories.households import Households
from anef_desk.vault.repositories.identities import Identities
from anef_desk.vault.repositories.letters import Letters
from anef_desk.vault.repositories.merges import Merges
from anef_desk.vault.repositories.organisation import OrganisationRecord
from anef_desk.vault.repositories.people import People


class Store:
    """What a vault holds, as seen by one transaction, or only read."""

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self.journal = journal
        self.people = People(database, journal)
        self.documents = Documents(database, journal)
        self.cases = Cases(database, journal)
        self.letters = Letters(database, journal)
        self.drafts = Drafts(database, journal)
        self.organisation = OrganisationRecord(database, journal)
        self.staff = Colleagues(database, journal)
        self.events = Events(database, journal)
        self.identities = Identities(database, journal)
        self.appointments = Appointments(database, journal)
        self.households = Households(database, journal)
        self.merges = Merges(database, journal)

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
