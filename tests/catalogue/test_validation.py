"""Every fault of a catalogue is found at once and named by file and line."""

import shutil
from pathlib import Path

import pytest

from peelian.catalogue import (
    ENGLAND_AND_WALES,
    CatalogueError,
    CatalogueFinding,
    load_catalogue,
    validate_catalogue,
)

FERROW = Path(__file__).parent / "second_inspectorate"
NEWEST = "frameworks/lantern-2024.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FERROW, tmp_path / "ferrow"))


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Replace one passage of a file, which must be there."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def messages(findings: list[CatalogueFinding]) -> list[tuple[str, int | None, str, str]]:
    return [(finding.file, finding.line, finding.field, finding.message) for finding in findings]


def test_bundled_catalogue_has_no_fault() -> None:
    assert validate_catalogue(ENGLAND_AND_WALES) == []


def test_broken_yaml_names_its_line(folder: Path) -> None:
    change(folder, NEWEST, 'cycle: "2024"', 'cycle: "2024')

    (finding,) = [found for found in validate_catalogue(folder) if found.file == NEWEST]

    assert finding.message.startswith("This is not YAML: ")
    assert finding.line is not None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "cadence: annual",
            "cadense: annual",
            [
                (1, "cadence", "The field 'cadence' is missing; add it."),
                (5, "cadense", "The field 'cadense' is not known here. Did you mean 'cadence'?"),
            ],
        ),
        (
            "cadence: annual",
            "cadence: weekly",
            [(5, "cadence", "'weekly' is not allowed; choose one of 'annual' or 'continual'.")],
        ),
        (
            "published: 2024-05-01",
            "published: 2024-15-01",
            [(8, "published", "'2024-15-01' was seen. A date is expected here, such as 2017-03-02.")],
        ),
        (
            "scale: five-lanterns",
            "scale: nine-lanterns",
            [(6, "scale", "There is no scale 'nine-lanterns'. Known: five-lanterns, three-lanterns.")],
        ),
        (
            "family: second-lanterns",
            "family: lost",
            [(7, "family", "There is no family 'lost'. Known: first-lanterns, second-lanterns.")],
        ),
        (
            "declared: {areas: 3, graded: 2}",
            "declared: {areas: 4, graded: 3}",
            [
                (10, "declared.areas", "4 is declared, but the framework has 3 areas; correct one of them."),
                (
                    10,
                    "declared.graded",
                    "3 is declared, but the framework has 2 areas that can carry a grade; correct one of them.",
                ),
            ],
        ),
        (
            "identifier: keeping-boats-ready",
            "identifier: reaching-fires",
            [(22, "areas.1", "'reaching-fires' is used twice; each name is used once.")],
        ),
        (
            "judgement_wording: keeping its boats ready",
            "judgement_wording: response",
            [
                (
                    22,
                    "areas.1",
                    "'response' names both 'reaching-fires' and 'keeping-boats-ready'; keep it for one of them.",
                )
            ],
        ),
        (
            "    number: 2\n",
            "    number: 2\n    pillar: courage\n",
            [(24, "areas.1.pillar", "There is no pillar 'courage'. Known: none yet.")],
        ),
        (
            "    number: 2\n",
            "    number: two\n",
            [(23, "areas.1.number", "'two' was seen. A whole number is expected here.")],
        ),
        (
            'cycle: "2024"\n',
            'cycle: "2024"\ncycle: "2025"\n',
            [(5, "cycle", "The field 'cycle' is given twice; keep one.")],
        ),
        (
            "title: Lantern 2024",
            "title: ''",
            [(3, "title", "'' was seen. The text is empty; fill it in.")],
        ),
    ],
)
def test_a_fault_in_a_framework_is_told_with_line_and_remedy(
    folder: Path, old: str, new: str, expected: list[tuple[int, str, str]]
) -> None:
    change(folder, NEWEST, old, new)

    found = [entry[1:] for entry in messages(validate_catalogue(folder / NEWEST))]

    assert found == expected


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            "forces.csv",
            "south-ferrow,FW2",
            "north-ferrow,FW1",
            [
                (3, "slug", "'north-ferrow' is already used in forces.csv; each name is used once."),
            ],
        ),
        (
            "forces.csv",
            "south-ferrow,FW2",
            "south-ferrow,FW1",
            [(3, "name", "'fw1' names both 'north-ferrow' and 'south-ferrow'; keep it for one of them.")],
        ),
        (
            "forces.csv",
            "South Ferrow Fire Brigade",
            "South Ferrow Fire Brigade,one cell more",
            [(3, "", "The row has more or fewer cells than the heading; match them.")],
        ),
        (
            "forces.csv",
            "council,true,\nsouth",
            "council,perhaps,\nsouth",
            [(2, "in_scope", "'perhaps' was seen. Only true or false is allowed here.")],
        ),
        (
            "populations.csv",
            "north-ferrow,census-2020,1200",
            "west-ferrow,census-2020,many",
            [(2, "value", "'many' was seen. A whole number is expected here.")],
        ),
        (
            "populations.csv",
            "north-ferrow,census-2020",
            "west-ferrow,census-2020",
            [(2, "force", "There is no force 'west-ferrow'. Known: airfield, north-ferrow, south-ferrow.")],
        ),
        (
            "populations.csv",
            "force,reference,value",
            "force,reference,number",
            [
                (
                    1,
                    "number",
                    (
                        "The column 'number' is not known here. "
                        "Allowed columns: force, reference, value, source, reference_date."
                    ),
                ),
                (1, "value", "The column 'value' is missing; add it."),
            ],
        ),
        (
            "bodies.yaml",
            "valid_from: 2023-01-01",
            "valid_from: 2023-02-01",
            [
                (
                    6,
                    "bodies.0.names.1.valid_from",
                    (
                        "This entry begins on 2023-02-01, but the one before ends on 2022-12-31; "
                        "it must begin on the day after."
                    ),
                )
            ],
        ),
        (
            "monitoring/lamps.yaml",
            "valid_from: 2019-01-01",
            "valid_from: 2019-01-01\nvalid_to: 2018-01-01",
            [
                (
                    4,
                    "valid_to",
                    "It ends on 2018-01-01, before it begins on 2019-01-01; correct one of the dates.",
                )
            ],
        ),
        (
            "comparability.yaml",
            "earlier: lantern-2021\n    later: lantern-2024",
            "earlier: lantern-2024\n    later: lantern-2021",
            [(5, "breaks.0", "'lantern-2024' is not older than 'lantern-2021'; change them round.")],
        ),
        (
            "clocks/council-answer.yaml",
            "identifier: council-answer",
            "identifier: council-reply",
            [
                (
                    1,
                    "identifier",
                    "The file is named 'council-answer' but holds 'council-reply'; make them agree.",
                )
            ],
        ),
        (
            "programmes/lantern.yaml",
            "start_year: 2019",
            "start_year: &start 2019\nnote: *start",
            [(4, "", "This is not YAML: the alias '*start' is used; write the value out.")],
        ),
    ],
)
def test_a_fault_elsewhere_is_told_with_line_and_remedy(
    folder: Path, name: str, old: str, new: str, expected: list[tuple[int, str, str]]
) -> None:
    change(folder, name, old, new)

    found = [entry[1:] for entry in messages(validate_catalogue(folder / name))]

    assert found == expected


