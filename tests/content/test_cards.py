"""The emergency cards as shipped, step by step against a table typed from the rules of the trade (3f)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from dutyterm.i18n import Text
from dutyterm.manual.schema import Card

FOLDER = Path(__file__).parents[2] / "checklists" / "emergency"
CARDS = {
    card.id: card
    for card in (
        Card.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))) for path in FOLDER.glob("*.toml")
    )
}

QUEUE = ("PWR", "SYS", "NET", "PEAK", "FIRE", "ROB", "MED", "WEA", "CPL")
"""Digits 1 to 9 of the emergency queue. Printed on paper: never renumbered."""

MORE = {"MAN", "CFT", "LEAK", "GRP", "FRD", "LIFT", "WATER", "GAS", "EQ", "NIGHT", "COURIER", "BASE"}
"""Under 0."""

# number ; target ; who ; terms of the Chinese ; terms of the English   (& between terms, - = nothing)
TABLE = """
PWR
1 ; +30 秒 ; 全体 ; 别动&应急灯&记下时间 ; stays put&calm&emergency lights
2 ; +1 分 ; 安抚/保安 ; 手电&自动门改手动&119 ; Torches&doors to manual&property/119
3 ; +1 分 ; 保安 ; 异味&烟&火花&FIRE ; smell&smoke&sparks&FIRE
4 ; +1 分 ; 台席 ; 上锁&还给客户&台席、工号、客户&写纸上
    ; Lock drawers&hand back&till, staff no., customer, stage
5 ; +2 分 ; 指挥 ; 本厅/本楼/片区&不得合第二次&湿的配电箱不碰 ; Never reset a breaker twice&no wet panels
6 ; +3 分 ; 指挥 ; 物业&95598&预计&播报 1 ; property&95598&Announcement 1
7 ; +5 分 ; 指挥 ; 厅经理&片区&IT ; hall manager&IT&region
8 ; +5 分 ; 台席/IT ; 保存、退出、关机&先终端，后网络和服务器&不供营业
    ; terminals first, network/server last&not for trading
9 ; +10 分 ; 指挥 ; A 30 分以内&B 30-120 分&C 超过 120 分或不安全
    ; A up to 30&B 30-120&C over 120 min or unsafe
9A ; - ; 安抚 ; 号票继续有效&送水&10-15 分&老人优先 ; Tickets stay valid&10-15 min&elderly first
9B ; - ; 登记 ; MAN&网厅/APP/自助&坚持人工的照办&约时间&邻近营业厅 ; MAN&who insists is served&book&next hall
9C ; - ; 指挥 ; 厅经理&先停后报&已缴费的办完&保安留守&现金入柜
    ; danger: act first&finish paid&guard stays&cash to safe
10 ; 每 15 分 ; 安抚 ; 预计时间&日志 ; expected time&log
11 ; 来电 ; 保安 ; 2-5 分&异味&发热 ; 2-5 min&smell and heat
11A ; 来电 ; 保安 ; 总闸 > UPS&交换机 > 终端逐台 > POS&叫号机 > 自助
    ; Main > UPS/CCTV > modem/router/switch > each terminal > POS
12 ; 来电+10 分 ; 台席 ; 报警&监控&时钟&吞卡 ; Alarm&CCTV&Clocks&retained
13 ; 来电+15 分 ; 台席 ; 先查后补&BOSS&才重办 ; Query first&BOSS&before doing it again
14 ; 当日 ; 登记 ; 补录并复核&MAN ; Re-key and check&MAN
15 ; 来电+60 分 ; 指挥 ; 等过的客户先办&解除&停业分钟、受影响人数、投诉数
    ; waited first&stand down&people affected
16 ; 24/72 小时 ; 厅经理 ; 24 小时&72 小时 ; 24 h&72 h
N ; - ; - ; 不独自&第二人&保险柜和报警&报警或监控&送银行
    ; Never alone&second person&safe, alarm&Alarm or CCTV dead&cash to bank
SYS
1 ; t0 ; 台席 ; 别再按&屏幕文字、时间、客户&值班经理
    ; Hands off the keys&screen text, time, customer, stage&duty manager
2 ; +1 分 ; 指挥 ; A 一台&B 几个台席&C 全厅&D 别的厅
    ; A: one terminal&B: several tills&C: the whole hall&D: other halls
