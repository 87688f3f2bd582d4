"""Makes the one-file verifier: `python -m dutyterm.journal.one_file > verify_duty.py`.

It is put together from the very modules the program reads its journals with, so that both always come to
the same verdict; it is meant to lie beside synced files, for somebody who does not have this program.
"""

from __future__ import annotations

import re
import sys
from importlib.resources import files

_PARTS = ("strict.py", "walk.py", "chains.py")
_DOC = '''#!/usr/bin/env python3
"""Verifier of .duty journals in one file, standard library only, Python 3.11 or later.

python verify_duty.py PATH... [--against HEADS] [--json]     exit 0 sound, 1 damage, gap or fork, 2 wrong use
日志校验程序，只需 Python 3.11 以上，无需安装其他软件。
"""

from __future__ import annotations
'''
_OWN = re.compile(r"^from dutyterm\.[^\n]*?(\([^)]*\)|\n)", re.MULTILINE)
_IMPORT = re.compile(r"^(?:import|from) [^\n]+\n", re.MULTILINE)


def one_file_verifier() -> str:
    """The source text of the one-file verifier."""
    imports: set[str] = set()
    bodies = []
    for name in _PARTS:
        text = (files("dutyterm.journal") / name).read_text(encoding="utf-8")
        text = _OWN.sub("", text.split("from __future__ import annotations\n", 1)[1])
        imports.update(_IMPORT.findall(text))
        bodies.append(_IMPORT.sub("", text).strip("\n"))
    return _DOC + "\n" + "".join(sorted(imports)) + "\n" + "\n\n\n".join(bodies) + "\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(one_file_verifier().encode("utf-8"))
