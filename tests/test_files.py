"""Writing: a whole file or none."""

from __future__ import annotations

import errno
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import WriteError
from kg.files import check_folder, read_file, write_all, write_text


def test_folders_are_made_and_nothing_lies_beside(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "graph.ttl"
    write_text(path, "Müller\n")
    write_text(path, "Erdoğan\n")
    assert path.read_bytes() == "Erdoğan\n".encode()
    assert [file.name for file in path.parent.iterdir()] == ["graph.ttl"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_text(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("old")
    program = (
        f"from pathlib import Path; from kg.files import write_text; write_text(Path({str(path)!r}), 'x' * 10_000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        capture_output=True,
        text=True,
    )
    assert f"WriteError: {path}: cannot be written (File too large); " in done.stderr
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["graph.ttl"]


@pytest.mark.parametrize("path", ["/dev/null", "/proc/graph.ttl", "file/graph.ttl"])
def test_where_nothing_can_be_written(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(WriteError, match=f"^{path}: cannot be written"):
        write_text(Path(path), "text")


def test_folders_are_checked_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_folder(tmp_path / "to" / "be" / "made")
    (tmp_path / "file").touch()
    with pytest.raises(WriteError, match="is a file; choose another folder"):
        check_folder(tmp_path / "file" / "out")
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(WriteError, match="permission denied"):
        check_folder(tmp_path / "out")
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_several_files_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = {tmp_path / "a": "old a", tmp_path / "b": "old b"}
    write_all(old.items())
    real = Path.write_bytes

    def fail_at_b(path: Path, data: bytes) -> int:
        if path.name.startswith(".b"):
            real(path, data[:1])
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", fail_at_b)
    with pytest.raises(WriteError, match=r"b: cannot be written \(No space left on device\)"):
        write_all([(tmp_path / "a", "new a"), (tmp_path / "b", b"new b")])
    assert {path: path.read_text() for path in old} == old
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_loop_of_links_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("a")
    with pytest.raises(WriteError, match="a: cannot be written"):
        write_text(tmp_path / "a", "text")


def test_what_is_no_regular_file_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no regular file"):
        read_file(Path("/dev/zero"))
