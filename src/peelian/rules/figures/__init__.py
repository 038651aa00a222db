"""Figures: published numbers as values that write their own words.

>>> Count(key="G-098", measure="attendance", source="Case-file review", k=75, n=77).words()
'75 of 77'
"""

from peelian.rules.figures.amounts import Quantity, Share, Statement
from peelian.rules.figures.base import PROVENANCES, Figure, FigureComparison
from peelian.rules.figures.conversion import FIGURE_KINDS, comparison_from_json, figure_from_json
from peelian.rules.figures.rates import PercentageChange, Rate
from peelian.rules.figures.samples import DEFAULT_SMALL_BASE, Count, Estimate
from peelian.rules.periods import Period, day_words, period_from_json

__all__ = [
    "DEFAULT_SMALL_BASE",
    "FIGURE_KINDS",
    "PROVENANCES",
    "Count",
    "Estimate",
    "Figure",
    "FigureComparison",
    "PercentageChange",
    "Period",
    "Quantity",
    "Rate",
    "Share",
    "Statement",
    "comparison_from_json",
    "day_words",
    "figure_from_json",
    "period_from_json",
]
