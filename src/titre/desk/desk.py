"""What can be asked of a desk? Import, facts, figures, a check: the front door for Python users.

A desk is a folder of plain text, kept in git, and a store beside it:

====================  =========================================================================
``desk.toml``         the settings, see ``settings``
``metrics.toml``      the analyst's own metrics
``aliases.toml``      the analyst's own names of companies
``securities.toml``   which security had which symbol when, where it is not known already
``events.csv``        what was reported outside the filings, each with its source
``letters/``          the articles
``lists/``            lists of securities: rules and picks
``commitments/``      what is published of them; ``private/`` holds what is not
``store/``            facts, prices, rates: made by ``titre import``, not kept in git
``downloads/``        what ``titre pull`` got, not kept in git
====================  =========================================================================
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from titre.desk.asking import Asking, read_days
from titre.desk.errors import DeskMissing
from titre.desk.filling import Filling
from titre.desk.folder import SETTINGS_FILE
from titre.store.engine import damage_told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cryptography.x509 import Certificate

    from titre.claims.model import Check
    from titre.records.returns.record import Record
    from titre.sources.rows import EventRow


class Desk(Asking, Filling):
    """The desk in a folder.

    Raises:
        DeskMissing: the folder holds no ``desk.toml``.
    """

    @classmethod
    def nearest(cls, folder: Path) -> Desk:
        """Return the desk of a folder, or of the nearest folder above it.

        Raises:
            DeskMissing: there is none.
        """
        for candidate in (folder, *folder.parents):
            if (candidate / SETTINGS_FILE).is_file():
                return cls(candidate)
        raise DeskMissing(folder, upwards=True)

    @classmethod
    def create(cls, path: Path | str, language: str = "en") -> Desk:
        """Make a desk in a folder that is new or empty; its files are commented in a language.

        Raises:
            DeskThere: the folder holds something already.
            DeskUnnameable: its path has bytes that are no UTF-8.
            DeskUnwritable: the machine refuses; what was written is removed again.
        """
        from titre.desk.making import make_desk

        folder = Path(path)
        make_desk(folder, language)
        return cls(folder)

    def events(self) -> list[EventRow]:
        """Return the events of ``events.csv`` and those imported, each once, by day.

        Raises:
            DeclarationFaulty: ``events.csv`` has faults.
        """
        from titre.desk.events import all_events

        return all_events(self.snapshot(), self.own_file("events.csv"), self.settings.reading)

    def check(
        self,
        text: str,
        *,
        title: str | None = None,
        published: date | str | None = None,
        as_of: date | str | None = None,
        lang: str | None = None,
        source: str | None = None,
        since: bool = True,
    ) -> Check:
        """Return the claims of an article and the verdict on each.

        ``published`` is the day the article came out, or as text the day, month or year; the article is
        judged by what was known then, unless ``as_of`` names another day. ``lang`` is found in the text
        where None. ``source`` is the file or address of the text, to be named in reports. ``since`` says
        whether what was filed after that day is looked up too, to be told beside the verdicts.

        Raises:
            LanguageUnknown: no grammar reads ``lang``.
            ParseError: ``published`` or ``as_of`` is no day.
        """
        from titre.claims.checking import check
        from titre.claims.publication import publication_day
        from titre.desk.returns import DeskReturns

        day = publication_day(published) if isinstance(published, str) else published
        with damage_told(self.store.folder):
            return check(
                text,
                title=title,
                published=day,
                as_of=read_days({"as_of": as_of})["as_of"],
                lang=lang,
                source=source,
                since=since,
                figures=self.engine,
                names=self.snapshot().names(),
                catalogue=self.catalogue,
                events=self.events(),
                returns=DeskReturns(self),
                rates=self.snapshot().rates(),
            )

    def record(
        self,
        name: str,
        *,
        to: date | None = None,
        currency: str | None = None,
        as_of: date | None = None,
        roots: Sequence[Certificate] = (),
        names: bool = False,
    ) -> Record:
        """Return what the picks of a list returned up to a day, today by default, in a currency.

        ``as_of`` is the day whose knowledge counts: the record as it would have been computed then. Stamps of
        its commitment count that hold by ``roots``, else by the certificates of the system. While the list is
        under embargo the record tells itself without names, in notebooks too; ``names`` is for the desk's own
        eyes.

        Raises:
            ListError: the desk has no such list.
            ListEdited: it is committed, and its files say something else.
            DeclarationFaulty: with every fault of the list's files or the desk's ledger.
        """
        from titre.desk.records import record_of_list

        with damage_told(self.store.folder):
            return record_of_list(self, name, to=to, currency=currency, as_of=as_of, roots=roots, names=names)
