"""The program ``enthesis``: hands ``serve`` and ``demo`` to the project, the rest to the command line."""

import sys
from collections.abc import Sequence

from enthesis.cli import program
from enthesis.project.compiled import keep_compiled

HANDED_ON = {
    "serve": "Serve the clinic's pages on this machine. --port N names the port.",
    "demo": "Serve them with fictional patients. --port N names the port. --stories tells who they are and "
    "where they stand today, --json the same for another program, --write DIR lays down their files.",
}
TOLD = ("--stories", "--json", "--write", "--help", "-h")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and give its exit status: 0 for every verdict, 2 for wrong use."""
    words = list(sys.argv[1:] if argv is None else argv)
    keep_compiled()
    if words and words[0] == "demo" and any(word.partition("=")[0] in TOLD for word in words):
        return _told(words[1:])
    if words and words[0] in HANDED_ON:
        # Imported late: Django is for those who serve, and a plan must not wait for it.
        from enthesis.project.serve import serve

        return serve(words[1:] if words[0] == "serve" else ["--demonstration", *words[1:]])
    return program.run(words, HANDED_ON)


def _told(words: list[str]) -> int:
    """Tell the stories of the demonstration, or what the command takes; wrong use ends 2 as everywhere."""
    from enthesis.demonstration.stories import tell

    return program.ended(lambda: tell(words))


if __name__ == "__main__":
    sys.exit(main())
