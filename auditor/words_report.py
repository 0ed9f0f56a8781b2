"""The fixed texts of reports in both languages."""

from collections.abc import Mapping
from typing import Final

from assessment.codes import State
from assessment.rules.finding import Outcome
from auditor.language import Words

OUTCOME_WORDS: Final[Mapping[Outcome, Words]] = {
    Outcome.PASS: Words("通过", "Pass"),
    Outcome.FAIL: Words("违规", "Fail"),
    Outcome.FLAG: Words("提示", "Flag"),
    Outcome.UNKNOWN: Words("无法判断", "Unknown"),
    Outcome.ERASED: Words("已依法删除", "Erased"),
}

OUTCOME_MEANINGS: Final[Mapping[Outcome, Words]] = {
    Outcome.PASS: Words("依据经核实的事实，规则得到遵守。", "The rule was kept, on verified facts."),
    Outcome.FAIL: Words("规则被违反，并列明依据。", "The rule was broken; the evidence says by what."),
    Outcome.FLAG: Words(
        "统计上的异常，须由人核查，本身不构成处分依据。",
        "A statistical oddity for a person to look at, never a sanction.",
    ),
    Outcome.UNKNOWN: Words(
        "所需材料缺失、未公开或不可靠。", "What the rule needs is missing, withheld or not reliable."
    ),
    Outcome.ERASED: Words("所需材料已依法删除。", "What the rule needs was erased lawfully."),
}

STATE_WORDS: Final[Mapping[State, Words]] = {
    State.NONE: Words("无", "none"),
    State.FILED: Words("已备案", "filed"),
    State.REJECTED: Words("备案被退回", "rejected"),
    State.APPROVED: Words("已批准", "approved"),
    State.REGISTRATION: Words("报名中", "registration"),
    State.ROSTERED: Words("名册已锁定", "roster locked"),
    State.IN_PROGRESS: Words("考试中", "in progress"),
    State.SAT: Words("考试结束", "sat"),
    State.MARKING: Words("评分中", "marking"),
    State.SCORED: Words("成绩已锁定", "scores locked"),
    State.PROVISIONAL: Words("公示中", "public notice"),
    State.NOTICE_CLOSED: Words("公示结束", "notice closed"),
    State.DECIDED: Words("已决定", "decided"),
    State.ISSUED: Words("已发证", "issued"),
    State.REPORTED: Words("已上报", "reported"),
    State.ARCHIVED: Words("已归档", "archived"),
    State.CANCELLED: Words("已取消", "cancelled"),
    State.VOIDED: Words("已作废", "voided"),
}

