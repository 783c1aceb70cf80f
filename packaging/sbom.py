"""Write what the application is made of: ``dist/anef-desk-VERSION.cdx.json``.

``make sbom``: a list in the CycloneDX form, from the locked requirements with their
hashes, the libraries inside them and the fonts. Says the same for the same lists.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(HERE), str(ROOT)]


def main() -> int:
    """Write the list and validate it; return the exit status."""
    import notices

    from anef_desk import __version__

    with tempfile.NamedTemporaryFile(suffix=".json") as made:
        options = [
            "--output-reproducible",
            "--of",
            "JSON",
            "--sv",
            "1.6",
            "-o",
            made.name,
        ]
        command = [sys.executable, "-m", "cyclonedx_py", "requirements", *options]
        locked = str(HERE / "requirements.txt")
        subprocess.run([*command, "--no-validate", locked], check=True)
        found: dict[str, Any] = json.loads(Path(made.name).read_text("utf-8"))
    whole = {
        "bom-ref": "anef-desk",
        "type": "application",
        "name": "anef-desk",
        "version": __version__,
        "licenses": [{"license": {"id": "GPL-3.0-or-later"}}],
    }
    found["metadata"]["component"] = whole
    licences = {one.name.lower().replace("_", "-"): one for one in notices.shipped()}
    for component in found["components"]:
        known = licences.pop(component["name"].lower().replace("_", "-"), None)
        if known is not None:
            component["licenses"] = [{"license": {"name": known.licence}}]
    found["components"] += [
        {
            "bom-ref": f"inside: {one.name}",
            "type": "file" if one.name.endswith("(font)") else "library",
            "name": one.name,
            **({"version": one.version} if one.version else {}),
            "licenses": [{"license": {"name": one.licence}}],
        }
        for one in licences.values()
    ]
    found["dependencies"] = [
        {
            "ref": "anef-desk",
            "dependsOn": sorted(one["bom-ref"] for one in found["components"]),
        }
    ]
    target = ROOT / "dist" / f"anef-desk-{__version__}.cdx.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
    print(target.relative_to(ROOT))
    return validated(target)


def validated(file: Path) -> int:
    """Return 0 if *file* is as the CycloneDX specification says."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(
        file.read_text(encoding="utf-8")
    )
    if problem is not None:
        print(problem)
    return problem is not None


if __name__ == "__main__":
    raise SystemExit(main())
