"""Statistics of an inspectorate: samples, estimates, intervals, change, agreement and comparison.

Needs numpy and scipy alone and works in a notebook: ``from peelian.stats import ...``.
"""

from peelian.stats.errors import StatsError as StatsError