2A ; +5 分 ; 台席 ; 重启一次&不用重新排队&报障号 ; Restart once only&no new queueing&report the fault
2B ; +3 分 ; 指挥 ; IT&台席、时间、报错文字、哪项功能&工单号&播报 1
    ; From B up: IT&hall, tills, time, error text, which function&ticket no.&Announcement 1
3 ; +5 分 ; 指挥 ; 厅经理&统一口径 ; Hall manager&agreed wording, nothing else
4 ; +5 分 ; 安抚 ; 排队前&停止取号&照样有效 ; before they queue&no more tickets&stay valid
5 ; +10 分 ; 指挥 ; A 30 分&B 30-120 分&C 超过 120 分&不一定全厅
    ; A up to 30&B 30-120&C over 120&only what is affected
6 ; +10 分 ; 引导 ; 自助、APP、POS&付现金的不得拒绝&坚持人工 ; Cash is never refused&who insists is served
7 ; 15 分 ; 安抚 ; 进展&老人&送水 ; News&elderly&water
8 ; 恢复 ; 台席 ; 每项功能&才能说恢复&先开一个台席 ; one transaction per function before&one till first
9 ; 恢复 ; 台席 ; BOSS&重复扣费&冲正&打电话 ; BOSS&double charge&undo&call the customers
10 ; 当日 ; 登记 ; 补录、对账&MAN ; reconcile&MAN
11 ; 收尾 ; 指挥 ; 解除&中断分钟、受影响客户、投诉、延后收入&关闭
    ; Stand down&outage minutes&income deferred&close the IT ticket
NET
1 ; +2 分 ; 指挥 ; 一台&整楼&片区&手机信号 ; One till&building&region&mobile signal
2 ; +3 分 ; 指挥 ; 光猫、路由器、交换机&只断电重启一次&2 分 ; one power cycle only&2 min
2A ; +5 分 ; 台席 ; 不用重新排队&工单号 ; no new queueing&ticket no.
3 ; +3 分 ; 指挥 ; 电路号&灯&工单号&播报 1 ; circuit no.&lights&ticket no.&Announcement 1
4 ; +5 分 ; 指挥 ; 4G/5G&试查一笔&绝不用私人手机热点
    ; 4G/5G&approval&try one query&private phone hotspot is forbidden
5 ; +5 分 ; 保安 ; 监控&报警线路&安保公司&不离门口 ; CCTV&alarm line&security company&stays at the door
6 ; +5 分 ; 引导 ; 自助机、POS、扫码&停用牌&付现金&MAN
    ; put up signs&cash goes to the register (MAN), never refused
7 ; +10 分 ; 指挥 ; A 等&B MAN+分流&C 停受影响业务&厅经理 ; A wait&B MAN + divert&C suspend&hall manager
8 ; 每 15 分 ; 安抚 ; 进展&日志 ; News&log
9 ; 恢复 ; 指挥 ; 稳定 10 分&切回&每项功能&POS 批次&终端时钟
    ; steady for 10 min&try every function&POS batch&clocks
10 ; 当日 ; 登记 ; 补录、对账、解除应急&中断分钟 ; reconcile, stand down&minutes lost
PEAK
0 ; 8 分内 ; 值班经理 ; 升级马上升&满 15 分才降级 ; rises at once&only after a full 15 min under the trigger
1 ; > 8 分 ; 全体 ; 蓝&问需求、预受理、看证件&全开 ; Blue&pre-accept&every planned till is open
1A ; - ; 一级 迎宾 ; 问需求&下一岗 ; ask the need&next post
1B ; - ; 二级 导购 ; 各区 ; balance the zones
1C ; - ; 三级 值班经理 ; 盯 ; watch
1D ; - ; 四级 保安 ; 秩序 ; order
2 ; > 10 分 ; 指挥 ; 黄&2 分内到大厅&5 分内加开 1 台&专席&要等多久
    ; Yellow&floor in 2 min&+1 till in 5 min&tell the wait
