"""Writes a mutant's sources: `mutate.py MUTANT ROOT FOLDER`; its form is in mutants.cmake."""

import os
import sys


def read_mutant(path):
    """([(file, find, replace)…], [files compiled anew])"""
    changes, compiled = [], []
    file, part, texts = None, None, {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("file: "):
                file, part = line[6:].strip(), None
            elif line.startswith("compile: "):
                compiled.append(line[9:].strip())
            elif line.startswith("--- find"):
                part, texts = "find", {"find": "", "replace": ""}
                changes.append((file, texts))
            elif line.startswith("--- replace"):
                part = "replace"
            elif part:
                texts[part] += line
    texts = [(name, t["find"].rstrip("\n"), t["replace"].rstrip("\n")) for name, t in changes]
    return texts, compiled


def write(folder, path, text):
    """Leaves an unchanged file alone, so that nothing is compiled without need."""
    inside = os.path.join(folder, path.removeprefix("src/"))
    os.makedirs(os.path.dirname(inside), exist_ok=True)
    if os.path.isfile(inside):
        with open(inside, encoding="utf-8") as old:
            if old.read() == text:
                os.utime(inside)
                return
    with open(inside, "w", encoding="utf-8") as new:
        new.write(text)


def main(mutant, root, folder):
    changes, compiled = read_mutant(mutant)
    sources = {}
    for path in [name for name, _, _ in changes] + compiled:
        with open(os.path.join(root, path), encoding="utf-8") as file:
            sources[path] = file.read()
    for path, find, replace in changes:
        count = sources[path].count(find)
        if not find or count != 1:
            print(f"{mutant}: found {count} times in {path}, expected once; bring the mutant up "
                  f"to date:\n{find}", file=sys.stderr)
            return 1
        sources[path] = sources[path].replace(find, replace)
    for path, text in sources.items():
        write(folder, path, text)
    with open(os.path.join(folder, "made"), "w", encoding="utf-8") as stamp:
        stamp.write("made\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
