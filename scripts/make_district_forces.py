"""Make the catalogue's list of districts with the force of each from a lookup of districts to police force areas.

Usage: make_district_forces.py LOOKUP.csv OUT.csv

LOOKUP.csv is the lookup that `peelian import populations` reads, with the columns ``LAD16CD``, ``LAD16NM`` and
``PFA16CD``.
"""

import csv
import sys
from pathlib import Path

from peelian.catalogue import load_catalogue


def main(lookup: Path, out: Path) -> None:
    """Write one line a district, in the order of the codes; a force is named by its slug."""
    catalogue = load_catalogue()
    with lookup.open(encoding="utf-8-sig", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["LAD16CD"])
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "name", "force"])
        for row in rows:
            force = catalogue.recognise_force(row["PFA16CD"]).force
            if force is None:
                raise SystemExit(f"{row['PFA16CD']} of {row['LAD16NM']} is no force.")
            writer.writerow([row["LAD16CD"], row["LAD16NM"], force.slug])


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:3]))
