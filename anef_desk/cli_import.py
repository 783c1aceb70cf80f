"""The verbs about tables: people, and the book of prefectures another desk gave."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anef_desk.cli_access import add_passphrase
from anef_desk.cli_answer import acknowledge, print_json, write
from anef_desk.cli_parser import place
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_, SOURCE_LANGUAGE, load

if TYPE_CHECKING:
    from anef_desk.desk.planned import Plan, PlannedLine
    from anef_desk.desk.session import Desk


class UnknownImportError(ExpectedError):
    """No import has this identifier."""

    message = N_("Aucun import n’a cet identifiant.")
    advice = N_("Rien n’a été changé. Vérifiez-le, puis recommencez.")
    exit_code = 18


class ImportVerbs:
    """The verbs, and how the command line reads a passphrase."""

    def __init__(self, passphrase: Callable[[argparse.Namespace], str]) -> None:
        self._passphrase = passphrase

    def add(self, verbs: argparse._SubParsersAction[Any]) -> None:
        """Add the verbs to those of ``vault``."""
        bring = verbs.add_parser(
            "import", help=N_("des personnes d’un tableau CSV ou XLSX")
        )
        bring.add_argument("path", type=place, metavar="PATH")
        bring.add_argument("--file", type=Path, required=True)
        bring.add_argument(
            "--dry-run", action="store_true", help=N_("dire ce qui serait fait")
        )
        bring.set_defaults(run=self._import)
        book = verbs.add_parser(
            "book", help=N_("le carnet des préfectures, en tableau")
        )
        book.add_argument("path", type=place, metavar="PATH")
        way = book.add_mutually_exclusive_group(required=True)
        way.add_argument("--export", type=Path, metavar="FILE.csv")
        way.add_argument("--import", type=Path, metavar="FILE", dest="table")
        book.add_argument(
            "--dry-run", action="store_true", help=N_("dire ce qui serait importé")
        )
        book.set_defaults(run=self._book)
        undo = verbs.add_parser("undo-import", help=N_("annuler un import"))
        undo.add_argument("path", type=place, metavar="PATH")
        undo.add_argument("import_id", metavar="IDENTIFIER")
        undo.set_defaults(run=self._undo)
        for verb in (bring, book, undo):
            verb.add_argument("--staff", metavar="NAME")
            add_passphrase(verb)

    def _import(self, options: argparse.Namespace) -> int:
        with self._opened(options) as desk:
            table = desk.imports.look(options.file)
            plan = desk.imports.plan(table, desk.imports.guess(table))
            found = {**_summary(plan), "documents": plan.documents}
            if not options.dry_run and plan.writes:
                found["import"] = desk.imports.run(plan).id
            print_json(found)
            if "import" in found:
                acknowledge(desk.acknowledged)
        return 0

    def _book(self, options: argparse.Namespace) -> int:
        with self._opened(options) as desk:
            if options.export is not None:
                write(options.export, desk.prefecture_tables.csv())
                print_json({"prefectures": len(desk.prefectures.all())})
                return 0
            table = desk.imports.look(options.table)
            plan = desk.prefecture_tables.plan(
                table, desk.prefecture_tables.guess(table)
            )
            written = plan.writes and not options.dry_run
            if written:
                desk.prefecture_tables.run(plan)
            print_json(_summary(plan))
            if written:
                acknowledge(desk.acknowledged)
        return 0

    def _undo(self, options: argparse.Namespace) -> int:
        with self._opened(options) as desk:
            try:
                undone = desk.imports.undo(options.import_id)
            except LookupError as error:
                raise UnknownImportError from error
            print_json(
                {
                    "removed": undone.removed,
                    "restored": undone.restored,
                    "left": undone.left,
                }
            )
            acknowledge(desk.acknowledged)
        return 0

    @contextmanager
    def _opened(self, options: argparse.Namespace) -> Iterator[Desk]:
        from anef_desk.desk.session import open_by_name  # noqa: PLC0415

        passphrase = self._passphrase(options)
        with closing(open_by_name(options.path, options.staff, passphrase)) as desk:
            yield desk


def _summary(plan: Plan[Any]) -> dict[str, Any]:
    """Return what a plan would do; lines are named by their numbers alone."""
    return {
        "sheet": plan.table.sheet,
        "sheets_left": list(plan.table.others),
        "columns": _columns(plan),
        "new": plan.count("new"),
        "completed": plan.count("completed"),
        "same": plan.count("same"),
        "refused": [_refusal(row) for row in plan.rows if row.outcome == "refused"],
    }


def _columns(plan: Plan[Any]) -> dict[str, str]:
    """Return what each heading says; of several alike, the one that says something."""
    found: dict[str, str] = {}
    for heading, key in zip(plan.table.headings, plan.columns, strict=True):
        if key or heading not in found:
            found[heading] = key
    return found


def _refusal(row: PlannedLine) -> dict[str, Any]:
    french = load(SOURCE_LANGUAGE)
    return {
        "line": row.line,
        "why": [french.text(why.sentence, **why.values) for why in row.why],
    }
