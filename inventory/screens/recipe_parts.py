"""Recipes beside the work: one key brings the lines of last time, another remembers those of now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from desktop.buttons import KeyButton
from desktop.notices import Notice
from inventory import paper_lines, recipes
from inventory.paper_lines import PaperLine
from inventory.recipes import NewRecipe, Recipe, RecipeKind
from inventory.screens.stock_papers import StockPaperScreen
from koperasi.shop import Shop
from koperasi.text import _
from koperasi.work import Actor

#: What is on the screen as a recipe of that name, and what is done with one that is chosen.
Written = Callable[[str], NewRecipe]
Cooked = Callable[[Recipe, tuple[PaperLine, ...]], object]


def all_of(shop: Shop, kind: RecipeKind) -> list[Recipe]:
    with shop.reading() as connection:
        return recipes.all_of(connection, kind)


def lines_of(shop: Shop, place: int, recipe: Recipe) -> tuple[PaperLine, ...]:
    """The recipe's goods as lines, the first good first."""
    wanted = [(recipe.product_id, recipe.quantity), *((each.product_id, each.quantity) for each in recipe.parts)]
    with shop.reading() as connection:
        return paper_lines.lines_of(connection, place, wanted)


def kept(shop: Shop, person: Actor, new: NewRecipe) -> int:
    with shop.work(person, channel="office") as work:
        return recipes.keep(work, new)


class Recipes:
    """The two buttons, and what they do."""

    def __init__(self, screen: StockPaperScreen, kind: RecipeKind, written: Written, cooked: Cooked) -> None:
        self._screen, self._kind, self._written, self._cooked = screen, kind, written, cooked
        self.known: list[Recipe] = []
        choose = screen.act("Ctrl+R", _("Resep"), self._choose, icon_name="note")
        remember = screen.act("Ctrl+I", _("Ingat resep"), self._remember, icon_name="plus")
        self.choose, self.remember = KeyButton(choose), KeyButton(remember)
        self._choosing, self._remembering = choose, remember

    def look(self) -> None:
        read = partial(all_of, self._screen.desk.shop, self._kind)
        self._screen.shell.deeds.read(self._screen, read, done=self._found, latest="recipes")

    def _found(self, known: list[Recipe]) -> None:
        self.known = known
        self._choosing.setEnabled(bool(known))

    def draw(self, ready: bool) -> None:
        self._remembering.setEnabled(ready)

    def _choose(self) -> None:
        by_id = {each.id: each for each in self.known}
        choices = [(each.id, each.name) for each in self.known]
        self._screen.pick(_("Resep"), choices, lambda key: self._take(by_id[key]))  # type: ignore[index]

    def _take(self, recipe: Recipe) -> None:
        read = partial(lines_of, self._screen.desk.shop, self._screen.source_id, recipe)
        self._screen.shell.deeds.read(self._screen, read, done=partial(self._cooked, recipe), latest="recipe")

    def _remember(self) -> None:
        """The recipe is called by its first good, and stands in place of an older one of that name."""
        first = self._screen.draft.lines[0]
        older = next((each.id for each in self.known if each.name == first.name), None)
        new = replace(self._written(first.name), id=older)
        work = partial(kept, self._screen.desk.shop, self._screen.desk.person, new)
        self._screen.shell.deeds.write(self._screen, work, done=self._remembered, button=self.remember)

    def _remembered(self, _recipe_id: int) -> None:
        self.look()
        self._screen.say(Notice(_("Resep diingat. Lain kali tekan **Ctrl R**."), "ok"))
