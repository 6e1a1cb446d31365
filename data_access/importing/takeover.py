"""Where an imported trial goes, and its taking over: a file is only ever replaced by a newer cut of the same study."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from data_access.building.loading.balance import verify
from data_access.building.loading.swap import keep, replacement
from data_access.common.database import Database, DatabaseUnusable, Identity, identify, open_database
from data_access.exports.tables import file_name
from data_access.importing.refusals import Refused


@dataclass(frozen=True)
class Target:
    """The file that an import would write; `replaces` is what lies there now, `open` whether the app shows it."""

    path: Path
    replaces: Identity | None
    open: bool


def target_of(study: str, simulated: bool, current: Database) -> Target:
    """The file of the open database for the same study, simulated or not as it; else a file named by the study.

    Refused if that file holds something else: another study is never overwritten, nor simulated by real data.
    """
    if _same(current, study, simulated):
        return Target(current.identity.path, current.identity, True)
    path = current.identity.path.with_name(file_name([study.lower()], "duckdb"))
    if not path.exists():
        return Target(path, None, False)
    try:
        other = open_database(path)
    except DatabaseUnusable as error:
        raise Refused("occupied", file=path.name) from error
    if not _same(other, study, simulated):
        raise Refused("occupied", file=path.name)
    return Target(path, other.identity, False)


def _same(database: Database, study: str, simulated: bool) -> bool:
    return (database.snapshot.study, database.snapshot.simulated) == (study, simulated)


def take_over(staged: Path, target: Target) -> None:
    """Put the finished database `staged` in its place, and keep what lay there beside it (`swap.previous_of`).

    Refused if the file was replaced since `target` was looked up; BuildError as in a build. Until the last step
    the old file is not touched.
    """
    with replacement(target.path, verify) as temporary:
        now = identify(target.path) if target.path.exists() else None
        if now != target.replaces:
            raise Refused("moved_on", file=target.path.name)
        shutil.copyfile(staged, temporary)
        if target.replaces is not None:
            keep(target.path)
