"""The recursion limit of the process, kept where it protects the C stack.

On import, py-ecc (below eth-account) sets it to 100,000 and py-evm to 12,288, for the whole process. With that,
a node's answer or an uploaded file of opening brackets overflows the C stack of the JSON parser and kills the process,
where it would have got a RecursionError. Nothing here nests deeper than a few hundred frames.
"""

import sys

LIMIT = 2_000
"""Python frames, twice the interpreter's own default, since test runners stand on many."""


def restore_recursion_limit() -> None:
    """Undo what an import did; a module that imports one of these libraries calls this right after its imports."""
    sys.setrecursionlimit(min(LIMIT, sys.getrecursionlimit()))
