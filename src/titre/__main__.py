"""How is the command run where only the interpreter is at hand? ``python -m titre``."""

from titre.cli.main import main

if __name__ == "__main__":
    main()
