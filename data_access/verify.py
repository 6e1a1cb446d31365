"""`python -m data_access.verify CODE`: recompute the numbers behind the code of a figure and compare."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from data_access.access_log.append import path_of_log
from data_access.common.database import Database, DatabaseUnusable, open_database, path_of_database
from data_access.masking.hidden import Hidden
from data_access.masking.mask_key import path_of_key
from data_access.masking.masked_copy import without
from data_access.meeting.questions import ARMS_HIDDEN, HASH_LENGTH, MASKED, NoSuchAnswer, ask, parse

EQUAL, DIFFERENT, UNREADABLE = 0, 1, 2


def verify(code: str, database: Path) -> tuple[int, str]:
    """Whether the numbers are the same, and that in one sentence: those of another snapshot never are.

    A code from a de-identified view is recomputed in such a view, with the mask key beside the access log.
    """
    try:
        question, choices, made_from, numbers = parse(code)
        whole = open_database(database)
        snapshot, here = made_from.split("-")[0], whole.snapshot.hash[:HASH_LENGTH]
        if snapshot != here:
            return DIFFERENT, f"NOT EQUAL: {code} was made from snapshot {snapshot}; {database} is {here}."
        again = ask(_as_seen(whole, made_from), question, **choices).code.rsplit(":", 1)[-1]
    except (NoSuchAnswer, DatabaseUnusable) as error:
        return UNREADABLE, str(error)
    except KeyError as error:
        return UNREADABLE, f"{code!r} makes a choice that does not exist: {error}."
    if numbers == again:
        return EQUAL, f"EQUAL: the numbers behind {code} are those of snapshot {here}."
    return DIFFERENT, f"NOT EQUAL: snapshot {here} gives {again}, the code says {numbers}."


def _as_seen(whole: Database, made_from: str) -> Database:
    """The view that a code was made in; NoSuchAnswer where its masks cannot be made again."""
    hidden = Hidden(identities=MASKED in made_from, arms=ARMS_HIDDEN in made_from)
    if hidden == Hidden():
        return whole
    key = path_of_key(path_of_log())
    if hidden.identities and not key.exists():
        raise NoSuchAnswer(f"The code was made with masks: {key} that made them is missing.")
    return without(whole, hidden, key.read_bytes() if hidden.identities else b"")


def main(argv: Sequence[str] | None = None) -> int:
    """The command: 0 equal, 1 not equal, 2 the code or the database cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m data_access.verify", description=__doc__)
    parser.add_argument("code", metavar="CODE", help="as it stands under a figure, on a slide or in a file")
    parser.add_argument(
        "--database", type=Path, default=None, help="default: LIVERLINE_DB, else the simulated trial"
    )
    arguments = parser.parse_args(argv)
    outcome, sentence = verify(arguments.code, arguments.database or path_of_database())
    print(sentence, file=sys.stdout if outcome != UNREADABLE else sys.stderr)
    return outcome


if __name__ == "__main__":
    sys.exit(main())
