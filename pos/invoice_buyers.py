"""For whom a nota or an invoice was made out: remembered, so that it says the same when it is made again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi.database import LOCAL, Record
from koperasi.errors import BadInput
from koperasi.text import _, plain

MOST_NAME, MOST_ADDRESS = 100, 200


class InvoiceBuyer(Record):
    """Who stands on the papers of a sale, as it was typed."""

    __tablename__ = "invoice_buyers"
    __table_class__ = LOCAL

    #: No foreign key: what is typed here is no fact of the document.
    document_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    address: Mapped[str]


@dataclass(frozen=True, slots=True)
class PaperBuyer:
    """A buyer as a paper names her; nothing where nobody is named."""

    name: str = ""
    address: str = ""

    def tidy(self) -> PaperBuyer:
        """On one line each, without control characters; raises BadInput for what is too long."""
        name, address = plain(self.name), plain(self.address)
        for words, most, field in ((name, MOST_NAME, "name"), (address, MOST_ADDRESS, "address")):
            if len(words) > most:
                raise BadInput(_("Terlalu panjang: paling banyak {count} huruf.").format(count=most), field=field)
        return PaperBuyer(name, address)


NOBODY = PaperBuyer()


def kept(connection: Connection, document_id: int) -> PaperBuyer | None:
    """Who was typed for a sale's papers, or None."""
    found = select(InvoiceBuyer.name, InvoiceBuyer.address).where(InvoiceBuyer.document_id == document_id)
    row = connection.execute(found).one_or_none()
    return None if row is None else PaperBuyer(*row)


def keep(connection: Connection, document_id: int, buyer: PaperBuyer) -> None:
    """Remember who stands on a sale's papers from now on."""
    connection.execute(delete(InvoiceBuyer).where(InvoiceBuyer.document_id == document_id))
    row = {"document_id": document_id, "name": buyer.name, "address": buyer.address}
    connection.execute(insert(InvoiceBuyer).values(row))
