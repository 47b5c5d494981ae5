"""What an attachment is, before anybody opens it: a name that is safe to save under, and whether it could do harm."""

import re
from dataclasses import dataclass

from desktop.domain.text import told as tr

LONGEST_NAME = 120


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# what runs, installs, mounts or phones when it is opened on one of the systems agents use
_RUNS = _words(
    """ade adp apk app appimage application appref-ms asp bas bat cer chm cmd com command cpl crt crx csh deb der dll
    dmg drv exe fxp gadget hlp hta inf ins inx isp isu jar jnlp job js jse ksh lnk mad maf mam mda mdb mde msc msh
    msh1 msh2 mshxml msi msix msixbundle msp mst ocx ops osd paf pcd php pif pl plg prf prg ps1 ps1xml ps2 psc1 psc2
    psd1 psdm1 psm1 py pyc pyw pyz rb reg rgs rpm run scf scr sct search-ms settingcontent-ms sh shb shs sys terminal
    theme tmp tool u3p udl url vb vbe vbp vbs vbscript vsmacros vsw webloc website workflow ws wsc wsf wsh xbap xll xnk
    desktop service action flatpakref snap diagcab appx appxbundle library-ms rdp ica slk iqy oft one onepkg
    appinstaller appcontent-ms searchconnector-ms themepack deskthemepack msu pkg mpkg vsto hpj
    bgi printerexport pyzw"""
)
_MACROS = _words("docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm xla xlm ade mdb accdb accde wiz")
_MOUNTS = _words("iso img vhd vhdx vmdk udf cdr toast wim")
_SCRIPTED = _words("html htm xhtml xht shtml mht mhtml svg svgz xml xsl xslt swf")

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$) *(?:\.|$)", re.IGNORECASE)
_UNSAFE = re.compile('[\x00-\x1f\x7f-\x9f<>:"/\\\\|?*\u2028\u2029\ufffe\uffff\ud800-\udfff]+')
_TURNS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad\u061c]+")
_SPACES = re.compile(r"\s+")
_HIDDEN_END = re.compile(r" {5}\.| {20}")
_PATH = re.compile(r"(?:^|[/\\])\.\.?[/\\]|^[A-Za-z]:|^[/\\]")
_EXTENSION = re.compile(r"\.([A-Za-z0-9-]{1,20})$")
_DOCUMENT = _words(
    "pdf doc docx xls xlsx ppt pptx odt ods odp rtf txt csv jpg jpeg png gif bmp tif tiff mp3 mp4 avi mov"
)

