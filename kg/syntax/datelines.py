"""The parse of an article enters; where its dateline ends leaves: "GENEVA, Jan 22 (AFP) - ", "Riga, 5 May 2023 – "."""

from __future__ import annotations

from kg.syntax.parse import Parse

LONGEST, DASHES = 16, frozenset({"-", "–", "—", "--"})


def dateline_end(parse: Parse) -> int:
    """How many words come before the dash behind the dateline that opens an article; 0 where none does."""
    end = next((index for index, word in enumerate(parse.words[:LONGEST]) if word in DASHES), 0)
    told = any(parse.pos[index] in {"VERB", "AUX", "DET", "PRON"} or parse.words[index] == "." for index in range(end))
    return 0 if not end or told or parse.pos[0] != "PROPN" else end
