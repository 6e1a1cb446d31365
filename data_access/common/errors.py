"""What stops a build, in words for the person at the keyboard."""


class BuildError(Exception):
    """The build cannot go on; the message is one plain sentence that names the file and what is wrong."""


def first_line(error: Exception) -> str:
    """What a library says of a failure, as part of a sentence: its first line without the end mark."""
    return str(error).strip().partition("\n")[0].rstrip(" .:")