2A ; - ; 一级 迎宾 ; 人人&预受理单&证件 ; slip for everyone&documents
2B ; - ; 二级 导购 ; 查询、充值（预缴除外） ; queries and top-ups (not prepay)&counted
2C ; - ; 三级 值班经理 ; 台席 ; till changes
2D ; - ; 四级 保安 ; 取号 ; tickets
3 ; > 20 分 ; 指挥 ; 橙&1.5 倍&10 分内报厅经理&停用餐和后台 ; Orange&1.5 x seats&10 min&meals
3R ; - ; 全体 ; 重排队&套卡&约时间&邻近营业厅&保安帮取号 ; re-sort queue&SIM packs&book&near halls
3A ; - ; 一级 迎宾 ; 重排队伍&预计时间&约时间 ; re-sort&expected time&book
3B ; - ; 二级 导购 ; 每 5 分&送水 ; every 5 min&water
3C ; - ; 三级 值班经理 ; 指挥各岗&播报&求援 ; direct all posts&announce&help
3D ; - ; 四级 保安 ; 门&自助机&通道 ; the door&at the machines&free the aisles
4 ; > 30 分 ; 指挥 ; 红&安全容量&分批&保安守门&厅经理和区县 ; Red&capacity&batches&county
4R ; - ; 指挥 ; 踩踏&停止取号&打开全部出口 ; crush&stop tickets&open all exits
5 ; 收尾 ; 登记 ; 起止&最多等候&坚持人工次数&弃号&投诉
    ; most waiting&insist count&abandoned tickets&complaints
FIRE
1 ; +30 秒 ; 发现者 ; 着火&报警按钮&值班经理 ; fire&alarm button&duty manager
2 ; +1 分 ; 登记 ; 119&街道&烧什么&被困&姓名电话&不先挂断
    ; 119&street&what is on fire&trapped&own name, phone&Never hang up first
3 ; +1 分 ; 安抚+保安 ; 打开全部出口&身子放低&不乘电梯&老人、残障、孩子 ; all exits&stay low&no lift&disabled
4 ; +1 分 ; 两名受训者 ; 无浓烟&断电&背对出口&30 秒&关门
    ; no thick smoke&power off&exit behind&30 s&shut doors
5 ; - ; 台席 ; 任何人不得返回&现金、单据、手机 ; no second is lost&Nobody returns for cash, forms or phones
6 ; +3 分 ; 指挥 ; 安全才看&厕所、贵宾室、库房、后台 ; only if safe&toilets, VIP room, store and back office
7 ; +5 分 ; 登记 ; 集合点&名单和号票&消防指挥员 ; assembly point&roster and tickets&missing&fire commander
8 ; +5 分 ; 保安 ; 路口&消防通道 ; corner&fire lane open
9 ; +5 分 ; 指挥 ; 厅经理&120&30 分内&1 小时 ; hall manager&120&30 min&1 h
10 ; 至消防放行 ; 全体 ; 不得再进&守住现场&不对媒体
    ; Until the fire service lets us, nobody enters&watch the scene&nobody speaks to the press
11 ; 事后 ; 厅经理 ; 双人&保险&邻近营业厅&告示&24 小时 ; two persons&insurance&neighbour hall&door notice&24 h
ROB
0 ; 事前 ; 全体 ; 不惊动&暗号&车牌&开门、中午、关门 ; do not alert&signal&plate&opening, noon, closing
T ; - ; 全体 ; 被盗&不进、不追&110&第 5 步 ; Theft&do not enter, do not chase&110&step 5
1 ; 当时 ; 全体 ; 要什么给什么&动作慢&不追、不逞强
    ; Give what they want&slowly&no chase, no heroics&keep still
2 ; 当时 ; 最近者 ; 不会被看见，才 ; only if unseen
3 ; 当时 ; 全体 ; 身高、口音、衣着、凶器&碰过什么&去向、车辆
    ; how many, height, accent, clothes, weapon&touched&vehicle
