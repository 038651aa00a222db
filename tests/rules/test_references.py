"""References in a text are found, put into words, or told as dangling."""

from peelian.rules.references import Reference, dangling_references, find_references, resolve_references

TEXT = "Attendance was good ({{figure:G-098}}); see {{ area : harbour }} and {{figure G-1}}."


def test_references_are_found_in_order_with_malformed_ones():
    assert find_references(TEXT) == (
        Reference("figure", "G-098", "{{figure:G-098}}"),
        Reference("area", "harbour", "{{ area : harbour }}"),
        Reference("", "figure G-1", "{{figure G-1}}"),
    )


def test_references_are_put_into_words_and_missing_ones_are_said():
    words = {("figure", "G-098"): "75 of 77"}

    resolved = resolve_references(TEXT, lambda r: words.get((r.kind, r.identifier)))

    assert resolved == (
        "Attendance was good (75 of 77); see [reference missing: area : harbour] "
        "and [reference missing: figure G-1]."
    )


def test_dangling_references_are_listed_once_each():
    known = {"figure": {"G-098"}, "area": ["lamps"]}

    assert dangling_references([TEXT, "{{area:harbour}} {{finding:x}}", TEXT], known) == (
        "{{ area : harbour }}",
        "{{figure G-1}}",
        "{{area:harbour}}",
        "{{finding:x}}",
    )


def test_a_text_without_references_has_none():
    assert (find_references("Plain words {not a mark}."), dangling_references(["Plain."], {})) == ((), ())
