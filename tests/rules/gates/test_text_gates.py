"""A text that the PDF cannot print stands against publication, named with its place."""

from peelian.rules.gates import text_gates


def test_unprintable_text_blocks_and_names_characters_and_place() -> None:
    found = list(text_gates([("finding 'Doors', headline", ("😀", "\uf0b7"))]))

    assert [(gate.code, gate.severity) for gate in found] == [("unprintable-text", "block")]
    assert found[0].message == (
        "The PDF has no sign for these characters: 😀 (U+1F600), (U+F0B7). "
        "They stand in: finding 'Doors', headline. Write them in words, or take them out."
    )
