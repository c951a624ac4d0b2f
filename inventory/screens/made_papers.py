"""What repacking and parcels share: the first line is what it is about, the others follow from it.

A recipe brings all lines at once; as long as it holds, another quantity of the first scales
the others.
"""

from __future__ import annotations

from dataclasses import replace

from desktop import layouts
from desktop.cells import Column, Row
from desktop.offices import Office
from desktop.shells import Shell
from inventory.paper_lines import PaperLine, PaperLines
from inventory.recipes import NewRecipe, Part, Recipe, RecipeKind
from inventory.screens import recipe_parts, stock_rows
from inventory.screens.stock_papers import StockPaperScreen
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import N_, _


class MadePaperScreen(StockPaperScreen):
    """Scan the one, then the others; or take a recipe."""

    kind: RecipeKind
    #: What the first line is, and every other.
    roles: tuple[str, str]
    head_words = ""

    def __init__(self, shell: Shell, office: Office) -> None:
        self.held: Recipe | None = None
        super().__init__(shell, office)
        self.recipes = recipe_parts.Recipes(self, self.kind, self.recipe, self._cooked)
        buttons = (self.source_button(N_("Di: {place}")), self.recipes.choose, self.recipes.remember)
        self.head_right.addLayout(layouts.row(*buttons, gap=8))
        self.show_words(_(self.head_words))
        self.make_parts()
        self.draw()

    def make_parts(self) -> None:
        """Add to `side` what the paper asks for besides."""

    def enter(self, **what: object) -> None:
        super().enter(**what)
        self.recipes.look()

    def columns(self) -> list[Column]:
        return stock_rows.paper_columns(roles=True)

    def drawn(self, place: int, line: PaperLine) -> Row:
        chosen = place == self.draft.chosen
        return stock_rows.made_row(line, _(self.roles[place > 0]), chosen=chosen, short=self.lacks(place, line))

    def draw(self, *, typed: bool = False) -> None:
        super().draw(typed=typed)
        if hasattr(self, "recipes"):
            self.recipes.draw(self.ready())

    def ready(self) -> bool:
        return super().ready() and len(self.draft.lines) > 1

    # -- recipes ---------------------------------------------------------------

    def loss_now(self) -> Quantity:
        """What is lost of the first good."""
        return NOTHING

    def show_loss(self, loss: Quantity) -> None:
        """What a recipe says is lost."""

    def _cooked(self, recipe: Recipe, lines: tuple[PaperLine, ...]) -> None:
        self.held = recipe
        self.show_loss(recipe.loss)
        self.take(PaperLines(lines, 0))
        self.quantity.setFocus()

    def _quantity_typed(self, quantity: Quantity | None) -> None:
        super()._quantity_typed(quantity)
        first = self.draft.lines[0] if self.draft.lines else None
        if self.held is None or first is None or self.draft.chosen != 0 or not quantity:
            return
        scaled = self.held.scaled(first.base_quantity)
        parts = {each.product_id: each.quantity for each in scaled.parts}
        rest = [replace(each, quantity=parts.get(each.product_id, each.quantity)) for each in self.draft.lines[1:]]
        self.draft = PaperLines((first, *rest), 0)
        self.show_loss(scaled.loss)
        self.draw(typed=True)

    def add(self, line: PaperLine, *, stay: bool = False) -> None:
        self.held = None
        super().add(line, stay=stay)

    def _remove(self) -> None:
        self.held = None
        super()._remove()

    def parts(self) -> tuple[Part, ...]:
        return tuple(Part(each.product_id, each.base_quantity) for each in self.draft.lines[1:])

    def recipe(self, name: str) -> NewRecipe:
        """What is on the screen, to be remembered."""
        first = self.draft.lines[0]
        what = (self.kind, name, first.product_id, first.base_quantity)
        return NewRecipe(*what, self.parts(), self.loss_now())

    def emptied(self) -> None:
        self.held = None
        self.show_loss(NOTHING)
        self.draw()
