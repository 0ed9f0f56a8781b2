"""A whole session through the commands, with the files that people have."""

from pathlib import Path

import pytest

from tests.integration.issuer.sessions.scene import DOCUMENTS, open_stage, to_decided


def test_from_plan_to_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_stage(tmp_path, monkeypatch) as stage:
        to_decided(stage)
        status, said = stage.ask("issue", "--out", tmp_path / "certificates")
        assert status == 0, said
        assert "2 certificates" in said
        assert len(list((tmp_path / "certificates").glob("*.json"))) == 2
        stage.done("report", "manager", "2026-06-29 09:00", stage.file("report.xlsx", b"what was sent"))
        stage.done("archive", "manager", "2026-06-30 09:00", stage.file("documents.csv", DOCUMENTS))
        assert stage.status()["state"] == "ARCHIVED"
