"""What cannot be restored, on both engines: each with what to do next, and the target as empty as before."""

import shutil

import pytest

from tests.rooms.backup.house import Place

DAMAGES = {
    "cut in the middle": lambda data: data[: len(data) // 2],
    "cut by one byte": lambda data: data[:-1],
    "one bit changed": lambda data: data[:-4000] + bytes([data[-4000] ^ 1]) + data[-3999:],
    "lengthened": lambda data: data + b"\0",
}


ON_SQLITE = pytest.mark.parametrize("kept", ["sqlite"], indirect=True)  # where the file alone decides


def tried(place, file, key, *more):
    """What a restore that must fail says; nothing is there after it."""
    done = place.run("restore", file, "--key", key, *more)
    assert done.returncode == 1 and place.tables() == 0, done.stdout
    assert not list(place.home.glob("opennrm.sqlite3*"))
    return done.stderr


@ON_SQLITE
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_backup_that_is_not_whole_is_refused(kept, tmp_path, damage):
    bad = tmp_path / "bad.backup"
    bad.write_bytes(DAMAGES[damage](kept.file.read_bytes()))
    said = tried(Place(tmp_path / "home"), bad, kept.key, "--look")
    assert "cut short or changed" in said and "another copy" in said


def test_the_last_frame_is_what_says_that_a_backup_is_whole(kept, fresh, tmp_path):
    bad = tmp_path / "bad.backup"
    bad.write_bytes(kept.file.read_bytes()[:-1])
    assert "Nothing was restored" in tried(fresh(), bad, kept.key)


@ON_SQLITE
def test_a_file_that_is_no_backup_is_refused(kept, tmp_path):
    assert "no backup of OpenNRM" in tried(Place(tmp_path / "home"), kept.key, kept.key)


@ON_SQLITE
@pytest.mark.fault("lost")
def test_another_key_is_refused_with_the_names_of_both(kept, tmp_path):
    place = Place(tmp_path / "home")
    name = place.run("backup", "key", tmp_path / "other").stdout.partition("Name of the key: ")[2][:32]
    said = tried(place, kept.file, tmp_path / "other")
    assert f"the one given is {name}" in said and "Bring the private key of that name" in said


@ON_SQLITE
def test_the_public_half_opens_nothing_and_the_private_half_seals_nothing(kept, tmp_path):
    place = Place(tmp_path / "home")
    assert "no key of a backup" in tried(place, kept.file, f"{kept.key}.public")
    done = kept.source.run("backup", "--to", tmp_path / "b", "--key", kept.key)
    assert done.returncode == 1 and "seal to the public half" in done.stderr
    assert not (tmp_path / "b").exists()


def test_a_target_that_holds_anything_is_refused_and_not_touched(kept):
    before = kept.source.rows()
    done = kept.source.run("restore", kept.file, "--key", kept.key)
    assert done.returncode == 1 and "not empty" in done.stderr
    assert kept.source.rows() == before


@ON_SQLITE
def test_a_backup_is_never_written_over_another(kept):
    before = kept.file.read_bytes()
    done = kept.source.run("backup", "--to", kept.file, "--key", f"{kept.key}.public")
    assert done.returncode == 1 and "choose another name" in done.stderr
    assert kept.file.read_bytes() == before and kept.source.acts().count("backup.made") == 1


@ON_SQLITE
def test_nothing_is_backed_up_where_nothing_is(kept, tmp_path):
    place = Place(tmp_path / "home")
    done = place.run("backup", "--to", tmp_path / "b", "--key", f"{kept.key}.public")
    assert done.returncode == 1 and "no database" in done.stderr
    assert not (tmp_path / "b").exists() and not place.file.exists()


@ON_SQLITE
@pytest.mark.fault("killed")
def test_a_killed_restore_leaves_nothing_that_counts_and_the_next_one_goes_through(kept, tmp_path):
    place = Place(tmp_path / "home")
    place.home.mkdir()
    shutil.copy(kept.file, place.home / "opennrm.sqlite3.restoring")  # what a killed one leaves
    done = place.run("restore", kept.file, "--key", kept.key)
    assert done.returncode == 0, done.stderr
    assert not (place.home / "opennrm.sqlite3.restoring").exists()
