"""Files that are made anew when they are lost."""

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step, with its folder: who reads it meanwhile finds it whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        file.write(content)
    # A temporary file is for its owner alone.
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)
