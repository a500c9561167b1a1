"""The program ``enthesis``: hands ``serve`` and ``demo`` to the project, the rest to the command line."""

import sys
from collections.abc import Sequence

from enthesis.cli import program
from enthesis.project.compiled import keep_compiled

HANDED_ON = {
    "serve": "Serve the clinic's pages on this machine. --port N names the port.",
    "demo": "Serve them with fictional patients. --port N names the port.",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and give its exit status: 0 for every verdict, 2 for wrong use."""
    words = list(sys.argv[1:] if argv is None else argv)
    keep_compiled()
    if words and words[0] in HANDED_ON:
        # Imported late: Django is for those who serve, and a plan must not wait for it.
        from enthesis.project.serve import serve

        return serve(words[1:] if words[0] == "serve" else ["--demonstration", *words[1:]])
    return program.run(words, HANDED_ON)


if __name__ == "__main__":
    sys.exit(main())
