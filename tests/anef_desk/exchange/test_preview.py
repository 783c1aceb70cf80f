"""Files from outside are opened by a child that holds nothing; others are refused."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anef_desk.domain.attachment import MediaType
from anef_desk.errors import Cancelled
from anef_desk.exchange import preview, preview_child
from anef_desk.exchange.attachments import (
    MAXIMUM_BYTES,
    accept,
    clean_title,
    media_type,
    read_file,
    title_of,
)
from anef_desk.exchange.errors import (
    FileRefusedError,
    FileTooBigError,
    LockedPdfError,
    PreviewTooLongError,
    TooManyPagesError,
    TooManyPixelsError,
    UnacceptedTypeError,
)
from anef_desk.exchange.preview import Previewer

from . import samples


@pytest.fixture
def previewer() -> Previewer:
    return Previewer()


@pytest.mark.parametrize(
    ("name", "kind", "pages"),
    [
        ("pdf", MediaType.PDF, 2),
        ("jpeg", MediaType.JPEG, 1),
        ("png", MediaType.PNG, 1),
        ("webp", MediaType.WEBP, 1),
    ],
)
def test_papers_and_photos_are_accepted(
    name: str, kind: MediaType, pages: int, previewer: Previewer
) -> None:
    accepted = accept(samples.GOOD[name](), previewer)

    assert (accepted.media_type, accepted.pages) == (kind, pages)
    assert accepted.thumbnail.width in {68, 96}
    assert len(accepted.thumbnail.rgb) == (
        accepted.thumbnail.width * accepted.thumbnail.height * 3
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00",
        b"GIF89a" + bytes(99),
        b"<html>%PDF-1.4</html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"RIFF\x00\x00\x00\x00WAVE",
        b"BM" + bytes(99),
        b"II*\x00" + bytes(99),
        samples.zip_with_slips(),
    ],
)
def test_what_is_neither_a_pdf_nor_a_photo_is_refused_by_its_content(
    content: bytes, previewer: Previewer
) -> None:
    """A program, a page, a drawing, an archive: whatever their name says."""
    with pytest.raises(UnacceptedTypeError):
        accept(content, previewer)


def test_too_many_bytes_are_not_even_read(tmp_path: Path, previewer: Previewer) -> None:
    big = tmp_path / "big.pdf"
    with big.open("wb") as stream:
        stream.truncate(MAXIMUM_BYTES * 50)
    before = time.monotonic()
    with pytest.raises(FileTooBigError):
        read_file(big)
    with pytest.raises(FileTooBigError):
        accept(bytes(MAXIMUM_BYTES + 1), previewer)
    assert time.monotonic() - before < 5
    small = tmp_path / "small.pdf"
    small.write_bytes(b"%PDF-")
    assert read_file(small) == b"%PDF-"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (samples.claimed_png(60_000, 60_000), TooManyPixelsError),
        (samples.claimed_png(7_200, 7_200), TooManyPixelsError),
        (samples.claimed_png(2**31 - 1, 2**31 - 1), TooManyPixelsError),
        (samples.bomb_png(7_200), TooManyPixelsError),
        (samples.text_bomb_png(), FileRefusedError),
        (samples.pdf(201), TooManyPagesError),
        (samples.pdf(password="secret"), LockedPdfError),  # noqa: S106 - of a sample
        (samples.pdf()[:300], FileRefusedError),
        (samples.photo()[:4000], FileRefusedError),
        (samples.photo("PNG")[:400], FileRefusedError),
        (samples.photo("WEBP")[:100], FileRefusedError),
        (b"%PDF-1.7\n", FileRefusedError),
        (samples.pdf_with(b"", b"0 0 0 0")[:90], FileRefusedError),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_cannot_be_shown_is_refused_in_its_own_words(
    content: bytes, error: type[FileRefusedError], previewer: Previewer
) -> None:
    with pytest.raises(error) as caught:
        accept(content, previewer)

    assert type(caught.value) is error
    assert caught.value.exit_code == 18


@pytest.mark.parametrize(
    "content",
    [
        samples.flate_bomb_pdf(),
        samples.looping_pdf(),
        samples.pdf_with(b"q " * 100_000, b"0 0 1 14400"),
        samples.pdf_with(b"0 0 m", b"0 0 1e30 1e30"),
        samples.bomb_png(7_000),
    ],
    ids=["flate", "loop", "thin", "endless", "pixels"],
)
def test_a_bomb_is_harmless_within_ten_seconds(
    content: bytes, previewer: Previewer
) -> None:
    """Shown small or refused; the process that holds the key never saw it."""
    before = time.monotonic()
    try:
        seen = previewer.pages(media_type(content), content, width=1240, count=12)
    except FileRefusedError:
        seen = None
    assert time.monotonic() - before < preview.SECONDS + 5
    assert seen is None or all(page.height <= 1240 * 4 + 1 for page in seen.pages)


def test_pages_come_a_few_at_a_time(previewer: Previewer) -> None:
    content = samples.pdf(9)

    first = previewer.pages(MediaType.PDF, content, width=200, count=4)
    last = previewer.pages(MediaType.PDF, content, width=200, first=8, count=4)
    none = previewer.pages(MediaType.PDF, content, width=200, first=50, count=4)

    assert (first.total, len(first.pages)) == (9, 4)
    assert (last.total, len(last.pages)) == (9, 1)
    assert none.pages == ()


def test_a_photo_lies_as_it_was_taken(previewer: Previewer) -> None:
    """Phones write which side is up beside the picture."""
    import io

    from PIL import Image

    picture = Image.new("RGB", (80, 40), "red")
    exif = picture.getexif()
    exif[0x0112] = 6
    stream = io.BytesIO()
    picture.save(stream, "JPEG", exif=exif)

    shown = previewer.pages(MediaType.JPEG, stream.getvalue(), width=80).pages[0]

    assert shown.height > shown.width


def test_a_child_that_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(preview, "_command", lambda: sleeper)
    before = time.monotonic()

    with pytest.raises(PreviewTooLongError):
        Previewer(0.3).pages(MediaType.PDF, samples.pdf(), width=10)

    assert time.monotonic() - before < 10


def test_a_child_that_says_anything_else_is_not_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A flood is cut at what the question can be worth."""
    liar = "import sys; sys.stdout.buffer.write(b'OK' + bytes(99_000_000))"
    monkeypatch.setattr(preview, "_command", lambda: [sys.executable, "-c", liar])

    with pytest.raises(FileRefusedError):
        Previewer().pages(MediaType.PDF, samples.pdf(), width=10, count=1)


