"""What readers looked at and took away, in the log."""

import logging

from pages.common import access

log = logging.getLogger("liverline.access")


def record(action: str, **about: str) -> None:
    """Write down that the reader did `action` ("view", "export", "what-if", "import", "sign-in", "refusal" ...).

    `about`: what it was done to, such as page, subject or file.
    """
    log.info("%s %s %s", access.reader().name, action, about)
