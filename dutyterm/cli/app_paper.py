"""The subcommands about paper and their options: `paper slip`, `paper day`, `paper printer`."""

# no `from __future__ import annotations` here, as in `app`
from typing import Annotated

import typer

from dutyterm.cli.voice import Voice
from dutyterm.i18n import Text
from dutyterm.options import Options


def add_paper(app: typer.Typer, voice: Voice, options: Options) -> None:
    """Adds them to the command line, with help in the language asked for."""

    def words(zh: str, en: str) -> str:
        return voice.both(Text(zh, en))

    format_help = words("除文本外还要: html、pdf,可多次", "besides text: html, pdf; several times")
    pack_help = words("text、html、pdf,可多次;默认文本加 PDF", "text, html, pdf; default: text and PDF")
    out_help = words("写到这个文件夹", "write to this folder")
    print_help = words("交给打印命令", "hand it to the print command")
    show_help = words("文本也写到标准输出", "the text on stdout, too")
    json_help = words("输出 JSON", "print JSON")

    paper = typer.Typer(
        help=words("出纸: 交接单、日报、打印命令", "paper: slip, day report, print command"),
        no_args_is_help=True,
    )
    app.add_typer(paper, name="paper")

    @paper.command(help=words("已封存班次的交接单", "the handover slip of a sealed shift"))
    def slip(
        shift: Annotated[
            str | None,
            typer.Argument(
                metavar="SHIFT",
                help=words("如 2026-11-22-a;默认最近封存的", "e.g. 2026-11-22-a; default: sealed last"),
            ),
        ] = None,
        formats: Annotated[list[str] | None, typer.Option("--format", help=format_help)] = None,
        out: Annotated[str | None, typer.Option(metavar="DIR", help=out_help)] = None,
        send: Annotated[bool, typer.Option("--print", help=print_help)] = False,
        show: Annotated[bool, typer.Option("--show", help=show_help)] = False,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import paper as command

        asked = command.Asked(tuple(formats or ()), out, send, show, as_json)
        return command.slip(voice, options, asked, shift)

    @paper.command(help=words("一个营业日的日报", "the report of a business day"))
    def day(
        date: Annotated[
            str | None,
            typer.Argument(
                metavar="DATE",
                help=words("如 2026-11-22;默认最近一天", "e.g. 2026-11-22; default: the newest"),
            ),
        ] = None,
        formats: Annotated[list[str] | None, typer.Option("--format", help=format_help)] = None,
        out: Annotated[str | None, typer.Option(metavar="DIR", help=out_help)] = None,
        send: Annotated[bool, typer.Option("--print", help=print_help)] = False,
        show: Annotated[bool, typer.Option("--show", help=show_help)] = False,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import paper as command

        asked = command.Asked(tuple(formats or ()), out, send, show, as_json)
        return command.day(voice, options, asked, date)

    @paper.command(help=words("全部清单、应急卡、空白表", "every list, card and blank form"))
    def pack(
        out: Annotated[str, typer.Option(metavar="DIR", help=out_help)],
        formats: Annotated[list[str] | None, typer.Option("--format", help=pack_help)] = None,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import pack as command

        return command.run(voice, options, out, formats or [], as_json)

    @paper.command(help=words("纸码是不是现用的", "whether a sheet's code is current"))
    def current(
        code: Annotated[
            str, typer.Argument(metavar="CODE", help=words("页脚上的 10 位", "ten digits in the foot"))
        ],
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import pack as command

        return command.current(voice, options, code, as_json)

    @paper.command(help=words("看或设打印命令", "show or set the print command"))
    def printer(
        command_words: Annotated[
            list[str] | None,
            typer.Argument(
                metavar="[-- COMMAND...]", help=words("如 -- lp -o media=A4", "e.g. -- lp -o media=A4")
            ),
        ] = None,
        none: Annotated[bool, typer.Option("--none", help=words("不再打印", "take it away"))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import paper as command

        return command.printer(voice, options, command_words or [], none, as_json)