@pytest.mark.parametrize(
    "said",
    [
        b"OK" + struct.pack(">II", 0, 0),
        b"OK" + struct.pack(">II", 999, 0),
        b"OK" + struct.pack(">II", 1, 9),
        b"OK" + struct.pack(">II", 1, 0),
        b"OK" + struct.pack(">IIII", 9, 1, 1, 1) + bytes(3),
        b"OK" + struct.pack(">IIII", 1, 1, 99, 1) + bytes(297),
        b"OK" + struct.pack(">IIII", 1, 1, 1, 1) + bytes(2),
        b"OK" + struct.pack(">IIII", 1, 1, 1, 1) + bytes(4),
        b"??",
    ],
)
def test_an_answer_that_is_not_to_the_question_is_refused(said: bytes) -> None:
    with pytest.raises(FileRefusedError):
        preview.read(said, 5, 2)


def test_the_last_pages_may_be_fewer() -> None:
    one = struct.pack(">IIII", 9, 1, 1, 1) + bytes(3)

    assert len(preview.read(b"OK" + one, 5, 2, first=8).pages) == 1
    assert preview.read(b"OK" + struct.pack(">II", 9, 0), 5, 2, first=9).pages == ()


def test_a_file_of_which_nothing_is_seen_is_not_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever made the child say so."""
    liar = "import sys; sys.stdout.buffer.write(b'OK' + bytes([0,0,0,1,0,0,0,0]))"
    monkeypatch.setattr(preview, "_command", lambda: [sys.executable, "-c", liar])

    with pytest.raises(FileRefusedError):
        accept(samples.pdf(), Previewer())


@given(st.binary(max_size=200), st.integers(1, 5), st.integers(0, 3))
def test_no_answer_whatever_is_taken_for_a_picture_it_is_not(
    said: bytes, width: int, count: int
) -> None:
    for start in (b"", b"OK", b"OK" + struct.pack(">II", 1, 1)):
        try:
            read = preview.read(start + said, width, count)
        except FileRefusedError:
            continue
        assert len(read.pages) <= count
        for page in read.pages:
            assert len(page.rgb) == page.width * page.height * 3


def test_reading_that_is_given_up_kills_its_child(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(preview, "_command", lambda: sleeper)
    previewer = Previewer()
    children: list[subprocess.Popen[bytes]] = []

    def stop(_done: int, _total: int) -> None:
        children.extend(previewer._running)
        raise Cancelled

    before = time.monotonic()
    with pytest.raises(Cancelled):
        previewer.table(b"PK", stop)

    assert time.monotonic() - before < 2
    assert [child.poll() is None for child in children] == [False]
    assert not previewer._running


def test_locking_ends_a_child_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(preview, "_command", lambda: sleeper)
    previewer = Previewer()
    errors: list[Exception] = []

    def ask() -> None:
        try:
            previewer.pages(MediaType.PDF, samples.pdf(), width=10)
        except FileRefusedError as error:
            errors.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    while not previewer._running:
        time.sleep(0.01)
    previewer.stop()
    asking.join(5)

    assert not asking.is_alive()
    assert errors
    with pytest.raises(FileRefusedError):  # Nor is another one started.
        previewer.pages(MediaType.PDF, samples.pdf(), width=10)


def _leads_to(descriptor: Path) -> str:
    """What a descriptor opens; empty once closed, as a module is when it has been read."""
    try:
        return str(descriptor.readlink())
    except FileNotFoundError:
        return ""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_child_inherits_nothing(tmp_path: Path) -> None:
    """No variable, no descriptor but its two pipes, no word on its command line."""
    secret = os.open(tmp_path / "secret", os.O_RDWR | os.O_CREAT)
    os.set_inheritable(secret, True)
    os.environ["ANEF_CANARY"] = "Zarathoustra"
    try:
        with Previewer()._started() as child:
            proc = Path("/proc", str(child.pid))
            try:
                while b"preview_child" not in (proc / "cmdline").read_bytes():
                    time.sleep(0.01)
                names = {_leads_to(item) for item in (proc / "fd").iterdir()}
                environment = (proc / "environ").read_bytes()
            finally:
                child.kill()
                child.wait()
    finally:
        os.close(secret)
        del os.environ["ANEF_CANARY"]
    assert sum(name.startswith("pipe:") for name in names) == 2
    assert not any("secret" in name for name in names)
    assert b"Zarathoustra" not in environment
    assert b"HOME" not in environment


def test_the_child_can_open_neither_file_nor_socket_nor_program() -> None:
    """The system refuses, whatever the file makes the reader do."""
    program = f"""
