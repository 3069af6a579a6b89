"""Which files are taken: what is named, what patterns say, and what is passed over with a word."""

from __future__ import annotations

GLOSSED = "雾散(sàn)了\n"


def _made(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_hidden_binary_and_unknown_files_in_folders_are_passed_over_with_a_word(clean, tree, tmp_path):
    """The summary counts them by reason."""
    root = tree(
        {"a.txt": GLOSSED, ".b.txt": GLOSSED, ".git/c.txt": GLOSSED, "d.txt": b"a\0b", "e.png": b"x", "f": GLOSSED}
    )
    code, _, err = clean("-o", tmp_path / "out", root)
    assert (code, _made(tmp_path / "out")) == (0, ["a.txt"])
    assert (
        "passed over: 1 binary, 1 hidden, 1 hidden folder, 1 of unknown kind (.png), 1 of unknown kind (no suffix)"
        in err
    )


def test_what_is_named_is_taken_if_its_name_says_what_it_is_or_nothing(clean, tree):
    """Without a suffix it is text; who knows what a suffix stands for says so."""
    root = tree({".notes": GLOSSED, "log.out": GLOSSED})
    code, out, err = clean(root / ".notes", root / "log.out")
    assert (code, out) == (2, "雾散了\n".encode())
    assert "log.out: .out is no suffix of plain text" in err
    assert clean("--as", "text", root / ".notes", root / "log.out") == (0, "雾散了\n雾散了\n".encode(), "")


def test_patterns_take_and_leave_files_and_folders(clean, tree, tmp_path):
    """By name or by path below the folder; a file of unknown kind is passed over all the same."""
    root = tree(
        {
            "a.html": "x",
            "b.txt": "x",
            "c.log": GLOSSED,
            "g.log.py": "x",
            "old/d.txt": "x",
            "new/e.txt": "x",
            "new/f.log": "x",
        }
    )
    assert (
        clean(
            "-q",
            "-o",
            tmp_path / "out",
            "--include",
            "*.txt",
            "--include",
            "*.log*",
            "--exclude",
            "old",
            "--exclude",
            "new/*.log",
            root,
        )[0]
        == 0
    )
    assert _made(tmp_path / "out") == ["b.txt", "c.log", "new/e.txt"]
    assert (tmp_path / "out/c.log").read_text("utf-8") == "雾散了\n"


def test_paths_come_from_a_list(clean, tree, tmp_path):
    """One a line or NUL-separated, from a file or standard input."""
    root = tree({"a b.txt": GLOSSED, "c.txt": GLOSSED})
    names = f"{root / 'a b.txt'}\n{root / 'c.txt'}\n".encode()
    for data in (names, names.replace(b"\n", b"\0")):
        assert clean("--files-from", "-", stdin=data)[:2] == (0, "雾散了\n雾散了\n".encode())
    (tmp_path / "list").write_bytes(names)
    assert clean("--files-from", tmp_path / "list")[0] == 0
    assert clean("--files-from", "-", stdin=b"") == (0, b"", "")


def test_a_folder_within_the_input_can_be_the_output(clean, tree):
    """It is not read again."""
    root = tree({"a.txt": GLOSSED})
    for _ in range(2):
        assert clean("-q", "-o", root / "out", root)[0] == 0
    assert _made(root) == ["a.txt", "out/a.txt"]


def test_a_field_is_asked_for_where_there_is_none(clean, tree):
    """The failure of one file names its columns and leaves the others alone."""
    root = tree({"a.csv": "id,body\n1,雾散(sàn)了\n", "b.jsonl": '{"text":"雾散(sàn)了"}\n'})
    code, _, err = clean("-i", root)
    assert code == 2
    assert "a.csv: no column 'text'; left alone. Choose with --column; there are: id, body" in err
    assert (root / "b.jsonl").read_text("utf-8") == '{"text":"雾散了"}\n'
    assert clean("-i", "--column", "body", "--column", "text", root)[0] == 0
    assert (root / "a.csv").read_text("utf-8") == "id,body\n1,雾散了\n"
