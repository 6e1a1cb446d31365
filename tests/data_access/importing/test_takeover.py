"""What an import replaces: a newer state its own study's file; another study or simulated data never."""

import shutil

import pytest

from data_access import build as build_module
from data_access.build import build
from data_access.building.loading.swap import previous_of
from data_access.common.database import open_database
from data_access.importing import takeover
from data_access.importing.refusals import Refused
from tests.data_access.deliveries import ae, dm, ts, write_csv

DELIVERIES = {
    "first": ("TINY", {}),
    "second": ("TINY", {"ae": [ae()]}),
    "third": ("TINY", {"ae": [ae(), ae(seq=2)]}),
    "other": ("OTHER", {}),
    "simulated": ("TINY", {"ts": [ts("SIMDATA", "Y")]}),
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """A folder of SDTM files for each of DELIVERIES."""
    made = {name: tmp_path_factory.mktemp(name) for name in DELIVERIES}
    for name, (study, files) in DELIVERIES.items():
        for domain, rows in {"dm": [dm(STUDYID=study)], **files}.items():
            write_csv(made[name], f"{domain}.csv", rows)
    return made


@pytest.fixture(scope="module")
def built(folders, tmp_path_factory):
    """built("first", path): a copy of the database of that delivery, built once."""
    room = tmp_path_factory.mktemp("databases")

    def copied(name, path):
        if not (room / name).exists():
            build(folders[name], room / name, earlier=room / "first")
        path.parent.mkdir(exist_ok=True)
        shutil.copyfile(room / name, path)
        return path

    copied("first", room / "copy")
    return copied


@pytest.fixture
def shown(tmp_path, built):
    """The database that the app shows."""
    return open_database(built("first", tmp_path / "data" / "shown.duckdb"))


@pytest.fixture
def staged(tmp_path, built):
    """A newer state of the same study, built aside."""
    return built("second", tmp_path / "staged.duckdb")


def test_a_newer_state_replaces_its_file_and_keeps_the_old(shown, staged):
    old = shown.identity.path.read_bytes()
    target = takeover.target_of("TINY", False, shown)
    assert (target.path, target.open) == (shown.identity.path, True)
    takeover.take_over(staged, target)
    assert target.path.read_bytes() == staged.read_bytes()
    assert previous_of(target.path).read_bytes() == old
    assert open_database(target.path).rows("SELECT count(*) AS n FROM meta.previous")["n"][0] == 1


def test_another_study_gets_a_file_of_its_own(tmp_path, shown, built):
    staged, old = built("other", tmp_path / "staged.duckdb"), shown.identity.path.read_bytes()
    target = takeover.target_of("OTHER", False, shown)
    assert (target.path.name, target.replaces, target.open) == ("other.duckdb", None, False)
    takeover.take_over(staged, target)
    assert shown.identity.path.read_bytes() == old
    assert open_database(target.path).snapshot.study == "OTHER"
    assert takeover.target_of("OTHER", False, shown).replaces is not None


def test_real_data_never_replace_simulated_data_of_the_same_code(tmp_path, built):
    path = built("simulated", tmp_path / "tiny.duckdb")
    with pytest.raises(Refused, match="occupied"):
        takeover.target_of("TINY", False, open_database(path))


@pytest.mark.parametrize("content", [b"something else", b""])
def test_a_foreign_file_is_never_overwritten(shown, content):
    shown.identity.path.with_name("other.duckdb").write_bytes(content)
    with pytest.raises(Refused, match="occupied"):
        takeover.target_of("OTHER", False, shown)


def test_who_comes_second_is_told_and_changes_nothing(shown, staged, built):
    target = takeover.target_of("TINY", False, shown)
    built("third", target.path)
    there = target.path.read_bytes()
    with pytest.raises(Refused, match="moved_on"):
        takeover.take_over(staged, target)
    assert target.path.read_bytes() == there
    assert not previous_of(target.path).exists()


def test_a_copy_that_breaks_off_leaves_the_old_file(shown, staged, monkeypatch):
    old = shown.identity.path.read_bytes()
    whole = shutil.copyfile

    def half(source, out):
        whole(source, out)
        out.write_bytes(out.read_bytes()[:5000])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(takeover.shutil, "copyfile", half)
    with pytest.raises(OSError, match="No space"):
        takeover.take_over(staged, takeover.target_of("TINY", False, shown))
    assert shown.identity.path.read_bytes() == old
    assert sorted(path.name for path in shown.identity.path.parent.iterdir()) == ["shown.duckdb"]


def test_the_command_keeps_what_it_replaces_when_asked(tmp_path, folders):
    out = tmp_path / "out.duckdb"
    assert build_module.main([str(folders["first"]), "--out", str(out), "--keep-previous"]) == 0
    assert not previous_of(out).exists()
    old = out.read_bytes()
    assert build_module.main([str(folders["second"]), "--out", str(out), "--keep-previous"]) == 0
    assert previous_of(out).read_bytes() == old
