"""The draw from a frame, by the engine: the same cases that `peelian.stats.draw_cases` draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from peelian.records.duck import quoted_text
from peelian.records.sampling.frame import Frame
from peelian.stats.errors import StatsError
from peelian.stats.keyed_draw import DrawnCase, check_sizes
from peelian.stats.sample_plan import SamplePlan, enlarged_sizes, planned_sizes

LARGEST_STRATUM_SAMPLE = 999_999
"""The engine keeps fewer than a million smallest numbers a group."""


@dataclass(frozen=True)
class SampleDraw:
    """What was drawn, from what, and how: all that a redraw needs."""

    plan: SamplePlan
    seed: str
    frame_file: str
    frame_rows: int
    frame_fingerprint: str
    populations: dict[str, int]
    sizes: dict[str, int]
    withdrawn: dict[str, str]
    cases: tuple[DrawnCase, ...]


def draw_sample(
    frame: Frame,
    plan: SamplePlan,
    seed: str,
    *,
    withdrawn: Mapping[str, str] | None = None,
    earlier_sizes: Mapping[str, int] | None = None,
) -> SampleDraw:
    """Draw from a frame.

    Parameters
    ----------
    withdrawn
        Reason by key of cases that cannot be reviewed; the next in order takes the place of each.
    earlier_sizes
        Sizes of the draw that this one enlarges: no stratum falls below them, so that every case stays.

    Raises
    ------
    StatsError
        ``frame-too-small``, ``unknown-stratum``, ``size-out-of-reach``, ``sample-too-large``.
    """
    gone = dict(withdrawn or {})
    sizes = planned_sizes(plan, frame.populations).sizes
    if earlier_sizes:
        sizes = enlarged_sizes(sizes, earlier_sizes)
    check_sizes(sizes, _available(frame, gone))
    _check_largest(sizes)
    return SampleDraw(
        plan, seed, str(frame.path), frame.rows, frame.fingerprint, frame.populations, sizes, gone,
        _drawn(frame, sizes, seed, gone),
    )  # fmt: skip


def _available(frame: Frame, gone: Mapping[str, str]) -> dict[str, int]:
    if not gone:
        return frame.populations
    rows = frame.engine.execute(
        "SELECT stratum, count(*) FROM frame WHERE key IN (SELECT unnest(?)) GROUP BY stratum", [list(gone)]
    ).fetchall()
    lost = {str(stratum): int(count) for stratum, count in rows}
    if sum(lost.values()) < len(gone):
        raise StatsError(
            "unknown-case",
            f"Of {len(gone)} withdrawn cases {sum(lost.values())} are in the frame. Check their keys.",
            {"keys": list(gone)},
        )
    return {stratum: size - lost.get(stratum, 0) for stratum, size in frame.populations.items()}


def _check_largest(sizes: Mapping[str, int]) -> None:
    large = [stratum for stratum, size in sizes.items() if size > LARGEST_STRATUM_SAMPLE]
    if large:
        raise StatsError(
            "sample-too-large",
            f"More than {LARGEST_STRATUM_SAMPLE:,} cases are wanted from {', '.join(large)}. Draw fewer, or review "
            "such strata whole outside the sample.",
            {"strata": large},
        )


def _drawn(
    frame: Frame, sizes: Mapping[str, int], seed: str, gone: Mapping[str, str]
) -> tuple[DrawnCase, ...]:
    frame.engine.execute(
        "CREATE OR REPLACE TEMP TABLE wanted AS SELECT unnest(?::VARCHAR[]) AS stratum, unnest(?::BIGINT[]) AS size",
        [list(sizes), list(sizes.values())],
    )
    without = "WHERE key NOT IN (SELECT unnest(?))" if gone else ""
    rows = frame.engine.execute(
        f"SELECT stratum, arg_min(key, sha256({quoted_text(seed + '|')} || key), size) "
        f"FROM frame JOIN wanted USING (stratum) {without} GROUP BY stratum ORDER BY stratum",
        [list(gone)] if gone else [],
    ).fetchall()
    return tuple(
        DrawnCase(key, stratum, order) for stratum, keys in rows for order, key in enumerate(keys, start=1)
    )
