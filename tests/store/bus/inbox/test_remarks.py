"""What was wrong with a mail is told in the language of who reads it, whatever the hub that received it speaks."""

from desktop.channels.email.parse import read_mail
from desktop.domain import text
from desktop.store import DatabaseStore
from tests.store.bus.inbox.mails import mail, opened

RAW = (
    b"From: a@post.example\r\nSubject: x\r\nDate: Mon, 16 Nov 2026 10:00:00 +0000\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/plain; charset=klingon\r\n\r\nHello\r\n"
    b'--b\r\nContent-Type: application/octet-stream; name="bill.exe"\r\n\r\nx\r\n--b--\r\n'
)
POLISH = {
    "Its text is not in the charset that it names ({charset}); it was guessed": "Tekst nie jest w {charset}",
    "A program or a short cut to one (.{ending})": "Program lub skrót do programu (.{ending})",
}


def test_a_remark_is_put_into_words_where_it_is_read(store: DatabaseStore) -> None:
    english = text._translator
    came = read_mail(RAW)
    (received,) = opened(store).take(mail("one", remarks=came.remarks))
    text.install_translator(lambda source, n: POLISH.get(source, source))
    read = store.written(received.message_id)
    assert read is not None
    assert [remark.mark for remark in read.remarks] == [remark.mark for remark in came.remarks]
    words = {remark.words for remark in read.remarks}
    assert words == {"Tekst nie jest w klingon", "bill.exe: Program lub skrót do programu (.exe)"}
    text.install_translator(english)
    again = store.written(received.message_id)
    assert again is not None
    assert again.remarks == came.remarks
