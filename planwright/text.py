"""What of a text a person sees: without the spaces, and the characters of no width or no ink, at its ends."""

import re

# Spaces and controls; soft hyphens, joiners, marks of direction; letters that are blank, as games and chats use them.
_UNSEEN = (
    r"\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufeff\uffa0"
)
_MARGINS = re.compile(rf"\A[{_UNSEEN}]+|[{_UNSEEN}]+\Z")


def visible(text: str) -> str:
    """The text as it is seen between its margins; empty where there is nothing to see."""
    return _MARGINS.sub("", text)
