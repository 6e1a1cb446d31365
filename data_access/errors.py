"""What stops a build, in words for the person at the keyboard."""


class BuildError(Exception):
    """The build cannot go on; the message is one plain sentence that names the file and what is wrong."""
