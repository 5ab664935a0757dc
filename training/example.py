"""What the model learns from: a window of text with all or some of its annotation."""

from dataclasses import dataclass, field

Labels = list[str | None]


@dataclass(slots=True)
class Example:
    """A window of text. None in a list: not known for this token; an empty list: not annotated at all.

    `heads` are token indices, a root's is its own; `roles` are (trigger, filler, role). `breaks` are the tokens that
    begin a paragraph.
    """

    words: list[str]
    spaces: list[bool]
    names: Labels = field(default_factory=list)
    heads: list[int | None] = field(default_factory=list)
    deps: Labels = field(default_factory=list)
    tags: Labels = field(default_factory=list)
    morphs: Labels = field(default_factory=list)
    lemmas: Labels = field(default_factory=list)
    starts: list[bool | None] = field(default_factory=list)
    events: Labels = field(default_factory=list)
    roles: list[tuple[int, int, str]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