4 ; 离开+1 分 ; 指挥 ; 锁门&110&几人、凶器、去向&120 ; Doors locked&110&how many, weapons&120
4T ; +1 分 ; 指挥 ; 110&谁也不进、不追 ; 110&nobody enters or chases
5 ; +3 分 ; 安抚 ; 愿意的留姓名电话&谁也不碰 ; willing&nobody touches anything
6 ; +5 分 ; 指挥 ; 厅经理&停业&告示 ; Hall manager&stop business&door
7 ; +10 分 ; 登记 ; 各写各的&写完才能互相谈 ; alone&only afterwards may they talk
8 ; 警察到 ; 指挥+稽核 ; 监控&登记&双人点现金&损失说明 ; CCTV&access register&two count&loss statement
9 ; 30 分 ; 厅经理 ; 二级&速报&媒体只由公司 ; Flash report, level II&only through the company
10 ; 24 小时 ; 厅经理 ; 总结、心理帮助&钥匙、密码、报警 ; Review, psychological help&keys, codes and alarms
CFT
1 ; 柜上 ; 营业员 ; 再验&另一名营业员&客户眼前 ; Test again&second clerk&customer's sight
2 ; +1 分 ; 营业员 ; 退回&不说「没收」&不扣留 ; hand it back&Never say seized, never keep it
3 ; +3 分 ; 值班经理 ; 银行鉴定&后台打 110&要走不拦&距离
    ; bank test&110 from back office&let them leave&distance
4 ; 事后发现 ; 营业员+值班经理 ; 双人签&编号&短款&绝不再花出去
    ; numbered envelope&two signatures&not counted&that till is short&never spent again
5 ; 次工作日 ; 值班经理 ; 两人&银行&回执号 ; Two of us&bank's receipt no.
L ; - ; 登记 ; 冠字号末 4 位&不拍客户 ; last 4 of the serial&No customer photos
D ; - ; 营业员 ; 3/4 以上&不拿来找零 ; 3/4&Never give it as change
MED
1 ; +30 秒 ; 最近者 ; 呼吸&值班经理&不离开 ; breathing&duty manager&stay with them
2 ; +1 分 ; 登记 ; 昏迷、胸痛、抽搐、大出血、高处摔下、孕妇&马上打 120
    ; chest pain, seizure, heavy bleeding, fall from height, pregnancy&120 now
2A ; +1 分 ; 登记 ; 地点、状况、年龄、呼吸&扶着坐下 ; place, state, age, breathing&let them sit
3 ; +1 分 ; 受训者 ; 心肺复苏加 AED&侧卧&不搬动，不给任何药
    ; CPR + AED&on the side&do not move, give no medicine
4 ; +2 分 ; 安抚+保安 ; 通风&遮挡&路边 ; room&screen off&air&ambulance
5 ; +5 分 ; 指挥 ; 同意&本人手机&警察&厅经理 ; with consent, by their own phone&police&hall manager
6 ; 急救到 ; 指挥 ; 时间&我们去一人 ; done and when&one of us
7 ; +30 分 ; 登记 ; 拍地点&监控&证人&不承诺、不认责 ; photo&CCTV&witnesses&Promise nothing, admit nothing
8 ; 24 小时 ; 指挥 ; 回访&保险&三级 ; Call back&insurance&level III
WEA
0 ; - ; 指挥 ; 预警是哪一级&水要进来 ; Which warning&is water coming in
A ; 蓝/黄 ; 保安 ; 排水口&沙袋&50 厘米 ; Drains&sandbags&50 cm
B ; 橙 ; 厅经理 ; 50 毫米&30 分内决定&押运提前&一半人
    ; 50 mm&30 min&courier early&half go home if later is unsafe
C ; 红 ; 厅经理 ; 100 毫米&公司令&避险&结伴 ; 100 mm&order&shelter&groups
1 ; t0 ; 保安 ; 配电箱干才断&箱湿找物业，谁也别靠近
    ; only if the panel is dry&Wet panel: property, nobody near
2 ; +3 分 ; 指挥 ; 先顾人&上楼&安全的一侧&播报
    ; People before anything&one floor up&safe side&announcement
