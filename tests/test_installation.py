from importlib.metadata import PackageNotFoundError

import pytest

from lstm_helpers import installation


def printed(capsys) -> list[str]:
    installation.check_installation()
    return capsys.readouterr().out.splitlines()


def test_an_environment_set_up_by_the_requirements_is_in_order(capsys):
    lines = printed(capsys)
    assert len(lines) == 8
    assert all(line.startswith("✓") for line in lines), lines


def test_another_version_and_a_missing_package_are_named(capsys, monkeypatch):
    def version(package):
        if package == "keras":
            raise PackageNotFoundError
        return "0.1"

    monkeypatch.setattr(installation, "version", version)
    lines = printed(capsys)
    assert "✗ keras is missing: run  python course.py setup" in lines
    assert any(line.startswith("✗ numpy 0.1: tested with ") for line in lines)


@pytest.mark.parametrize("python", [(3, 10), (3, 14)])
def test_another_python_is_named(capsys, monkeypatch, python):
    monkeypatch.setattr(installation.sys, "version_info", (*python, 0))
    assert printed(capsys)[0].startswith("✗ Python")


def test_every_direct_requirement_is_pinned():
    text = installation.REQUIREMENTS_FILE.read_text(encoding="utf-8")
    asked = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(installation.pinned_versions()) == len(asked)
