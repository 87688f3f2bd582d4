"""The subcommands about records and their options: `log`, `search`, `export`, `backup`, `restore`."""

# no `from __future__ import annotations` here, as in `app`
from typing import Annotated

import typer

from dutyterm.cli.voice import Voice
from dutyterm.i18n import Text
from dutyterm.options import Options


def add_records(app: typer.Typer, voice: Voice, options: Options) -> None:
    """Adds them to the command line, with help in the language asked for."""

    def words(zh: str, en: str) -> str:
        return voice.both(Text(zh, en))

    since_help = words("从哪天起", "from this day on")
    until_help = words("到哪天止", "to the end of this day")
    kind_help = words("种类,如 entry 或 entry.written", "kind, e.g. entry")
    text_help = words("含有的文字", "words in it")
    hall_help = words("本厅日志: 人员、PIN、资料、手册", "the hall's own journal: people, PINs, profile")
    lines_help = words("每行一个 JSON", "a JSON object a line")
    json_help = words("输出 JSON", "print JSON")
    out_help = words("新文件", "a new file")

    @app.command(help=words("查看记录", "read records"))
    def log(
        since: Annotated[str | None, typer.Option(metavar="DAY", help=since_help)] = None,
        until: Annotated[str | None, typer.Option(metavar="DAY", help=until_help)] = None,
        kind: Annotated[str | None, typer.Option(help=kind_help)] = None,
        text: Annotated[str | None, typer.Option(help=text_help)] = None,
        hall: Annotated[bool, typer.Option("--hall", help=hall_help)] = False,
        as_json: Annotated[bool, typer.Option("--json", help=lines_help)] = False,
    ) -> int:
        from dutyterm.cli import log as command
        from dutyterm.cli.records import Asked

        return command.run(voice, options, Asked(since, until, kind, text, hall), as_json)

    @app.command(help=words("在所有班次里找文字", "find words in all shifts"))
    def search(
        text: Annotated[
            str, typer.Argument(metavar="TEXT", help=words("几个词须同在一条里", "words, all in one record"))
        ],
        since: Annotated[str | None, typer.Option(metavar="DAY", help=since_help)] = None,
        until: Annotated[str | None, typer.Option(metavar="DAY", help=until_help)] = None,
        kind: Annotated[str | None, typer.Option(help=kind_help)] = None,
        person: Annotated[
            str | None, typer.Option(metavar="WHO", help=words("工号或姓名", "staff number or name"))
        ] = None,
        state: Annotated[
            str | None, typer.Option(help=words("未结 open 或已结 closed", "open items: open or closed"))
        ] = None,
        late: Annotated[bool, typer.Option("--late", help=words("只要补录的", "recorded late only"))] = False,
        corrected: Annotated[
            bool, typer.Option("--corrected", help=words("只要更正过的", "corrected only"))
        ] = False,
        most: Annotated[int, typer.Option(metavar="N", help=words("最多几条", "at most so many"))] = 100,
        as_json: Annotated[bool, typer.Option("--json", help=lines_help)] = False,
    ) -> int:
        from dutyterm.cli import search as command

        asked = command.Asked(text, since, until, kind, person, state, late, corrected, most)
        return command.run(voice, options, asked, as_json)

    @app.command(help=words("备份数据目录", "back up the data directory"))
    def backup(
        folder: Annotated[
            str, typer.Argument(metavar="DIR", help=words("空的或新的文件夹", "an empty or new folder"))
        ],
        no_keys: Annotated[
            bool,
            typer.Option("--no-keys", help=words("不带 PIN、密钥、客户号码", "without PINs, key, numbers")),
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import backup as command

        return command.backup(voice, options, folder, no_keys, as_json)

    @app.command(help=words("从备份恢复到空的数据目录", "restore a backup into an empty data directory"))
    def restore(
        folder: Annotated[str, typer.Argument(metavar="DIR", help=words("备份", "the backup"))],
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import backup as command

        return command.restore(voice, options, folder, as_json)

    export = typer.Typer(help=words("导出", "export"), no_args_is_help=True)
    app.add_typer(export, name="export")

    @export.command(help=words("每行一个 JSON", "a JSON object a line"))
    def jsonl(
        out: Annotated[str, typer.Argument(metavar="OUT", help=out_help)],
        since: Annotated[str | None, typer.Option(metavar="DAY", help=since_help)] = None,
        until: Annotated[str | None, typer.Option(metavar="DAY", help=until_help)] = None,
        kind: Annotated[str | None, typer.Option(help=kind_help)] = None,
        hall: Annotated[bool, typer.Option("--hall", help=hall_help)] = False,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import tables as command
        from dutyterm.cli.records import Asked

        return command.jsonl(voice, options, out, Asked(since, until, kind, None, hall), as_json)

    @export.command(help=words("Excel 能开的表", "a table that Excel opens"))
    def csv(
        out: Annotated[str, typer.Argument(metavar="OUT", help=out_help)],
        since: Annotated[str | None, typer.Option(metavar="DAY", help=since_help)] = None,
        until: Annotated[str | None, typer.Option(metavar="DAY", help=until_help)] = None,
        kind: Annotated[str | None, typer.Option(help=kind_help)] = None,
        hall: Annotated[bool, typer.Option("--hall", help=hall_help)] = False,
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import tables as command
        from dutyterm.cli.records import Asked

        return command.table(voice, options, out, Asked(since, until, kind, None, hall), as_json)

    @export.command(help=words("把一份日志写成 TinyDB 文件", "write one journal as a TinyDB file"))
    def tinydb(
        file: Annotated[
            str, typer.Argument(metavar="FILE", help=words("日志(*.duty)", "a journal (*.duty)"))
        ],
        out: Annotated[str, typer.Argument(metavar="OUT", help=out_help)],
        as_json: Annotated[bool, typer.Option("--json", help=json_help)] = False,
    ) -> int:
        from dutyterm.cli import export as command

        return command.tinydb(voice, file, out, as_json)
