"""The search index: every good's name by parts of its words, in the order of what sells.

Each engine has its own: SQLite an FTS5 table of trigrams, PostgreSQL a plain table of the
same name under pg_trgm (without it, where the extension may not be made, the table is read
through).  It is no record: the deeds of the catalogue keep it, and `rerank` makes it anew.

A word is kept after two marks that nobody can type, so that one or two letters are searched
as the beginning of a word and still are a trigram.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import cache

from sqlalchemy import Connection, MetaData, Text, TextClause, bindparam, event, func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from inventory.products import Product
from inventory.stock import Move, Reason
from koperasi.database import Record

TABLE = "product_fts"
MARK = "\x1f"
LETTERS = 3  # of a trigram
WORD = re.compile(r"\w+")

_ADD = text("INSERT INTO product_fts (product_id, words) VALUES (:product_id, :words)")
_REMOVE = text("DELETE FROM product_fts WHERE product_id IN :products").bindparams(
    bindparam("products", expanding=True)
)
_MATCH = text("SELECT product_id FROM product_fts WHERE product_fts MATCH :words ORDER BY rowid LIMIT :limit")
_FIRST = {
    "sqlite": text("SELECT product_id FROM product_fts ORDER BY rowid LIMIT :limit"),
    "postgresql": text("SELECT product_id FROM product_fts ORDER BY place LIMIT :limit"),
}
_POSTGRES = (
    "CREATE TABLE product_fts (place BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
    "product_id BIGINT NOT NULL, words TEXT NOT NULL)",
    "CREATE INDEX product_fts_product_id ON product_fts (product_id)",
    # A prefix of a code is found by these under any collation of the database.
    "CREATE INDEX barcodes_code_fts ON barcodes (code text_pattern_ops)",
    "CREATE INDEX products_code_fts ON products (code text_pattern_ops)",
)


def words_of(name: str) -> list[str]:
    """The words of a name or a query as they are compared: small letters without accents."""
    bare = (each for each in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(each))
    return WORD.findall("".join(bare))


def make(connection: Connection) -> None:
    """Make the index where it is missing, with every good in it."""
    if inspect(connection).has_table(TABLE) or not inspect(connection).has_table("products"):
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE product_fts USING fts5(product_id UNINDEXED, words, tokenize='trigram')"
        )
    else:
        for statement in _POSTGRES:
            connection.exec_driver_sql(statement)
        _make_trigrams(connection)
    rerank(connection)


def _make_trigrams(connection: Connection) -> None:
    try:
        with connection.begin_nested():
            connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            connection.exec_driver_sql("CREATE INDEX product_fts_trgm ON product_fts USING gin (words gin_trgm_ops)")
    except DBAPIError:
        return  # not ours to make on this server: searching then reads every name


@event.listens_for(Record.metadata, "after_create")
def _after_create(_metadata: MetaData, connection: Connection, **_options: object) -> None:
    make(connection)


def add(connection: Connection, names: Iterable[tuple[int, str]]) -> None:
    """Put goods (id, name) behind those that are there."""
    rows = [
        {"product_id": product_id, "words": "".join(f"{MARK}{MARK}{word}" for word in words_of(name))}
        for product_id, name in names
    ]
    if rows:
        connection.execute(_ADD, rows)


def remove(connection: Connection, products: Collection[int]) -> None:
    """Take goods out of the index."""
    connection.execute(_REMOVE, {"products": list(products)})


def rerank(connection: Connection) -> None:
    """Make the index anew, what was sold most often first (for a quiet hour: it reads every sale)."""
    sold = select(Move.product_id, func.count().label("times")).where(Move.reason == Reason.SALE)
    times = sold.group_by(Move.product_id).subquery()
    goods = select(Product.id, Product.name).outerjoin(times, times.c.product_id == Product.id)
    ranked = goods.where(Product.retired_at.is_(None)).order_by(func.coalesce(times.c.times, 0).desc(), Product.name)
    connection.execute(text("DELETE FROM product_fts"))
    add(connection, ((row.id, row.name) for row in connection.execute(ranked).all()))


def find(connection: Connection, query: str, limit: int) -> list[int]:
    """Ids of goods whose name has every word of the query, what sells first.

    A word of one or two letters is the beginning of a word; of three or more, any part.  An
    empty query gives what sells most, one of marks alone nothing.
    """
    words = words_of(query)
    if not words and query.strip():
        return []
    if not words:
        found = connection.execute(_FIRST[connection.dialect.name], {"limit": limit})
    elif connection.dialect.name == "sqlite":
        match = " ".join(f'"{_marked(word)}"' for word in words)
        found = connection.execute(_MATCH, {"words": match, "limit": limit})
    else:
        found = connection.execute(
            _likes(len(words)), {f"w{n}": _pattern(word) for n, word in enumerate(words)} | {"limit": limit}
        )
    return [int(row[0]) for row in found]


@cache
def _likes(words: int) -> TextClause:
    """PostgreSQL's query for so many words; each is written into it, since a prepared plan is blind to them."""
    likes = " AND ".join(f"words LIKE :w{n}" for n in range(words))
    statement = text(f"SELECT product_id FROM product_fts WHERE {likes} ORDER BY place LIMIT :limit")  # noqa: S608
    return statement.bindparams(*(bindparam(f"w{n}", type_=Text, literal_execute=True) for n in range(words)))


def _pattern(word: str) -> str:
    return "%{}%".format(_marked(word).replace("_", "\\_"))


def _marked(word: str) -> str:
    return MARK * max(0, LETTERS - len(word)) + word
