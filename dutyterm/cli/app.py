"""The subcommands and their options; what each does stands in a module of its own, imported when it runs."""

# no `from __future__ import annotations` here: Typer has to see the help texts inside the annotations, which
# are made in the language asked for
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from dutyterm.cli.voice import WRONG_USE, Voice
from dutyterm.i18n import Text
from dutyterm.options import Options

Open = Callable[[Options], int]

_EXTRA = Text(
    "所有命令都可加: --data 目录, --lang zh|en, --read-only, --ascii。退出码: 0 正常, 1 有问题, 2 用法不对。",
    "With every command: --data DIR, --lang zh|en, --read-only, --ascii. Exit codes: 0 well, 1 bad news, "
    "2 wrong use.",
)


def main(options: Options, args: list[str], open_program: Open | None = None) -> int:
    """Runs one subcommand; see `dutyterm.cli.run`."""
    voice = Voice(options.lang)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that cannot show a character must not end the program
            stream.reconfigure(errors="backslashreplace")
    command = typer.main.get_command(build(voice, options, open_program))
    try:
        code = command.main(args=args, prog_name="dutyterm", standalone_mode=False)
    except BrokenPipeError:  # `dutyterm log | head`: nobody reads on
        sys.stdout = None
        return WRONG_USE
    except (KeyboardInterrupt, typer.Abort):
        return voice.wrong(Text("已中止。", "Stopped."))
    except OSError as error:
        why = error.strerror or str(error)
        return voice.wrong(Text("做不到: {why}。", "Cannot be done: {why}.").fill(why=why))
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        # what Typer says about words it cannot understand
        why = error.format_message()
        return voice.wrong(Text("用法不对: {why}", "Wrong use: {why}").fill(why=why))
    return code if isinstance(code, int) else 0


def build(voice: Voice, options: Options, open_program: Open | None) -> typer.Typer:
    """The command line, with its help in the language asked for."""

    def words(zh: str, en: str) -> str:
        return voice.both(Text(zh, en))

    app = typer.Typer(
        name="dutyterm",
        help=words(
            "营业厅值班记录。不带命令则打开程序。",
            "Runs the shift of a business hall. Alone it opens the program.",
        ),
        epilog=voice.both(_EXTRA),
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )

    @app.callback()
    def everything() -> None:
        """Nothing is done before a subcommand."""

    json_help = words("输出 JSON", "print JSON")

    @app.command(help=words("建演示厅并打开", "make a demo hall and open it"))
    def demo(
        folder: Annotated[
            str, typer.Argument(metavar="DIR", help=words("空的或新的文件夹", "an empty or new folder"))
        ],
        shifts: Annotated[int, typer.Option(help=words("已封存的班次数", "past sealed shifts"))] = 14,
        seed: Annotated[int, typer.Option(help=words("随机种子", "seed of chance"))] = 1,
        no_open: Annotated[bool, typer.Option("--no-open", help=words("只建不开", "only make it"))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import demo as command

        opens = None if no_open else open_program
        return command.run(voice, options, folder, shifts, seed, as_json, opens)

    return app
