"""The subcommands about hall and people and their options: `hall`, `staff`."""

# no `from __future__ import annotations` here, as in `app`
from typing import Annotated

import typer

from dutyterm.cli.voice import Voice
from dutyterm.i18n import Text
from dutyterm.options import Options


def add_hall(app: typer.Typer, voice: Voice, options: Options) -> None:
    """Adds them to the command line, with help in the language asked for."""

    def words(zh: str, en: str) -> str:
        return voice.both(Text(zh, en))

    as_help = words("谁在办理: 工号(只有一位厅经理时可省)", "who acts: staff number")
    pin_help = words("PIN 从标准输入读", "read the PIN from stdin")
    json_help = words("输出 JSON", "print JSON")
    who_help = words("工号或姓名", "staff number or name")
    role_help = words("职务,如 clerk、值班经理", "role, e.g. clerk, duty_manager")
    post_help = words("岗位,可多次;none 清空", "post, several times; none takes all away")

    hall = typer.Typer(help=words("营业厅资料: 查看、修改", "the hall: show, set"), no_args_is_help=True)
    app.add_typer(hall, name="hall")

    @hall.command("show", help=words("查看营业厅资料", "show the profile"))
    def show_hall(as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False) -> int:
        from dutyterm.cli import profile as command

        return command.show(voice, options, as_json)

    @hall.command("set", help=words("修改营业厅资料(厅经理)", "change the profile (hall manager)"))
    def set_hall(
        file: Annotated[
            str | None, typer.Option(help=words("hall show --json 的文件", "a file as of hall show --json"))
        ] = None,
        name: Annotated[str | None, typer.Option(help=words("名称", "name"))] = None,
        hall_class: Annotated[
            str | None, typer.Option("--class", help="standard, flagship, centre, community")
        ] = None,
        figure: Annotated[
            list[str] | None, typer.Option(metavar="NAME=N", help=words("数值", "a figure"))
        ] = None,
        flag: Annotated[
            list[str] | None, typer.Option(metavar="NAME=yes|no", help=words("有无", "a yes or no"))
        ] = None,
        acting: Annotated[str | None, typer.Option("--as", metavar="WHO", help=as_help)] = None,
        pin_stdin: Annotated[bool, typer.Option("--pin-stdin", help=pin_help)] = False,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import profile as command
        from dutyterm.cli.acting import Acting

        who = Acting(acting, pin_stdin)
        return command.change(voice, options, who, file, name, hall_class, figure or [], flag or [], as_json)

    staff = typer.Typer(
        help=words("人员: 名册、增减、PIN、顺序", "the roster: list, add, change, leave, reset-pin, order"),
        no_args_is_help=True,
    )
    app.add_typer(staff, name="staff")

    @staff.command("list", help=words("名册", "the roster"))
    def show_staff(
        everybody: Annotated[
            bool, typer.Option("--all", help=words("含已离厅的", "those who left, too"))
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import staff as command

        return command.show(voice, options, everybody, as_json)

    @staff.command(help=words("增加人员", "add a person"))
    def add(
        number: Annotated[str, typer.Argument(metavar="NUMBER", help=words("工号", "staff number"))],
        name: Annotated[str, typer.Argument(metavar="NAME", help=words("姓名", "name"))],
        role: Annotated[str, typer.Argument(metavar="ROLE", help=role_help)],
        post: Annotated[list[str] | None, typer.Option(help=post_help)] = None,
        acting: Annotated[str | None, typer.Option("--as", metavar="WHO", help=as_help)] = None,
        pin_stdin: Annotated[bool, typer.Option("--pin-stdin", help=pin_help)] = False,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import staff as command
        from dutyterm.cli.acting import Acting

        who = Acting(acting, pin_stdin)
        return command.add(voice, options, who, number, name, role, post or [], as_json)

    @staff.command(help=words("变更人员", "change a person"))
    def change(
        who: Annotated[str, typer.Argument(metavar="WHO", help=who_help)],
        number: Annotated[str | None, typer.Option(help=words("新工号", "new number"))] = None,
        name: Annotated[str | None, typer.Option(help=words("新姓名", "new name"))] = None,
        role: Annotated[str | None, typer.Option(help=role_help)] = None,
        post: Annotated[list[str] | None, typer.Option(help=post_help)] = None,
        acting: Annotated[str | None, typer.Option("--as", metavar="WHO", help=as_help)] = None,
        pin_stdin: Annotated[bool, typer.Option("--pin-stdin", help=pin_help)] = False,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import staff as command
        from dutyterm.cli.acting import Acting

        acts = Acting(acting, pin_stdin)
        return command.change(voice, options, acts, who, number, name, role, post, as_json)

    @staff.command(help=words("人员离厅", "somebody leaves"))
    def leave(
        who: Annotated[str, typer.Argument(metavar="WHO", help=who_help)],
        acting: Annotated[str | None, typer.Option("--as", metavar="WHO", help=as_help)] = None,
        pin_stdin: Annotated[bool, typer.Option("--pin-stdin", help=pin_help)] = False,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import staff as command
        from dutyterm.cli.acting import Acting

        return command.leave(voice, options, Acting(acting, pin_stdin), who, as_json)

    @staff.command("reset-pin", help=words("给一个一次性 PIN", "give a PIN for one use"))
    def reset_pin(
        who: Annotated[str, typer.Argument(metavar="WHO", help=who_help)],
        acting: Annotated[str | None, typer.Option("--as", metavar="WHO", help=as_help)] = None,
        pin_stdin: Annotated[bool, typer.Option("--pin-stdin", help=pin_help)] = False,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import staff as command
        from dutyterm.cli.acting import Acting

        return command.reset_pin(voice, options, Acting(acting, pin_stdin), who, as_json)

    @staff.command(help=words("名册顺序(即各人的数字)", "the order, and with it the digits"))
    def order(
        named: Annotated[list[str], typer.Argument(metavar="WHO...", help=who_help)],
        acting: Annotated[str | None, typer.Option("--as", metavar="WHO", help=as_help)] = None,
        pin_stdin: Annotated[bool, typer.Option("--pin-stdin", help=pin_help)] = False,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import staff as command
        from dutyterm.cli.acting import Acting

        return command.order(voice, options, Acting(acting, pin_stdin), named, as_json)
