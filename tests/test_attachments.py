"""Attachments of e-mail: each a document, what cannot be added said and why."""

import zipfile
from email.message import EmailMessage
from pathlib import Path

from assistant import Addition, Assistant, Outcome
from sources.attachments import open_mail
from ui.adding_queue import AddingQueue


def mail(text: str | None = "Tea is hot.\n") -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"] = "On tea", "board@tea.example"
    if text:
        made.set_content(text)
    return made


def attach(to: EmailMessage, name: str | None, data: bytes, kind: str = "text/plain") -> None:
    maintype, _, subtype = kind.partition("/")
    to.add_attachment(data, maintype=maintype, subtype=subtype, filename=name)


def added(assistant: Assistant, path: Path, made: EmailMessage) -> dict[str, Addition]:
    path.write_bytes(made.as_bytes())
    additions = assistant.add([str(path)])
    return {each.path.removeprefix(str(path)): each for each in additions}


def test_each_attachment_is_a_document_and_refusals_are_said(
    empty_assistant: Assistant, tmp_path: Path
) -> None:
    made, inner = mail(), mail("Bees make honey.\n")
    attach(inner, "deep.txt", b"Deep.")
    attach(made, "cup.md", "# Cups\n\nCüps are cold.".encode())
    attach(made, "notes.xyz", b"Notes.", "application/octet-stream")
    attach(made, "empty.txt", b"")
    made.add_attachment(b"logo", maintype="image", subtype="png", disposition="inline")
    made.add_attachment(inner)
    path = tmp_path / "mail.eml"
    found = added(empty_assistant, path, made)
    assert [name for name, each in found.items() if each.outcome is Outcome.ADDED] == [
        "", "/cup.md", "/On tea.eml",
    ]  # fmt: skip
    assert "cannot be read" in str(found["/notes.xyz"].reason)
    assert "empty" in str(found["/empty.txt"].reason)
    assert "attached to an attached message" in str(found["/On tea.eml/deep.txt"].reason)
    assert len(found) == 6
    assert empty_assistant.document("Cups").text == "Cups\nCüps are cold."
    assert empty_assistant.find("Cups").source == f"{path}/cup.md"
    again = empty_assistant.add([str(path)])
    assert [each.outcome for each in again].count(Outcome.UNCHANGED) == 3


def test_names_of_attachments_lead_nowhere_and_are_told_apart() -> None:
    made = mail()
    for name in ("../../etc/tea.txt", "C:\\a\\tea.txt", "\u202etxt.tea", "...", ".bashrc", None):
        attach(made, name, b"Tea.")
    attach(made, "x" * 300 + ".txt", b"Tea.")
    names = [each.name for each in open_mail(made.as_bytes()).attachments]
    assert names[:2] == ["tea.txt", "tea (2).txt"]
    assert names[3:6] == ["attachment.txt", "bashrc.txt", "attachment (2).txt"]
    assert names[6] == "x" * 150 + ".txt"
    assert all("/" not in name and "\u202e" not in name for name in names)


def test_a_mail_with_an_attachment_alone_is_no_error(
    empty_assistant: Assistant, tmp_path: Path
) -> None:
    made = mail(None)
    attach(made, "tea.txt", b"Tea is hot.")
    found = added(empty_assistant, tmp_path / "mail.eml", made)
    assert {name: each.outcome for name, each in found.items()} == {"/tea.txt": Outcome.ADDED}


def test_a_mail_without_text_and_a_damaged_one_are_said(
    empty_assistant: Assistant, tmp_path: Path
) -> None:
    found = added(empty_assistant, tmp_path / "mail.eml", mail(None))
    assert "no text" in str(found[""].reason)
    (tmp_path / "bad.eml").write_bytes(b"\n\nno headers")
    (addition,) = empty_assistant.add([str(tmp_path / "bad.eml")])
    assert "not an e-mail" in str(addition.reason)


def test_a_mail_in_an_archive_and_one_dropped_on_the_page_bring_their_attachments(
    empty_assistant: Assistant, tmp_path: Path
) -> None:
    made = mail(None)
    attach(made, "tea.txt", b"Tea is hot.")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as file:
        file.writestr("mail.eml", made.as_bytes())
    (tmp_path / "two.eml").write_bytes(made.as_bytes())
    queue = AddingQueue(empty_assistant)
    queue.put([tmp_path / "all.zip", tmp_path / "two.eml"])
    worker = queue._worker
    if worker:
        worker.join(120)
    assert [(each.name, each.addition and each.addition.outcome) for each in queue.uploads] == [
        ("all.zip/mail.eml/tea.txt", Outcome.ADDED),
        ("two.eml/tea.txt", Outcome.UNCHANGED),
    ]
    queue.close()
