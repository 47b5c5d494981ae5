"""Which files are warned of, and under what name they may be saved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.channels.email.attachments import LONGEST_NAME, safe_name, verdict

PDF = b"%PDF-1.7"
PNG = b"\x89PNG\r\n\x1a\n"
PROGRAM = b"MZ\x90\x00\x03"

DANGEROUS = [
    ("invoice.pdf.exe", "application/pdf", PROGRAM),
    ("invoice.exe", "application/octet-stream", b""),
    ("INVOICE.EXE", "application/octet-stream", b""),
    ("invoice.exe. . ", "application/octet-stream", b""),
    ("invoice\u202efdp.exe", "application/pdf", PDF),
    ("invoice\u202egnp.js", "image/png", b""),
    ("photo\u200b.png", "image/png", PNG),
    ("photo.png" + " " * 60 + ".scr", "image/png", b""),
    ("a.lnk", "application/x-ms-shortcut", b"L\x00\x00\x00\x01\x14\x02\x00"),
    ("a.iso", "application/x-iso9660-image", b""),
    ("a.img", "application/octet-stream", b""),
    ("a.vhd", "application/octet-stream", b""),
    ("a.vhdx", "application/octet-stream", b""),
    ("a.html", "text/html", b"<html>"),
    ("a.htm", "application/octet-stream", b""),
    ("a.mht", "message/rfc822", b""),
    ("a.svg", "image/svg+xml", b"<svg"),
    ("a.url", "application/octet-stream", b"[InternetShortcut]"),
    ("a.desktop", "application/x-desktop", b"[Desktop Entry]"),
    ("a.scr", "application/octet-stream", b""),
    ("a.hta", "application/hta", b""),
    ("a.one", "application/onenote", b""),
    ("a.js", "text/javascript", b""),
    ("a.vbs", "text/plain", b""),
    ("a.ps1", "text/plain", b""),
    ("a.bat", "text/plain", b""),
    ("a.cmd", "text/plain", b""),
    ("a.docm", "application/vnd.ms-word.document.macroEnabled.12", b"PK\x03\x04"),
    ("a.xlsm", "application/octet-stream", b"PK\x03\x04"),
    ("a.xll", "application/octet-stream", PROGRAM),
    ("a.jar", "application/java-archive", b"PK\x03\x04"),
    ("a.msi", "application/x-msi", b"\xd0\xcf\x11\xe0"),
    ("a.msix", "application/octet-stream", b"PK\x03\x04"),
    ("a.chm", "application/octet-stream", b"ITSF"),
    ("a.reg", "text/plain", b""),
    ("a.settingcontent-ms", "text/xml", b""),
    ("a.library-ms", "application/octet-stream", b""),
    ("a.rdp", "application/octet-stream", b""),
    ("a.sh", "text/plain", b"#!/bin/sh"),
    ("a.AppImage", "application/octet-stream", b"\x7fELF"),
    ("a.deb", "application/octet-stream", b""),
    ("a.dmg", "application/octet-stream", b""),
    ("a.png", "image/png", PROGRAM),
    ("a.txt", "text/plain", b"\x7fELF\x02"),
    ("a.pdf", "application/pdf", b"<html><script>"),
    ("a.jpg", "image/jpeg", PDF),
    ("a.png", "image/png", b"PK\x03\x04"),
    ("a.doc", "application/msword", b" <!DOCTYPE html>"),
    ("readme", "application/x-msdownload", b""),
    ("readme", "text/plain", b"#!/bin/sh\n"),
    ("report.pdf", "text/html", b""),
    ("CON", "text/plain", b""),
    ("nul.txt", "text/plain", b""),
    ("..\\..\\Startup\\a.txt", "text/plain", b""),
    ("../../.bashrc", "text/plain", b""),
    ("/etc/passwd", "text/plain", b""),
    ("C:\\Windows\\a.txt", "text/plain", b""),
    ("a" * 300 + ".pdf", "application/pdf", PDF),
    ("a.txt:evil.exe", "text/plain", b""),
    ("a.pif", "application/octet-stream", b""),
]
HARMLESS = [
    ("invoice.pdf", "application/pdf", PDF),
    ("zdjęcie ślubne.JPG", "image/jpeg", b"\xff\xd8\xff\xe0"),
    ("发票.pdf", "application/pdf", PDF),
    ("photo.png", "image/png", PNG),
    ("letter.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04"),
    ("table.xls", "application/vnd.ms-excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("notes.txt", "text/plain", b"hello"),
    ("v1.2.final.csv", "text/csv", b"a;b"),
    ("archive.zip", "application/zip", b"PK\x03\x04"),
    ("invite.ics", "text/calendar", b"BEGIN:VCALENDAR"),
    ("Message.eml", "message/rfc822", b"From: a@b"),
    ("conference.pdf", "application/pdf", b""),
]


def test_there_are_sixty_dangerous_names() -> None:
    assert len(set(DANGEROUS)) == 60


@pytest.mark.parametrize(("name", "media_type", "content"), DANGEROUS)
def test_what_could_do_harm_is_said_in_words(name: str, media_type: str, content: bytes) -> None:
    judged = verdict(name, media_type, content)
    assert judged.is_dangerous
    assert judged.words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("offer.appinstaller", "program"),
        ("offer.pdf.searchconnector-ms", "pretends to be .pdf"),
        ("offer.PDF.Exe", "pretends to be .pdf"),
        ("offer.doc .js", "program"),
        ("offer.jpg..scr", "program"),
        ("offer.txt.html", "scripts"),
        ("offer.mpkg", "program"),
        ("offer.vsto", "program"),
        ("old.xlm", "macros"),
        ("offer" + " " * 20 + "seen.pdf", "too long"),
        ("disk.wim", "disk image"),
        ("COM\u00b9.txt", "device"),
        ("\u2066gpj.exe\u2069", "hides what it is"),
    ],
)
def test_it_is_said_what_is_the_matter_with_a_name(name: str, words: str) -> None:
    assert words in verdict(name, "application/octet-stream", b"").words


@pytest.mark.parametrize(("name", "media_type", "content"), HARMLESS)
def test_what_customers_send_every_day_is_not_warned_of(name: str, media_type: str, content: bytes) -> None:
    judged = verdict(name, media_type, content)
    assert (judged.is_dangerous, judged.words, judged.safe_name) == (False, "", name)


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\a.txt", "a.txt"),
        ("C:\\Windows\\a.txt", "a.txt"),
        ("a:b*c?.txt", "a_b_c_.txt"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("con", "_con"),
        ("COM1.txt", "_COM1.txt"),
        ("aux .txt", "_aux .txt"),
        ("a.txt. . ", "a.txt"),
        (".bashrc", "bashrc"),
        ("-rf", "rf"),
        ("", "attachment"),
        ("...", "attachment"),
        ("///", "attachment"),
        ("a\x00b\r\n.txt", "a_b_.txt"),
        ("ż" * 300 + ".pdf", "ż" * 58 + ".pdf"),
    ],
)
def test_a_file_is_saved_under_a_name_that_is_only_a_name(name: str, saved: str) -> None:
    assert safe_name(name) == saved


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_every_system_takes(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe.encode("utf-8")) <= LONGEST_NAME + 1
    assert not set(safe) & set('\\/:*?"<>|\x00\r\n')
    assert safe[0] not in ". -"
    assert safe[-1] not in ". "
    assert safe_name(safe) == safe
