"""What stops a build or an opening, in words for the person at the keyboard."""


class BuildRefused(Exception):
    """The build cannot go on; the message is one plain sentence that names the file and what to do."""


class DatabaseUnusable(Exception):
    """The database file cannot be shown; the message is one plain sentence that names the file and why."""