import sys, socket, os, subprocess
sys.path.insert(0, {str(Path(preview_child.__file__).parent)!r})
import preview_child
preview_child.give_up()
for act in (
    lambda: open('/etc/hostname'),
    lambda: open('/tmp/made', 'w'),
    lambda: socket.socket(socket.AF_INET),
    lambda: socket.socket(socket.AF_UNIX),
    lambda: subprocess.run(['true']),
    lambda: bytearray(2 << 30),
):
    try:
        act()
    except (OSError, MemoryError):
        continue
    raise SystemExit(1)
"""
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, check=False
    )

    assert done.returncode == 0, done.stderr.decode()


def test_the_child_has_no_more_than_it_is_said_to_have() -> None:
    """Whatever a super-user may pass over when it is only tried."""
    program = f"""
import json, resource, sys
sys.path.insert(0, {str(Path(preview_child.__file__).parent)!r})
import preview_child
preview_child.give_up()
names = ('AS', 'CPU', 'CORE', 'FSIZE', 'NPROC', 'NOFILE')
print(json.dumps([resource.getrlimit(getattr(resource, f'RLIMIT_{{n}}')) for n in names]))
"""
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, check=True
    )

    most = (1 << 30, 10, 0, 0, 0, 0)
    assert json.loads(done.stdout) == [[limit, limit] for limit in most]


def test_a_frozen_application_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert preview._command() == [sys.executable, "preview"]


def test_the_application_answers_as_the_child() -> None:
    """What a frozen application starts: ``anef-desk preview``."""
    question = b'{"type": "image/jpeg", "width": 9, "first": 0, "count": 1}\n'
    done = subprocess.run(
        [sys.executable, "-m", "anef_desk", "preview"],
        input=question + samples.photo(),
        capture_output=True,
        check=True,
        cwd=Path(preview.__file__).parents[2],
    )

    assert preview.read(done.stdout, 9, 1).total == 1


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("passeport.pdf", "passeport.pdf"),
        ("/home/x/../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\carte.jpg", "carte.jpg"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\nb\tc\x00d", "a b cd"),
        ("Justificatif\u00a0de\u202fdomicile", "Justificatif de domicile"),
        ("  jolie   carte  ", "jolie carte"),
        ("جواز السفر.pdf", "جواز السفر.pdf"),
        ("<b>gras</b>", "b>"),
        ("x" * 500, "x" * 120),
        ("", ""),
        ("..", ".."),
    ],
)
def test_a_title_is_one_line_that_hides_nothing(name: str, title: str) -> None:
    assert title_of(name) == title


@pytest.mark.parametrize("typed", ["Capture du 24/11/2026", "Recto / verso", "n\\a"])
def test_a_title_that_is_typed_is_no_path(typed: str) -> None:
    assert clean_title(typed) == typed


@given(st.text(max_size=300))
def test_no_name_makes_a_title_that_turns_or_breaks(name: str) -> None:
    import unicodedata

    title = clean_title(name)

    assert len(title) <= 120
    assert all(
        letter == " " or unicodedata.category(letter)[0] not in {"C", "Z"}
        for letter in title
    )
    assert clean_title(title) == title


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        ("application/pdf", samples.pdf(3), b"OK"),
        ("image/jpeg", samples.photo(), b"OK"),
        ("image/png", samples.photo("PNG"), b"OK"),
        ("image/webp", samples.photo("WEBP"), b"OK"),
        ("image/png", samples.claimed_png(9_000, 9_000), b"NOlarge"),
        ("application/pdf", samples.pdf(201), b"NOpages"),
        ("application/pdf", samples.pdf(password="x"), b"NOlocked"),  # noqa: S106
        ("application/pdf", b"%PDF-", b"NOunreadable"),
        ("text/html", b"<html>", b"NOunreadable"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_child_answers_in_few_words(
    kind: str, content: bytes, expected: bytes
) -> None:
    """Asked here, on our own samples, as it is asked in its process."""
    question = b'{"type": "%s", "width": 40, "first": 0, "count": 9}' % kind.encode()

    said = preview_child.answer(question, content)

    assert said[:2] == expected[:2]
    assert said.startswith(b"OK") or said == expected
    if said.startswith(b"OK"):
        assert preview.read(said, 40, 9).pages


@pytest.mark.parametrize(
    "question", [b"", b"{}", b"[]", b'{"type": "image/png", "width": "x"}']
)
def test_a_question_that_is_none_is_refused(question: bytes) -> None:
    assert preview_child.answer(question, samples.photo()) == b"NOunreadable"
