"""What Windows says of the program in its properties."""

from __future__ import annotations

from pathlib import Path

_RESOURCE = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0,
                    OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable("040c04b0", [
      StringStruct("CompanyName", "ANEF Desk contributors"),
      StringStruct("FileDescription", "ANEF Desk"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("InternalName", "anef-desk"),
      StringStruct("LegalCopyright", "GPL-3.0-or-later"),
      StringStruct("OriginalFilename", "anef-desk.exe"),
      StringStruct("ProductName", "ANEF Desk"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x040c, 0x04b0])]),
  ],
)
"""


def resource(version: str) -> str:
    """Return the resource for *version*, such as "0.1.0", as PyInstaller reads it."""
    numbers = tuple(int(part) for part in version.split(".")[:3])
    return _RESOURCE.format(numbers=(*numbers, 0), version=version)


def version_resource(folder: Path, version: str) -> str:
    """Write the resource for *version* into *folder*; return the name of the file."""
    file = folder / "version.txt"
    file.write_text(resource(version), encoding="utf-8")
    return str(file)