REPORT_WORDS: Final[Mapping[str, Words]] = {
    "title": Words("职业技能考核审计报告", "Audit of vocational assessments"),
    "clean": Words("所有规则均通过", "Every rule was kept"),
    "findings": Words("{sessions} 场考核有违规或提示", "Sessions with findings: {sessions}"),
    "gaps": Words(
        "没有发现违规，但有 {sessions} 场无法完全判断",
        "Nothing found; sessions that cannot be judged in full: {sessions}",
    ),
    "nothing": Words("没有符合条件的考核场次", "No session matches"),
    "lead": Words(
        "共审计 {sessions} 场考核、{candidates} 名考生，截至第 {block} 号区块（{moment}，UTC+08:00）。",
        "Sessions: {sessions}; candidates: {candidates}; up to block {block} ({moment}, UTC+08:00).",
    ),
    "test_banner": Words(
        "测试网络（{name}）：本报告仅供测试", "Test network ({name}): this report is for testing only"
    ),
    "sessions": Words("考核场次", "Sessions"),
    "candidates": Words("考生", "Candidates"),
    "share": Words("已公开的材料", "Evidence opened"),
    "share_value": Words("{opened} / {expected} 条", "{opened} of {expected} records"),
    "share_all": Words("全部场次已公开的材料", "Evidence opened by all sessions"),
    "outcome_key": Words("五种结果的含义", "What the five outcomes mean"),
    "rules_title": Words("各规则的结果", "Outcomes by rule"),
    "rules_hint": Words(
        "每条横条代表所有被审计的场次；点号标出的规则还要参考其他场次。",
        "Each bar stands for all audited sessions. Rules with a dot also look at other sessions.",
    ),
    "rule": Words("规则", "Rule"),
    "charts_title": Words("统计图", "Charts"),
    "pass_title": Words("各机构合格率", "Pass rates by organisation"),
    "pass_hint": Words(
        "按账本上锁定的成绩计算；括号内为考生人数。", "From the scores locked on the ledger; candidates in brackets."
    ),
    "heap_title": Words("合格线附近的分数", "Scores around the pass mark"),
    "heap_hint": Words(
        "横轴为与合格线的差距（分），0 为恰好合格；合格线处突然升高值得核查（R41）。",
        "Marks from the pass mark, 0 being just passed. A jump at the pass mark deserves a look (R41).",
    ),
    "heap_none": Words("没有可用的分数材料。", "No scores were opened."),
    "lag_title": Words("记录延迟", "Lag of recording"),
    "lag_hint": Words(
        "从声称的时间到记入账本的时间；大量超过一天说明事后补记（R44）。",
        "From the claimed time to the ledger's. Many beyond a day mean writing up afterwards (R44).",
    ),
    "distance_axis": Words("与合格线的差距", "marks from the pass mark"),
    "organisation": Words("机构 {number}", "Organisation {number}"),
    "others": Words("其余 {count} 家机构", "{count} other organisations"),
    "findings_title": Words("发现的问题", "Findings"),
    "findings_none": Words("没有违规，也没有提示。", "No failures and no flags."),
    "gaps_title": Words("无法判断的规则", "What could not be judged"),
    "gaps_none": Words("没有。", "Nothing."),
    "list_title": Words("全部场次", "All sessions"),
    "session": Words("场次", "Session"),
    "standard": Words("标准", "Standard"),
    "level": Words("等级", "Level"),
    "start": Words("计划开考", "Planned start"),
    "state": Words("状态", "State"),
    "result": Words("结果", "Result"),
    "evidence": Words("依据", "Evidence"),
    "more": Words("另有 {count} 处，见 JSON 报告。", "{count} more; see the JSON report."),
    "at_event": Words("第 {event} 号事件，区块 {block}", "event {event}, block {block}"),
    "record": Words("第 {leaf} 条记录", "record {leaf}"),
    "basis_title": Words("报告的依据", "What this report rests on"),
    "network": Words("网络", "Network"),
    "chain": Words("链", "Chain"),
    "ledger": Words("考核账本", "Assessment ledger"),
    "block": Words("审计区块", "Audited block"),
    "block_hash": Words("区块哈希", "Block hash"),
    "block_time": Words("区块时间", "Block time"),
    "filters": Words("范围", "Scope"),
    "filters_none": Words("全部场次", "all sessions"),
    "foreign_title": Words("未采用的材料文件", "Evidence files not used"),
    "limits_title": Words("本报告不能证明什么", "What this report cannot prove"),
    "limits": Words(
        "账本不能证明到场的就是证件上的人、操作确实完成，也不能排除全体人员串通；这些要靠现场监督。"
        "涉及其他场次的规则（带点号）只看到其他场次已公开的材料。",
        "The ledger cannot prove that the person at the desk was the person on the card, that the task was really "
        "done, or that not all staff colluded; that takes eyes on the spot. Rules that look at other sessions (with a "
        "dot) see of them only what was opened.",
    ),
    "flags_note": Words("提示不是处分依据，须由人核查。", "A flag is no sanction; a person has to look."),
    "footer": Words(
        "本页不含脚本，不请求任何外部资源；同样的链和材料总是得到同样的报告。",
        "This page has no scripts and fetches nothing. The same chain and evidence always give the same report.",
    ),
}
"""One entry for each fixed text; a test finds entries that nothing uses."""

LAG_STEPS: Final[tuple[tuple[int, Words], ...]] = (
    (60, Words("1 分钟内", "to 1 min")),
    (600, Words("10 分钟内", "to 10 min")),
    (3_600, Words("1 小时内", "to 1 h")),
    (86_400, Words("1 天内", "to 1 day")),
    (604_800, Words("7 天内", "to 7 days")),
)
"""Upper bounds in seconds of the bars of the lag chart; the last bar has none."""
LAG_BEYOND: Final = Words("超过 7 天", "over 7 days")
