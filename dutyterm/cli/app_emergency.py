"""The subcommands about emergencies and their options: `emergency list`, `show`, `report`, `stats`."""

# no `from __future__ import annotations` here, as in `app`
from typing import Annotated

import typer

from dutyterm.cli.voice import Voice
from dutyterm.i18n import Text
from dutyterm.options import Options


def add_emergency(app: typer.Typer, voice: Voice, options: Options) -> None:
    """Adds them to the command line, with help in the language asked for."""

    def words(zh: str, en: str) -> str:
        return voice.both(Text(zh, en))

    since_help = words("从哪天起(默认一年)", "from this day on (a year unless told otherwise)")
    until_help = words("到哪天止", "to the end of this day")
    card_help = words("只看这张卡,如 PWR", "this card only, e.g. PWR")
    id_help = words("事件号,如 PWR.1122-084029", "id of the case, e.g. PWR.1122-084029")
    drills_help = words("只看演练", "drills only")
    json_help = words("输出 JSON", "print JSON")
    sort_help = words(
        "flash 速报、follow-up 续报、final 终报、course 经过、after-action 复盘表",
        "flash, follow-up, final, course, after-action",
    )

    emergency = typer.Typer(
        help=words(
            "应急: 列表、经过、报告、统计", "emergencies: list, course, reports, figures against targets"
        ),
        no_args_is_help=True,
    )
    app.add_typer(emergency, name="emergency")

    @emergency.command(name="list", help=words("列出事件", "list the cases"))
    def list_(
        since: Annotated[str | None, typer.Option(metavar="DAY", help=since_help)] = None,
        until: Annotated[str | None, typer.Option(metavar="DAY", help=until_help)] = None,
        card: Annotated[str | None, typer.Option(metavar="CARD", help=card_help)] = None,
        drills: Annotated[bool, typer.Option("--drills", help=drills_help)] = False,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import emergency as command

        return command.list_cases(voice, options, command.Asked(since, until, card, drills), as_json)

    @emergency.command(help=words("一件的事实和经过", "facts and course of one case"))
    def show(
        case: Annotated[str, typer.Argument(metavar="ID", help=id_help)],
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import emergency as command

        return command.show(voice, options, case, as_json)

    @emergency.command(help=words("一份报告,或写成纸", "one report, told or on paper"))
    def report(
        case: Annotated[str, typer.Argument(metavar="ID", help=id_help)],
        sort: Annotated[str, typer.Option(metavar="SORT", help=sort_help)] = "flash",
        formats: Annotated[
            list[str] | None,
            typer.Option("--format", help=words("写成纸: text、html、pdf", "on paper: text, html, pdf")),
        ] = None,
        out: Annotated[
            str | None,
            typer.Option(metavar="DIR", help=words("纸写到这个文件夹", "write the paper to this folder")),
        ] = None,
        send: Annotated[
            bool, typer.Option("--print", help=words("交给打印命令", "hand it to the print command"))
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import emergency as command

        return command.report(
            voice, options, case, sort, command.OnPaper(tuple(formats or ()), out, send), as_json
        )

    @emergency.command(help=words("每张卡的统计,对着时限", "figures of each card against its targets"))
    def stats(
        since: Annotated[str | None, typer.Option(metavar="DAY", help=since_help)] = None,
        until: Annotated[str | None, typer.Option(metavar="DAY", help=until_help)] = None,
        card: Annotated[str | None, typer.Option(metavar="CARD", help=card_help)] = None,
        drills: Annotated[bool, typer.Option("--drills", help=drills_help)] = False,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import emergency as command

        return command.stats(voice, options, command.Asked(since, until, card, drills), as_json)