3 ; +5 分 ; 台席 ; 退出、关机&高处&UPS 离地 ; Sign out and power off&cash and papers up&UPS off the ground
4 ; +10 分 ; 指挥 ; 厅经理、物业&暂停营业&告示 ; Hall manager, property&suspend&door
5 ; 事后 ; 电工 ; 电工查过才送电&保险&报警和监控&PWR ; Electrician before power&insurance&alarm and CCTV&PWR
D ; - ; 保安 ; 撒盐&警示牌 ; salt&sign
E ; - ; 安抚 ; 水&遮阳&老人 ; water, shade, the elderly
F ; - ; 保安 ; 招牌、门扇、玻璃 ; signs, door leaves and glass
CPL
L1 ; 马上/5 分 ; 首问 ; 柜台 5 分&重办 ; 5 min&re-do
L2 ; 3/30 分 ; 值班经理 ; 3 分到&30 分内&小额 ; 3 min&30 min&small goodwill
L3 ; 30 分/24 时 ; 厅经理 ; 30 分到，24 小时&书面 ; 30 min&24 h&written
L4 ; 2 时/3 工日 ; 投诉员/区县 ; 2 小时&3 个工作日&工单 ; 2 h&3 working days&work order
L5 ; 15 日 ; 公司/监管 ; 15 日内答复&申诉 ; 15 days&appeal
0 ; - ; 首问/值班经理 ; 投诉&动手、打砸&聚众、带记者 ; complaint&violence or smashing&group or the press
1 ; t0 ; 首问 ; 放下&道谢&称呼 ; Stop other work&thank&address
2 ; +1 分 ; 首问/值班经理 ; 离开其他客户&让座 ; away from other customers&seat
3 ; +5 分 ; 值班经理 ; 听完&复述&原话 ; to the end&repeat&words the customer used
4 ; +10 分 ; 值班经理 ; 道歉&系统里查&真原因 ; sorry&the facts&what really caused it
5 ; +20 分 ; 值班经理 ; 权限内&谁答复、什么时候 ; allowed&who will answer and by when
6 ; 激动时 ; 值班经理 ; 不说话&不拿「规定」争 ; be silent&do not argue about policy
7 ; 离厅前 ; 登记 ; 工单号、承诺、期限、电话&念给 ; work order no., promise, deadline and phone&read all of it
8 ; 到期前 ; 承诺责任人 ; 到期之前回访&性质、原因、措施
    ; before the deadline&only then close&nature, cause and measure
A ; - ; 值班经理 ; 绝不当客户面&马上叫值班经理 ; never before the customer&duty manager at once
B ; - ; 值班经理 ; 拍摄&监管/媒体/12315&第三次 ; film&regulator/press/12315&third time
C ; 5 分 ; 指挥 ; 不碰人&出口&110、120&5 分 ; touch nobody&distance&free way out&110, 120&5 min
D ; - ; 指挥 ; 不私自对拍&速报&5 人以上&发言人 ; no private filming&flash report&5 or more&spokesperson
LEAK
1 ; +5 分 ; 发现者 ; 止住&锁工号&不删证据 ; Stop it&account locked&Evidence is not deleted
2 ; +10 分 ; 指挥 ; 厅经理&只写种类和份数&绝不写内容 ; only kind and count&never the data
3 ; +30 分 ; 厅经理 ; 信息安全&何时起&谁看得到 ; data security&from when&open to whom
4 ; +60 分 ; 指挥 ; 监控&有权限的人&各写经过 ; CCTV&who has access&written accounts
5 ; 公司决定 ; 公司 ; 补救、报主管部门、告知本人&种类、原因、危害、措施、联系人
    ; remedy, authority&kinds, cause, harm, measures, contact