# how files begin, and the endings that fit
_MAGIC: tuple[tuple[bytes, str, frozenset[str]], ...] = (
    (b"MZ", "exe", _RUNS),
    (b"\x7fELF", "elf", frozenset()),
    (b"\xca\xfe\xba\xbe", "class", frozenset(("class",))),
    (b"\xcf\xfa\xed\xfe", "app", frozenset()),
    (b"#!", "sh", frozenset()),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "lnk", frozenset()),
    (b"%PDF-", "pdf", frozenset(("pdf", "ai"))),
    (b"\x89PNG\r\n", "png", frozenset(("png",))),
    (b"\xff\xd8\xff", "jpg", frozenset(("jpg", "jpeg", "jpe", "jfif"))),
    (b"GIF8", "gif", frozenset(("gif",))),
    (b"PK\x03\x04", "zip", frozenset()),
    (b"Rar!\x1a\x07", "rar", frozenset(("rar",))),
    (b"7z\xbc\xaf\x27\x1c", "7z", frozenset(("7z",))),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc", frozenset()),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "one", frozenset(("one",))),
)
_RUNS_BY_MAGIC = frozenset(("exe", "elf", "class", "app", "sh", "lnk", "one"))
_PICTURES = _words("png jpg jpeg jpe jfif gif bmp webp tif tiff pdf txt csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentVerdict:
    """`words` say what is the matter, "" when nothing is. `safe_name` is what it may be saved under, in any folder."""

    is_dangerous: bool
    safe_name: str
    words: str = ""


def verdict(name: str, media_type: str, content: bytes) -> AttachmentVerdict:
    """Judged by its name, its type and its first bytes; the worst decides. `content` may be the beginning only."""
    safe = safe_name(name)
    for words in (_by_content(safe, content), _by_name(name, safe), _by_type(safe, media_type)):
        if words:
            return AttachmentVerdict(is_dangerous=True, safe_name=safe, words=words)
    return AttachmentVerdict(is_dangerous=False, safe_name=safe)


def safe_name(name: str) -> str:
    """One file name, never a path, that means the same on every system: no device, no stream, nothing hidden."""
    name = _TURNS.sub("", name)
    name = re.split(r"[/\\]", name)[-1] if re.search(r"[/\\]", name) else name
    name = _SPACES.sub(" ", _UNSAFE.sub("_", name)).strip(" .")
    # Windows drops what is at the end, and what is called - is an option
    name = name.lstrip("-~").rstrip(" .") or "attachment"
    if _RESERVED.match(name):
        name = "_" + name
    return _shortened(name)


def extension(name: str) -> str:
    """In lower case, without the dot."""
    found = _EXTENSION.search(name)
    return found[1].lower() if found else ""


def _shortened(name: str) -> str:
    """Short enough for every file system, its ending kept: file systems count bytes."""
    if len(name.encode("utf-8", "replace")) <= LONGEST_NAME:
        return name
    ending = extension(name)
    ending = f".{ending}" if ending else ""
    stem = name[: len(name) - len(ending)].encode("utf-8", "replace")[: LONGEST_NAME - len(ending)]
    return stem.decode("utf-8", "ignore").rstrip(" .") + ending


def _by_name(name: str, safe: str) -> str:
    ending = extension(safe)
    if _TURNS.search(name) and ending:
        return tr("Its name hides what it is: it ends in .{ending}", ending=ending)
    return _by_ending(ending, extension(safe[: -len(ending) - 1])) or _by_shape(name)


def _by_ending(ending: str, before: str) -> str:
    if ending in _RUNS and before in _DOCUMENT:
        return tr("It pretends to be .{pretended} and is a program (.{ending})", pretended=before, ending=ending)
    if ending in _RUNS:
        return tr("A program or a short cut to one (.{ending})", ending=ending)
    if ending in _MACROS:
        return tr("A document that can run macros (.{ending})", ending=ending)
    if ending in _MOUNTS:
        return tr("A disk image, which can hide programs (.{ending})", ending=ending)
    return tr("A page that can run scripts (.{ending})", ending=ending) if ending in _SCRIPTED else ""


def _by_shape(name: str) -> str:
    """A name that is made to mislead, or a place on the computer of who opens it."""
    if len(name) > 255 or _HIDDEN_END.search(name):
        return tr("Its name is too long to be read whole")
    if _PATH.search(name):
        return tr("Its name is a path to a place on this computer")
    return tr("Its name means a device of the computer") if _RESERVED.match(name.strip(" .")) else ""


def _by_type(safe: str, media_type: str) -> str:
    media_type = media_type.lower()
    if media_type in _DANGEROUS_TYPES:
        return tr("Its type is that of a program or a page with scripts ({type})", type=media_type)
    return ""


_DANGEROUS_TYPES = _words(
    """application/x-msdownload application/x-msdos-program application/x-dosexec application/x-executable
    application/vnd.microsoft.portable-executable application/x-ms-shortcut application/x-sh application/x-shellscript
    application/hta application/x-msi application/java-archive application/x-java-archive application/javascript
    text/javascript application/x-javascript text/html application/xhtml+xml image/svg+xml application/x-iso9660-image
    application/x-desktop application/x-mach-binary application/vnd.ms-htmlhelp text/vbscript
    application/vnd.ms-word.document.macroenabled.12 application/vnd.ms-excel.sheet.macroenabled.12
    application/vnd.ms-powerpoint.presentation.macroenabled.12 application/onenote"""
)


def _by_content(safe: str, content: bytes) -> str:
    """What its first bytes are against what its name says."""
    ending = extension(safe)
    is_page = re.match(rb"\s*<(?:!doctype\s+html|html|script|svg|\?xml[^>]*>\s*<svg)", content[:200], re.IGNORECASE)
    if is_page and ending in _PICTURES | _DOCUMENT:
        return tr("It is called .{ending} and is a page that can run scripts", ending=ending)
    for magic, kind, endings in _MAGIC:
        if not content.startswith(magic):
            continue
        if kind in _RUNS_BY_MAGIC and ending not in endings:
            return tr("It is a program, whatever its name says")
        if ending in _PICTURES and endings and ending not in endings:
            return tr("It is called .{ending} and is in truth .{kind}", ending=ending, kind=kind)
        if ending in _PICTURES and not endings:
            return tr("It is called .{ending} and is in truth .{kind}", ending=ending, kind=kind)
    return ""
