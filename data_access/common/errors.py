"""What stops a build, in words for the person at the keyboard."""


class BuildError(Exception):
    """The build cannot go on; the message is one plain sentence that names the file and what is wrong."""


def first_line(error: Exception) -> str:
    """What a library says of a failure, as part of a sentence: its first line without the end mark."""
    return str(error).strip().partition("\n")[0].rstrip(" .:")


class Refused(Exception):  # noqa: N818 - an ordinary answer to an upload
    """An upload is not taken; `code` names the sentence (import.refused.CODE), `about` fills it."""

    def __init__(self, code: str, **about: object) -> None:
        super().__init__(f"{code} {about}")
        self.code, self.about = code, about