def test_all_faults_of_a_folder_are_told_at_once(folder: Path) -> None:
    change(folder, NEWEST, "cadence: annual", "cadence: weekly")
    change(folder, "forces.csv", "council,true,\nsouth", "council,perhaps,\nsouth")
    (folder / "framework").mkdir()
    (folder / "framework" / "lost.yaml").write_text("a: b\n", encoding="utf-8")

    files = {finding.file for finding in validate_catalogue(folder)}

    assert files >= {NEWEST, "forces.csv", "framework/lost.yaml"}


def test_a_framework_before_its_programme_is_refused(folder: Path) -> None:
    change(folder, "programmes/lantern.yaml", "start_year: 2019", "start_year: 2020")

    assert messages(validate_catalogue(folder)) == [
        (
            "frameworks/lantern-2019.yaml",
            8,
            "published",
            "The framework is dated before its programme began in 2020; correct the date.",
        )
    ]


def test_a_missing_file_and_an_empty_folder_are_named(folder: Path) -> None:
    (folder / "forces.csv").unlink()
    (folder / "monitoring" / "lamps.yaml").unlink()

    found = {(finding.file, finding.message) for finding in validate_catalogue(folder)}

    assert ("forces.csv", "The file is missing; every catalogue needs it.") in found
    assert ("monitoring", "The folder holds no YAML file; every catalogue needs at least one.") in found


def test_a_file_that_is_not_text_is_named(folder: Path) -> None:
    (folder / "terms.yaml").write_bytes(b"terms: \xff\xfe")

    assert messages(validate_catalogue(folder)) == [
        ("terms.yaml", None, "", "The file is not UTF-8 text; save it as UTF-8.")
    ]


@pytest.mark.parametrize("name", ["nowhere", "ferrow.yaml"])
def test_a_place_without_a_catalogue_is_refused_with_advice(tmp_path: Path, name: str) -> None:
    if name.endswith(".yaml"):
        (tmp_path / name).write_text("a: b\n", encoding="utf-8")

    (finding,) = validate_catalogue(tmp_path / name)

    assert finding.words() == (
        f"{name}: No catalogue is here. Name a folder that holds 'forces.csv', 'bodies.yaml' and a folder "
        "'frameworks', or a file inside of it."
    )


def test_loading_a_faulty_folder_raises_with_every_finding(folder: Path) -> None:
    change(folder, NEWEST, "scale: five-lanterns", "scale: nine-lanterns")
    change(folder, "populations.csv", "north-ferrow,census-2020", "west-ferrow,census-2020")

    with pytest.raises(CatalogueError) as refusal:
        load_catalogue(folder)

    assert [finding.file for finding in refusal.value.details] == [NEWEST, "populations.csv"]
    assert refusal.value.code == "catalogue-invalid"
    assert refusal.value.message == (
        "The catalogue ferrow has 2 faults. Correct the lines named and load it again.\n"
        "  frameworks/lantern-2024.yaml, line 6, scale: There is no scale 'nine-lanterns'. "
        "Known: five-lanterns, three-lanterns.\n"
        "  populations.csv, line 2, force: There is no force 'west-ferrow'. "
        "Known: airfield, north-ferrow, south-ferrow."
    )


def test_a_framework_file_put_into_the_folder_is_there_at_once(folder: Path) -> None:
    text = (folder / NEWEST).read_text(encoding="utf-8")
    later = text.replace("lantern-2024", "lantern-2026").replace("2024", "2026")
    (folder / "frameworks" / "lantern-2026.yaml").write_text(later, encoding="utf-8")

    catalogue = load_catalogue(folder)

    assert list(catalogue.frameworks)[-1] == "lantern-2026"
    assert catalogue.comparability.families[1].frameworks == ("lantern-2024", "lantern-2026")