5A ; 公司决定 ; 公司 ; 4 小时或 1 小时&绝不对外报告 ; 4 h or 1 h&The hall never reports outside
6 ; 24 小时 ; 厅经理 ; 书面报告、措施、培训 ; Written report, measures, training
"""


class Row(NamedTuple):
    """One step as the trade has it."""

    card: str
    no: str
    target: str
    who: str
    zh: tuple[str, ...]
    en: tuple[str, ...]


def _rows() -> list[Row]:
    rows: list[Row] = []
    card = ""
    for line in TABLE.strip().replace("\n    ; ", " ; ").splitlines():
        if ";" not in line:
            card = line
            continue
        no, target, who, zh, en = (cell.strip() for cell in line.split(" ; "))
        rows.append(Row(card, no, target, who, tuple(zh.split("&")), tuple(en.split("&"))))
    return rows


ROWS = _rows()

MANUAL = {
    "1": "绝不手工办 入网 开户 过户 补卡 换卡 销户 密码重置",
    "2": "也不办 停复机 改资料 携号转网 集团大额 合约 分期 退费 开票",
    "3": "可以办 现金缴费 临时收据 咨询 投诉 故障申告 预约 意见",
    "4": "紧急挂失 10086/10010/10000 只记",
    "5": "不收刷卡和扫码 500.00 5,000.00",
    "6": "连续不断 作废 原因 号不再用",
    "7": "事件号 台席 工号 电话 用户号码 诉求 承诺时限",
    "8": "应收 实收 找零 临时收据号 未实时到账 签名 复核",
    "9": "不写证件号",
    "10": "单独装袋",
    "11": "登记次序 先查后录 当天 24 小时 BOSS",
    "12": "不能是补录的那个人 已登记 待补录 已补录 已复核 已回访 关闭",
    "13": "临时收据 双人 退 另约",
    "14": "登记现金合计 = 袋内现金 = 补录合计 + 退款 差异",
    "15": "30 天 遮掩",
}
"""Card MAN has rules instead of a table of times (3f.2): its steps and what each must name."""

CONTACTS = {
    "PWR": "物业 95598 厅经理 IT 邻近营业厅 押运",
    "SYS": "IT 厅经理 区县 邻近营业厅 投诉中心",
    "NET": "网络支撑 厅经理 安保 区县",
    "PEAK": "备班人员 厅经理 区县 邻近营业厅 安保",
    "FIRE": "119 120 厅经理 物业 区县安保",
    "ROB": "110 120 厅经理 安保/区县 公关",
    "CFT": "值班经理 110 银行网点 厅经理 稽核",
    "MED": "120 厅经理 家属 区县 保险",
    "WEA": "物业 厅经理 区县 119 押运",
    "CPL": "值班经理 厅经理 投诉处理员 110 公关/法务",
    "LEAK": "值班经理 厅经理 信息安全 法务 监管部门",
}
"""Who is called, in order (3f.15)."""


def step_text(card: str, no: str) -> Text:
    """What one step says."""
    return next(step.text for step in CARDS[card].steps if step.no == no)


def test_every_file_is_one_card_and_no_card_is_missing() -> None:
    assert len(list(FOLDER.glob("*.toml"))) == len(CARDS)
    assert set(CARDS) == set(QUEUE) | MORE


def test_the_digits_of_the_queue_are_fixed_and_unique() -> None:
    assert {card.id: card.digit for card in CARDS.values() if card.digit} == {
        card: str(place) for place, card in enumerate(QUEUE, 1)
    }


@pytest.mark.parametrize("card", sorted({row.card for row in ROWS}))
def test_a_card_has_exactly_the_steps_of_the_trade_in_their_order(card: str) -> None:
    assert [step.no for step in CARDS[card].steps] == [row.no for row in ROWS if row.card == card]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.card}-{row.no}")
def test_a_step_has_its_time_its_person_and_its_facts(row: Row) -> None:
    step = next(step for step in CARDS[row.card].steps if step.no == row.no)
    assert (step.target.zh if step.target else "-") == row.target
    assert (step.who.zh if step.who else "-") == row.who
    assert [term for term in row.zh if term not in step.text.zh] == []
    assert [term for term in row.en if term not in step.text.en] == []


def test_manual_acceptance_names_what_is_never_and_what_may_be_done_by_hand() -> None:
    assert [step.no for step in CARDS["MAN"].steps] == list(MANUAL)
    for no, terms in MANUAL.items():
        assert [term for term in terms.split() if term not in step_text("MAN", no).zh] == [], no
    assert step_text("MAN", "1").en.startswith("Never by hand: new line, transfer")
    assert step_text("MAN", "2").en.startswith("Nor: ")
    assert "SIM" not in step_text("MAN", "3").en
    assert "500.00 yuan an entry, 5,000.00 a page" in step_text("MAN", "5").en


@pytest.mark.parametrize("card", sorted(CONTACTS))
def test_contacts_are_called_in_order(card: str) -> None:
    contacts = CARDS[card].contacts
    terms = CONTACTS[card].split()
    assert len(contacts) == len(terms)
    assert [zh.startswith(term) for (zh, _), term in zip(contacts, terms, strict=True)] == [True] * len(terms)


def test_the_regulator_is_called_by_the_company_only() -> None:
    assert CARDS["LEAK"].contacts[-1] == Text("监管部门（只由公司报）", "regulator (by the company only)")
