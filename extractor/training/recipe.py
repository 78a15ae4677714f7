"""How the second reader is trained: `models/second_reader/recipe.cfg`, in spaCy's config format."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from extractor.second_reader.models import FOLDER
from extractor.vocabulary import models_folder

__all__ = ["Fitting", "Recipe", "load_recipe"]


class Fitting(msgspec.Struct, frozen=True):
    """How one CRF is fitted: penalties on the size of its weights, and the number of steps of L-BFGS."""

    l1_penalty: float
    l2_penalty: float
    max_iterations: int


class _Recipe(msgspec.Struct, frozen=True):
    seed: int
    folds: int
    least_plans: int


class Recipe(msgspec.Struct, frozen=True):
    """The whole recipe; `recipe` is what holds for all three models."""

    recipe: _Recipe
    items: Fitting
    headings: Fitting
    agencies: Fitting


@cache
def load_recipe() -> Recipe:
    """The recipe. Raises OSError where the file is missing, msgspec.ValidationError where it is not built so."""
    from spacy.util import load_config

    config: dict[str, Any] = load_config(models_folder() / FOLDER / "recipe.cfg")
    return msgspec.convert(config, Recipe)
