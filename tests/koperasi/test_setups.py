"""A shop that an older program made gets the accounts and rights that it did not know, and no more."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from koperasi import ledger, setups, users
from koperasi.chart import ACCOUNT_IDS
from koperasi.ledger import Account, Role
from koperasi.rights import ROLE_IDS, Permission
from koperasi.shop import Shop
from koperasi.users import RoleRight


def test_what_an_older_program_did_not_know_is_added_once(shop: Shop) -> None:
    with shop.database.writing() as connection:
        connection.execute(delete(Account).where(Account.id == ACCOUNT_IDS[Role.DONATIONS]))
        connection.execute(delete(RoleRight).where(RoleRight.permission == Permission.DEBT_RECEIVE.value))
    setups.complete(shop.database)
    setups.complete(shop.database)

    with shop.reading() as connection:
        assert ledger.balance(connection, ACCOUNT_IDS[Role.DONATIONS]).amount == 0
        assert connection.scalar(select(Account.role).where(Account.id == ACCOUNT_IDS[Role.DONATIONS]))
        assert Permission.DEBT_RECEIVE in users.rights_of(connection, ROLE_IDS["cashier"])


def test_a_right_that_was_taken_from_a_role_stays_taken(shop: Shop) -> None:
    taken = (RoleRight.role_id == ROLE_IDS["cashier"]) & (RoleRight.permission == Permission.MEMBER_CREDIT.value)
    with shop.database.writing() as connection:
        connection.execute(update(RoleRight).where(taken).values(retired_at=shop.clock()))
    setups.complete(shop.database)

    with shop.reading() as connection:
        assert Permission.MEMBER_CREDIT not in users.rights_of(connection, ROLE_IDS["cashier"])
