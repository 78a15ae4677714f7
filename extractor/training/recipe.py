"""How the second reader is trained: `models/second_reader/recipe.cfg`, in spaCy's config format, with the pipeline of the yardstick."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from extractor.second_reader.models import FOLDER
from extractor.vocabulary import models_folder

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Fitting", "Recipe", "load_pipeline", "load_recipe"]


class Fitting(msgspec.Struct, frozen=True):
    """How one CRF is fitted: penalties on the size of its weights, and the number of steps of L-BFGS."""

    l1_penalty: float
    l2_penalty: float
    max_iterations: int


class _Recipe(msgspec.Struct, frozen=True):
    seed: int
    folds: int
    least_plans: int


class _Yardstick(msgspec.Struct, frozen=True):
    epochs: int
    batch: int
    drop: float


class Recipe(msgspec.Struct, frozen=True):
    """The whole recipe; `recipe` is what holds for all three models."""

    recipe: _Recipe
    items: Fitting
    headings: Fitting
    agencies: Fitting
    yardstick: _Yardstick


@cache
def load_recipe() -> Recipe:
    """The recipe. Raises OSError where the file is missing, msgspec.ValidationError where it is not built so."""
    return msgspec.convert(_config(), Recipe)


def load_pipeline() -> Language:
    """The untrained pipeline of the recipe."""
    from spacy.util import load_model_from_config

    return load_model_from_config(_config(), auto_fill=True)


def _config() -> Any:
    from spacy.util import load_config

    return load_config(models_folder() / FOLDER / "recipe.cfg")
