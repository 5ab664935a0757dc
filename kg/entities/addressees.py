"""Whom "you" means: who is called by name in the same speech, else who is told it.

A token and the discourse so far enter, the chains of those who are spoken to leave.
"""

from __future__ import annotations

from kg.entities.chains import Chains
from kg.entities.discourse import Discourse
from kg.syntax.cues import is_cue

EARSHOT = 300  # tokens for which somebody who was called by name is still spoken to
AHEAD = 12


def find_addressee(talk: Discourse, index: int) -> Chains:
    """Those whom a speaker says "you" to; () outside of speech and where nobody is called by name or told it."""
    speaker = talk.speech.speaker(index)
    if speaker is None:
        return ()
    near = range(index + 1, min(index + AHEAD, len(talk.parse.words)))
    before = range(index - 1, max(index - EARSHOT, -1), -1)
    for token in (*near, *before):
        if talk.parse.deps[token] == "vocative" and token in talk.scene.who and talk.speech.speaker(token) == speaker:
            return talk.scene.who[token]
    return _told(talk, speaker)


def _told(talk: Discourse, speaker: int) -> Chains:
    """ "..., Merkel told Macron": whom the one who is quoted says it to."""
    verb = talk.parse.heads[speaker]
    if not is_cue(talk.parse, verb, "governor", "reported"):
        return ()
    told = (child for child in talk.parse.find(verb, "iobj", "obj") if child in talk.scene.who)
    return next((talk.scene.who[child] for child in told), ())
