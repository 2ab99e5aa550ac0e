"""What the scripts promise, as far as it can be seen in a moment."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]


def run(*command, **options):
    """Return the completed process of a command, run at the top of the checkout."""
    options = {"cwd": TOP, "capture_output": True, "text": True, "timeout": 30, **options}
    return subprocess.run(command, check=False, **options)


def pins(name):
    """Return {package: version} of a lock file."""
    text = (TOP / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("script", ["server", "messages"])
def test_an_unknown_option_shows_how_to_call(script):
    process = run(TOP / "script" / script, "--unknown", cwd="/")
    assert process.returncode == 2
    assert f"script/{script}" in process.stderr


def test_a_machine_without_python_is_told_what_to_install(tmp_path):
    bash = shutil.which("bash")
    environment = {"PATH": str(tmp_path)}
    process = run(bash, "-c", ". script/lib.sh; find_python", env=environment)
    assert process.returncode == 1
    assert "Python 3.11 or newer with the venv module is needed" in process.stderr


def test_another_python_can_be_named():
    process = run("bash", "-c", ". script/lib.sh; find_python", env=os.environ | {"PYTHON": sys.executable})
    assert process.stdout.strip() == sys.executable


def test_a_lock_is_installed_once(tmp_path):
    """make_venv calls pip when the lock is new or changed, and only then."""
    program = tmp_path / "venv/bin/python"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\necho "$@" >>{tmp_path}/calls\n', encoding="utf-8")
    program.chmod(0o755)
    lock = tmp_path / "lock.txt"

    def installations():
        process = run("bash", "-euc", f". script/lib.sh; make_venv {tmp_path}/venv {lock}")
        assert process.returncode == 0, process.stderr
        return (tmp_path / "calls").read_text(encoding="utf-8").count("--require-hashes")

    lock.write_text("one==1\n", encoding="utf-8")
    assert [installations(), installations()] == [1, 1]
    lock.write_text("one==2\n", encoding="utf-8")
    assert [installations(), installations()] == [2, 2]


def test_gunicorn_trusts_nobody_and_opens_no_door(monkeypatch):
    monkeypatch.setenv("HOST", "::1")
    monkeypatch.setenv("PORT", "8123")
    spec = importlib.util.spec_from_file_location("gunicorn_conf", TOP / "gunicorn.conf.py")
    configuration = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(configuration)
    assert configuration.bind == "[::1]:8123"
    assert configuration.forwarder_headers == ""
    assert configuration.control_socket_disable is True
    assert configuration.preload_app is False


def test_tests_run_on_the_versions_that_are_served():
    served, developed = pins("requirements.txt"), pins("requirements-dev.txt")
    assert len(served) > 30
    assert {name: developed.get(name) for name in served} == served


def test_the_next_wagtail_is_the_only_choice_that_differs():
    now, next_ = pins("requirements-dev.txt"), pins("requirements-next.txt")
    different = {name for name in now if next_.get(name) != now[name]}
    assert now["wagtail"].startswith("7.4.")
    assert next_["wagtail"].startswith("8.0.")
    # Wagtail 8 asks for a newer one.
    assert different == {"wagtail", "draftjs-exporter"}


def test_every_package_is_pinned_by_hash():
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-next.txt"):
        entries = re.split(r"\n(?=[a-z])", (TOP / name).read_text(encoding="utf-8"))
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_compiled_messages_match_their_sources():
    spec = importlib.util.spec_from_file_location("messages", TOP / "script/messages.py")
    messages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(messages)
    assert messages.stale(TOP) == []
