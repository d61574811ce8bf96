"""``python -m photograph`` is the same as the ``photograph`` command."""

from photograph.commands.command_line import main

main()
