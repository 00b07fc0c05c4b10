"""Checks the house rules over the whole tree: `python3 tools/tidy [root] [--only path…]`.

Prints `file:line: rule: what to do` and ends with 1 when there is anything to do.
"""

import os
import sys

from tree import check_tree


def main(arguments):
    root = arguments[0] if arguments and not arguments[0].startswith("-") else os.getcwd()
    only = arguments[arguments.index("--only") + 1 :] if "--only" in arguments else None
    problems = check_tree(root)
    if only:
        problems = [p for p in problems if p.path.startswith(tuple(only))]
    for problem in problems:
        print(problem.text())
    print(f"tidy: {len(problems)} to do" if problems else "tidy: nothing to do", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
