"""The subcommands and their options; what each does stands in a module of its own, imported when it runs."""

# no `from __future__ import annotations` here: Typer has to see the help texts inside the annotations, which
# are made in the language asked for
import os
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from dutyterm.cli.app_emergency import add_emergency
from dutyterm.cli.app_hall import add_hall
from dutyterm.cli.app_paper import add_paper
from dutyterm.cli.app_records import add_records
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
        if sys.stdout is not None:
            sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # `dutyterm log | head`: nobody reads on, so not all was said
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for the flush at the exit
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

    @app.command(help=words("校验日志", "verify journals"))
    def verify(
        paths: Annotated[
            list[str] | None,
            typer.Argument(metavar="PATH", help=words("默认: 数据目录", "default: the data directory")),
        ] = None,
        against: Annotated[
            str | None,
            typer.Option(
                metavar="HEADS", help=words("与早先的登记文件对照", "hold against an earlier heads file")
            ),
        ] = None,
        heads: Annotated[
            str | None,
            typer.Option(
                metavar="FILE", help=words("完好时写登记文件", "write a heads file if all is sound")
            ),
        ] = None,
        each: Annotated[bool, typer.Option("--list", help=words("列出每个文件", "list every file"))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import verify as command

        return command.run(voice, options, paths or [], against, heads, each, as_json)

    @app.command(help=words("检查本机和数据目录", "look at this PC and the data directory"))
    def doctor(as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False) -> int:
        from dutyterm.cli import doctor as command

        return command.run(voice, options, as_json)

    @app.command(help=words("写出单文件校验程序", "write the one-file verifier"))
    def verifier(
        out: Annotated[str, typer.Argument(metavar="OUT", help=words("文件或文件夹", "a file or a folder"))],
    ) -> int:
        from dutyterm.cli import export as command

        return command.verifier(voice, out)

    add_records(app, voice, options)
    add_hall(app, voice, options)
    add_paper(app, voice, options)
    add_emergency(app, voice, options)
    _manual(app, voice, options)
    return app


def _manual(app: typer.Typer, voice: Voice, options: Options) -> None:
    def words(zh: str, en: str) -> str:
        return voice.both(Text(zh, en))

    json_help = words("输出 JSON", "print JSON")
    manual = typer.Typer(
        help=words("手册: 检查、查看、比较", "the manual: check, show, compare"), no_args_is_help=True
    )
    app.add_typer(manual, name="manual")

    @manual.command(help=words("检查手册", "check a manual"))
    def lint(
        folder: Annotated[
            str | None,
            typer.Argument(
                metavar="DIR",
                help=words("默认: 自带手册加本厅增补", "default: shipped manual with this hall's additions"),
            ),
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import manual as command

        return command.lint(voice, options, folder, as_json)

    @manual.command(help=words("查看现用手册", "show the manual in use"))
    def show(
        item: Annotated[
            str | None,
            typer.Argument(metavar="ID", help=words("行或卡,如 OPN-06", "a line or card, e.g. OPN-06")),
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import manual as command

        return command.show(voice, options, item, as_json)

    @manual.command(help=words("比较两版手册", "compare two manuals"))
    def diff(
        old: Annotated[
            str | None,
            typer.Argument(
                metavar="OLD",
                help=words("文件夹、版本号、active 或 shipped", "a folder, a hash, active or shipped"),
            ),
        ] = None,
        new: Annotated[str | None, typer.Argument(metavar="NEW")] = None,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import manual as command

        return command.compare(voice, options, old, new, as_json)
