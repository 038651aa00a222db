"""Options that describe the design of a sample in a file, and the design made from them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from peelian.records.case_tables import CaseTable
    from peelian.stats import Design

LONELY = ("fail", "certainty", "remove", "adjust", "average")


@dataclass(frozen=True)
class DesignOptions:
    """What the options say; each is the name of a column unless it is a plain number."""

    weight: str | None
    stratum: str | None
    cluster: str | None
    population: str | None
    second_cluster: str | None
    second_population: str | None
    poststratum: str | None
    poststratum_totals: Path | None
    lonely: str
    adjust_domain_lonely: bool

    def columns(self) -> dict[str, str]:
        """The columns of the file that the design needs, by argument."""
        given = {
            "weight": self.weight,
            "stratum": self.stratum,
            "cluster": self.cluster,
            "population": _unless_number(self.population),
            "second_cluster": self.second_cluster,
            "second_population": _unless_number(self.second_population),
            "poststratum": self.poststratum,
        }
        return {argument: column for argument, column in given.items() if column}

    def design(self, table: CaseTable) -> Design:
        """The design of the rows of a table; what is wrong with its cells is refused first."""
        from peelian.stats import Design

        columns = self.columns()
        taken: dict[str, Any] = {}
        for argument, column in columns.items():
            if argument in ("weight", "population", "second_population"):
                taken[argument] = table.numbers(column, positive=True)
            else:
                taken[argument] = table.names(column)
        table.refuse()
        for argument, given in (
            ("population", self.population),
            ("second_population", self.second_population),
        ):
            if given and argument not in columns:
                taken[argument] = float(given)
        with told_of_file(table.path, columns):
            return Design.from_columns(
                table.rows,
                poststratum_totals=self._totals(),
                lonely=self.lonely,
                adjust_domain_lonely=self.adjust_domain_lonely,
                **taken,
            )

    def _totals(self) -> Mapping[str, float] | None:
        """The known totals: a file with the column of the post-stratum and one of totals."""
        if self.poststratum is None or self.poststratum_totals is None:
            return None
        from peelian.records.duck import column_types, open_engine
        from peelian.records.small_tables import read_small_table

        with open_engine() as engine:
            there = list(column_types(engine, self.poststratum_totals))
        of = next((name for name in there if name != self.poststratum), self.poststratum)
        table = read_small_table(self.poststratum_totals, [self.poststratum, of])
        (names,), (totals,) = table.names(self.poststratum), table.full_numbers(of)
        return dict(zip(names, totals, strict=True))


def design_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a design to a command, which receives them as ``design_options``."""

    @functools.wraps(function)
    def run(**given: Any) -> Any:
        named = {name: given.pop(name) for name in DesignOptions.__dataclass_fields__}
        _refuse_halves(named)
        return function(design_options=DesignOptions(**named), **given)

    for option in reversed(OPTIONS):
        run = option(run)
    return run


@contextmanager
def told_of_file(path: Path, columns: Mapping[str, str]) -> Iterator[None]:
    """Name the file and its columns in a refusal that speaks of arguments."""
    from peelian.stats import StatsError

    try:
        yield
    except StatsError as error:
        found: Any = error.details.get("findings") or []
        for finding in found:
            finding["column"] = columns.get(finding.get("column"), finding.get("column"))
        raise StatsError(error.code, f"{path.name}: {error.message}", error.details) from error


def _unless_number(given: str | None) -> str | None:
    """The text, where it names a column and is no number."""
    try:
        float(given or "")
    except ValueError:
        return given
    return None


def _refuse_halves(given: Mapping[str, Any]) -> None:
    if bool(given["poststratum"]) != bool(given["poststratum_totals"]):
        raise click.UsageError(
            "--poststratum and --poststratum-totals belong together: give both or neither."
        )


OPTIONS = (
    click.option("--weight", help="Column with the weight; else population over sample, or 1."),
    click.option("--stratum", help="Column that names the stratum."),
    click.option("--cluster", help="Column that names the primary sampling unit, for example the incident."),
    click.option(
        "--population",
        help="Units in the population of the stratum: a column, or one number; brings the correction.",
    ),
    click.option("--second-cluster", help="Column that names the second-stage unit in the cluster."),
    click.option(
        "--second-population",
        help="Second-stage units in the population of the cluster: a column, or one number.",
    ),
    click.option("--poststratum", help="Column that names the post-stratum."),
    click.option(
        "--poststratum-totals",
        type=click.Path(path_type=Path),
        help="File with the post-strata, in a column of the same name, and the total of each.",
    ),
    click.option(
        "--lonely",
        type=click.Choice(LONELY),
        default="fail",
        show_default=True,
        help="What a stratum of one unit adds, when it was not taken whole.",
    ),
    click.option(
        "--adjust-domain-lonely",
        is_flag=True,
        help="Apply adjust or average also where a domain holds one unit of a stratum.",
    ),
)
