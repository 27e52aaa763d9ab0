"""How does a run begin and end? The language first, then the verb; an error is a line and a status.

===  ====================================================================
0    what was asked was done
1    something is wrong with the data: a bad file, a claim contradicted
2    the command was not understood
130  interrupted
===  ====================================================================
"""

from __future__ import annotations

import os
import sys

from titre.cli import language

FAILED, MISUSED, INTERRUPTED = 1, 2, 130


def main() -> None:
    """Run the command line and end the process with its status."""
    language.speak(language.choose(sys.argv[1:], os.environ))
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command line on arguments and return the exit status."""
    import click

    from titre.cli.group import titre
    from titre.kernel.errors import TitreError

    try:
        status = titre.main(arguments, prog_name="titre", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        return MISUSED
    except click.Abort:
        click.echo(language.tell("interrupted"), err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except TitreError as error:
        click.echo(f"titre: {error.message.render(language.language())}", err=True)
        return FAILED
    except BrokenPipeError:
        # The reader of our output has gone (``titre facts … | head``): nothing is left to say to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status if isinstance(status, int) else 0
