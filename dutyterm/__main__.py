"""The program's front door: no subcommand opens the terminal program, anything else is the command line."""
