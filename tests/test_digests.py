"""SHA-256 as hashlib has it, with and without OpenSSL."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from extractor import digests

WITHOUT = """
import sys
for name in {absent}:
    sys.modules[name] = None
from extractor.digests import sha256
print(sha256(b"plan"), "hashlib" in sys.modules)
"""


@pytest.mark.parametrize("loaded", [True, False])
@pytest.mark.parametrize("size", [0, 1, 1000, digests.LARGE - 1, digests.LARGE, digests.LARGE + 1])
def test_it_is_the_digest_of_hashlib(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, size: int, loaded: bool) -> None:
    data = b"0" * size
    if not loaded:
        monkeypatch.delitem(sys.modules, "_hashlib")
    assert digests.sha256(data) == hashlib.sha256(data).hexdigest()
    (tmp_path / "plan").write_bytes(data)
    assert digests.sha256_of_file(tmp_path / "plan") == digests.sha256(data)


def test_the_name_of_a_script_in_a_policy() -> None:
    """The example of the W3C's Content Security Policy Level 3, 8.4."""
    assert digests.sha256_source(b"alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


@pytest.mark.parametrize(("absent", "loads"), [([], False), (["_sha2", "_sha256"], True)])
def test_hashlib_is_loaded_only_where_python_has_no_module_of_its_own(absent: list[str], loads: bool) -> None:
    run = subprocess.run([sys.executable, "-c", WITHOUT.format(absent=absent)], capture_output=True, text=True, check=True)
    assert run.stdout == f"{hashlib.sha256(b'plan').hexdigest()} {loads}\n"
