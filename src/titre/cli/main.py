"""How does a run begin and end? The language first, then the verb; an error is a line and a status.

===  ====================================================================
0    what was asked was done
1    something is wrong with the data: a bad file, a claim contradicted
2    the command was not understood
130  interrupted
===  ====================================================================
"""

from __future__ import annotations

import gc
import io
import os
import sys

FAILED, MISUSED, INTERRUPTED = 1, 2, 130
_RARELY = (100_000, 50, 1000)
"""objects made, and rounds of the younger generations, before unused circles are looked for"""


def main() -> None:
    """Run the command line and end the process with its status."""
    # Modules, metrics and lexicons stay to the end: to look through them again and again for what may go
    # takes a tenth of a short run.
    gc.set_threshold(*_RARELY)
    try:
        # Imported late: the user may interrupt from the first moment on.
        from titre.cli.language import choose, speak
        from titre.cli.streams import prepare_streams

        prepare_streams()
        speak(choose(sys.argv[1:], os.environ))
        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = INTERRUPTED
    # Nor is it looked through at the end, when all of it goes.
    gc.freeze()
    sys.exit(status)


def run(arguments: list[str]) -> int:
    """Run the command line on arguments and return the exit status."""
    import click

    from titre.cli.group import titre
    from titre.cli.language import language, tell
    from titre.cli.output import echo
    from titre.cli.streams import write_nowhere
    from titre.kernel.errors import TitreError

    try:
        status = titre.main(arguments, prog_name="titre", standalone_mode=False)
        sys.stdout.flush()
    except click.Abort:
        echo(tell("interrupted"), err=True)
        return INTERRUPTED
    except click.ClickException as error:
        # Click's own words around the command line that it did not understand.
        shown = io.StringIO()
        error.show(shown)
        echo(shown.getvalue(), err=True, nl=False)
        return MISUSED if isinstance(error, click.UsageError) else error.exit_code
    except TitreError as error:
        echo(f"titre: {error.message.render(language())}", err=True)
        return FAILED
    except (BrokenPipeError, SystemExit):
        # The reader of our output has gone (``titre facts … | head``): nothing is left to say to it. Click
        # makes an exit of it where it is the first to see it.
        write_nowhere()
        return 0
    except OSError as error:
        return _refused(error)
    return status if isinstance(status, int) else 0


def _refused(error: OSError) -> int:
    """Tell that the machine refused to read or to write something, in one line."""
    from titre.cli.language import tell
    from titre.cli.output import echo
    from titre.cli.streams import write_nowhere

    what = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else None
    detail = error.strerror or str(error) or type(error).__name__
    if what is None:
        # Nothing but our own output is written without a name; what is still in its buffer is given up.
        write_nowhere()
        what = tell("the output")
    echo(tell("titre: {file}: {detail}", file=what, detail=detail), err=True)
    return FAILED
