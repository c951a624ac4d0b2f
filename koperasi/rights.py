"""Rights: what a person may do, denied unless her role grants it.

One enum names both the permission and the deed in the audit trail, as
`room:noun:verb`.  To add a right: add a line here, grant it in `ROLES` below, put
`@needs(Permission.X)` on the deed.  A test walks every role × right.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from koperasi.text import N_


class Permission(StrEnum):
    """`room:noun:verb`, alphabetical."""

    AGREEMENT_SIGN = "consignment:agreement:sign"
    BOOKS_REBUILD = "koperasi:books:rebuild"
    CASH_DEPOSIT = "koperasi:cash:deposit"
    CASH_EXPECTED = "koperasi:cash:expected"
    COUNT_CLOSE = "inventory:count:close"
    COUNT_ENTER = "inventory:count:enter"
    DEBT_RECEIVE = "koperasi:debt:receive"
    DELIVERY_CORRECT = "consignment:delivery:correct"
    DELIVERY_RECEIVE = "consignment:delivery:receive"
    DRAWER_OPEN = "pos:drawer:open"
    GIVEBACK_MAKE = "consignment:giveback:make"
    GOODS_CONVERT = "consignment:goods:convert"
    GOODS_EDIT = "inventory:goods:edit"
    GOODS_IMPORT = "inventory:goods:import"
    GOODS_MERGE = "inventory:goods:merge"
    HISTORY_IMPORT = "pos:history:import"
    LABEL_PRINT = "inventory:label:print"
    LOSS_SETTLE = "consignment:loss:settle"
    LOG_OUT = "koperasi:user:log-out"
    LOG_IN = "koperasi:user:log-in"
    MAKER_ADJUST = "consignment:maker:adjust"
    MAKER_ADVANCE = "consignment:maker:advance"
    MAKER_EDIT = "consignment:maker:edit"
    MAKER_READ = "consignment:maker:read"
    MEMBER_CREDIT = "pos:member:credit"
    MEMBER_EDIT = "koperasi:member:edit"
    MEMBER_PIN = "koperasi:member:pin"
    MOVE_CASH = "koperasi:cash:move"
    OPENING_STOCK = "inventory:stock:open"
    ORDER_MAKE = "inventory:order:make"
    OVERRIDE_REVIEW = "pos:override:review"
    OVER_LIMIT = "pos:member:over-limit"
    PAYOUT_APPROVE = "consignment:payout:approve"
    PAYOUT_PAY = "consignment:payout:pay"
    PAYOUT_REVERSE = "consignment:payout:reverse"
    PERIOD_LOCK = "koperasi:period:lock"
    PRICE_CHANGE = "inventory:price:change"
    PROMOTION_EDIT = "inventory:promotion:edit"
    PURCHASE_CORRECT = "inventory:purchase:correct"
    PURCHASE_RECEIVE = "inventory:purchase:receive"
    QRIS_CHECK = "pos:qris:check"
    REPORT_READ = "koperasi:report:read"
    SALE_DISCOUNT = "pos:sale:discount"
    SALE_HOLD = "pos:sale:hold"
    SALE_LATE = "pos:sale:late"
    SALE_POST = "pos:sale:post"
    SALE_PRICE = "pos:sale:price"
    SALE_RETURN = "pos:sale:return"
    SALE_RETURN_BLIND = "pos:sale:return-blind"
    SALE_RETURN_LATE = "pos:sale:return-late"
    SALE_BELOW_FLOOR = "pos:sale:below-floor"
    SALE_SHELF_PRICE = "pos:sale:shelf-price"
    SALE_VOID = "pos:sale:void"
    SAVINGS_PAY_OUT = "koperasi:savings:pay-out"
    SAVINGS_RECEIVE = "koperasi:savings:receive"
    SETTINGS_EDIT = "koperasi:settings:edit"
    SHIFT_CLOSE = "koperasi:shift:close"
    SHIFT_OPEN = "koperasi:shift:open"
    SHIFT_VERIFY = "koperasi:shift:verify"
    SHOP_INIT = "koperasi:shop:init"
    STATEMENT_ANSWER = "consignment:statement:answer"
    STATEMENT_DRAW = "consignment:statement:draw"
    STOCK_MOVE = "inventory:stock:move"
    STOCK_REPACK = "inventory:stock:repack"
    STOCK_USE = "inventory:stock:use"
    STOCK_WRITE_OFF = "inventory:stock:write-off"
    SUPPLIER_EDIT = "inventory:supplier:edit"
    SUPPLIER_PAY = "inventory:supplier:pay"
    SUPPLIER_RETURN = "inventory:supplier:return"
    TAX_EDIT = "inventory:tax:edit"
    TENDER_CORRECT = "pos:tender:correct"
    TILL_EDIT = "koperasi:till:edit"
    TILL_TAKE_OVER = "pos:till:take-over"
    USER_EDIT = "koperasi:user:edit"
    VOUCHER_ISSUE = "koperasi:voucher:issue"


@dataclass(frozen=True, slots=True)
class Right:
    """A granted right: at most `limit` rupiah a deed and `daily_cap` a business day, where set."""

    limit: int | None = None
    daily_cap: int | None = None


Rights = dict[Permission, Right]
FULL = Right()

_CASHIER: Rights = {
    Permission.COUNT_ENTER: FULL,
    Permission.MAKER_READ: FULL,
    Permission.DEBT_RECEIVE: FULL,
    Permission.LOG_IN: FULL,
    Permission.LABEL_PRINT: FULL,
    Permission.LOG_OUT: FULL,
    Permission.MEMBER_CREDIT: FULL,
    Permission.MOVE_CASH: Right(limit=200_000, daily_cap=500_000),
    Permission.QRIS_CHECK: FULL,
    Permission.SALE_DISCOUNT: Right(limit=5_000, daily_cap=50_000),
    Permission.SALE_HOLD: FULL,
    Permission.SALE_POST: FULL,
    Permission.SALE_RETURN: Right(limit=100_000),
    Permission.SALE_SHELF_PRICE: Right(limit=10_000, daily_cap=50_000),
    Permission.SAVINGS_PAY_OUT: Right(limit=500_000, daily_cap=1_000_000),
    Permission.SAVINGS_RECEIVE: FULL,
    Permission.SHIFT_CLOSE: FULL,
    Permission.SHIFT_OPEN: FULL,
    Permission.TENDER_CORRECT: Right(limit=100_000, daily_cap=300_000),
}
_SUPERVISOR: Rights = {
    **_CASHIER,
    Permission.CASH_DEPOSIT: FULL,
    Permission.DELIVERY_RECEIVE: FULL,
    Permission.GIVEBACK_MAKE: FULL,
    Permission.PAYOUT_PAY: Right(limit=1_000_000, daily_cap=3_000_000),
    Permission.STATEMENT_ANSWER: FULL,
    Permission.STATEMENT_DRAW: FULL,
    Permission.DRAWER_OPEN: FULL,
    Permission.MOVE_CASH: FULL,
    Permission.ORDER_MAKE: FULL,
    Permission.OVER_LIMIT: Right(limit=500_000),
    Permission.OVERRIDE_REVIEW: FULL,
    Permission.PURCHASE_RECEIVE: FULL,
    Permission.REPORT_READ: FULL,
    Permission.SALE_DISCOUNT: Right(limit=100_000, daily_cap=1_000_000),
    Permission.SALE_BELOW_FLOOR: FULL,
    Permission.SALE_LATE: FULL,
    Permission.SALE_PRICE: FULL,
    Permission.SALE_RETURN: FULL,
    Permission.SALE_RETURN_BLIND: FULL,
    Permission.SALE_RETURN_LATE: FULL,
    Permission.SALE_SHELF_PRICE: FULL,
    Permission.SALE_VOID: FULL,
    Permission.SHIFT_VERIFY: FULL,
    Permission.STOCK_MOVE: FULL,
    Permission.STOCK_REPACK: FULL,
    Permission.STOCK_USE: Right(limit=200_000, daily_cap=500_000),
    Permission.STOCK_WRITE_OFF: Right(limit=200_000, daily_cap=500_000),
    Permission.SUPPLIER_RETURN: FULL,
    Permission.MEMBER_PIN: FULL,
    Permission.SAVINGS_PAY_OUT: FULL,
    Permission.TENDER_CORRECT: FULL,
    Permission.TILL_TAKE_OVER: FULL,
}
_MANAGER: Rights = {right: FULL for right in Permission if right is not Permission.SHOP_INIT}
_BOOKKEEPER: Rights = {
    Permission.CASH_DEPOSIT: FULL,
    Permission.CASH_EXPECTED: FULL,
    Permission.LOG_IN: FULL,
    Permission.LOG_OUT: FULL,
    Permission.MAKER_READ: FULL,
    Permission.PAYOUT_PAY: FULL,
    Permission.STATEMENT_ANSWER: FULL,
    Permission.STATEMENT_DRAW: FULL,
    Permission.PERIOD_LOCK: FULL,
    Permission.REPORT_READ: FULL,
    Permission.SUPPLIER_PAY: FULL,
}
#: The window in which makers look for themselves may do nothing else.
_KIOSK: Rights = {Permission.MAKER_READ: FULL}

#: Role id (of writer 0) → code, shown name, rights.
ROLES: dict[int, tuple[str, str, Rights]] = {
    1: ("konsole", N_("Konsol"), dict.fromkeys(Permission, FULL)),
    2: ("manager", N_("Manajer"), _MANAGER),
    3: ("supervisor", N_("Kepala Toko"), _SUPERVISOR),
    4: ("cashier", N_("Kasir"), _CASHIER),
    5: ("bookkeeper", N_("Pembukuan"), _BOOKKEEPER),
    6: ("kiosk", N_("Layar penitip"), _KIOSK),
}
#: Roles of built-in users: nobody is given one.
BUILT_IN = frozenset({"konsole", "kiosk"})
ROLE_IDS = {code: number for number, (code, _name, _rights) in ROLES.items()}
