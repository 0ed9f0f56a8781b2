"""Facts about publication, decision, certificates, the archive, the flags and the ledger in words."""

from collections.abc import Mapping
from typing import Final

from auditor.language import Words

OUTCOME_FACT_WORDS: Final[Mapping[str, Words]] = {
    "decided-without-notice": Words("没有公示就作出决定。", "It was decided without a public notice."),
    "closed-without-publication": Words(
        "没有公布成绩就结束公示。",
        "The notice was closed though nothing had been published.",
    ),
    "notice-closed-under-hold": Words("暂停处置期间结束了公示。", "The notice was closed under a hold."),
    "notice-too-short": Words(
        "公示了 {days} 个工作日，至少应为 {least} 个。",
        "The notice lasted {days} working days; at least {least} are asked.",
    ),
    "appeal-number-differs": Words(
        "申诉编号公布为 {public}，记录为 {record}。",
        "The appeal is number {public} by the figures and {record} by its record.",
    ),
    "appeal-of-somebody-else": Words(
        "申诉 {number} 的决定针对的是另一名考生。",
        "The decision on appeal {number} is about another candidate.",
    ),
    "appeal-decision-differs": Words(
        "申诉 {number} 的决定与公布的不同。",
        "The decision on appeal {number} is not the one in its figures.",
    ),
    "decision-without-appeal": Words(
        "决定了并不存在的申诉 {number}。",
        "Appeal {number} was decided and had never been lodged.",
    ),
    "appeal-decided-late": Words(
        "申诉用了 {days} 个工作日，至多应为 {most} 个。",
        "The appeal took {days} working days; {most} at most are allowed.",
    ),
    "appeal-overdue": Words(
        "申诉已 {days} 个工作日未决，至多应为 {most} 个。",
        "The appeal is open for {days} working days; {most} at most are allowed.",
    ),
    "panel-without-independent-member": Words(
        "申诉组没有独立于机构的成员。",
        "No member of the panel is independent of the organisation.",
    ),
    "panel-member-without-role": Words("申诉组成员 {person} 没有该角色。", "Panel member {person} has not the role."),
    "panel-member-examined": Words(
        "申诉组成员 {person} 参加过该场考评。",
        "Panel member {person} examined in this session.",
    ),
    "panel-member-decided": Words(
        "申诉组成员 {person} 锁定或决定过该场成绩。",
        "Panel member {person} locked or decided in this session.",
    ),
    "panel-member-related": Words(
        "申诉组成员 {person} 与考生有关系（{relation}）。",
        "Panel member {person} is related to the candidate ({relation}).",
    ),
    "decided-outside-panel": Words(
        "签署申诉决定的人不在申诉组内。",
        "Who signed the decision on the appeal is not on its panel.",
    ),
    "affected-not-named": Words(
        "申诉 {number} 对所有受影响者成立，却没有写明其他人。",
        "Appeal {number} was upheld for all affected and names nobody else.",
    ),
    "archived-without-review": Words(
        "申诉 {number} 涉及的其他考生未复核即归档。",
        "The session was archived without a review of the others whom appeal {number} concerns.",
    ),
    "decided-before-review": Words(
        "申诉 {number} 涉及的考生未复核即作出决定。",
        "It was decided on a candidate before the review that appeal {number} asks for.",
    ),
    "decided-under-appeal": Words(
        "申诉 {number} 未决时就对该考生作出决定。",
        "It was decided on the candidate while appeal {number} was open.",
    ),
    "decider-examined": Words("决定人 {person} 参加过该场考评。", "Person {person} decided and had examined."),
    "decider-trained": Words(
        "决定人 {person} 培训过其中的考生。",
        "Person {person} decided and had trained a candidate.",
    ),
    "decider-locked": Words("决定人就是锁定成绩的人。", "Who decided had locked the scores."),
    "decider-corrected": Words("决定人就是更正成绩的人。", "Who decided had corrected scores."),
    "decided-without-scores": Words("没有锁定成绩就作出决定。", "It was decided though no scores were locked."),
    "granted-without-pass": Words(
        "考生不合格却决定发证。",
        "A certificate was granted to a candidate who did not pass.",
    ),
    "issued-without-grant": Words(
        "证书 {number} 没有发证决定。",
        "Certificate {number} was issued without having been granted.",
    ),
    "certificate-of-another-level": Words("证书 {number} 是另一等级。", "Certificate {number} is of another level."),
    "certificate-of-another-family": Words(
        "证书 {number} 是另一标准。",
        "Certificate {number} is of another standard.",
    ),
    "number-malformed": Words("证书编号 {number} 格式不对。", "The number {number} is not well formed."),
    "number-of-another-year": Words("证书编号 {number} 的年份不符。", "The number {number} names another year."),
    "number-of-another-level": Words("证书编号 {number} 的等级不符。", "The number {number} names another level."),
    "number-used-twice": Words("证书编号 {number} 重复使用。", "The number {number} is used twice."),
    "numbers-of-several-blocks": Words(
        "证书编号出自多个号段（{blocks}）。",
        "The numbers come from several blocks ({blocks}).",
    ),
    "second-live-certificate": Words(
        "证书 {number} 的持证人已有同一标准和等级的有效证书。",
        "The holder of certificate {number} has another live one of the same standard and level.",
    ),
    "printed-date-differs": Words(
        "证书 {number} 印的日期 {printed} 与记账日相差 {days} 天。",
        "Certificate {number} is dated {printed}, {days} days from the day it was recorded.",
    ),
    "dated-before-decision": Words(
        "证书 {number} 的日期 {printed} 早于发证决定。",
        "Certificate {number} is dated {printed}, before the decision.",
    ),
    "dated-before-notice": Words(
        "证书 {number} 的日期 {printed} 早于公示结束。",
        "Certificate {number} is dated {printed}, before the notice was closed.",
    ),
    "issued-before-report": Words(
        "先发证后上报，而规定须先上报。",
        "Certificates were issued before the report that has to come first.",
    ),
    "reported-late": Words(
        "上报用了 {days} 个工作日，至多应为 {most} 个。",
        "The report took {days} working days; {most} at most are allowed.",
    ),
    "not-reported": Words(
        "已 {days} 个工作日未上报，至多应为 {most} 个。",
        "Nothing was reported for {days} working days; {most} at most are allowed.",
    ),
    "report-count-differs": Words(
        "上报人数公布为 {public}，名单为 {named}。",
        "The report counts {public} candidates and names {named}.",
    ),
    "reported-without-certificate": Words(
        "上报了没有证书的考生 {candidate:short}。",
        "Candidate {candidate:short} was reported and has no certificate.",
    ),
    "certificate-not-reported": Words(
        "考生 {candidate:short} 有证书而未上报。",
        "Candidate {candidate:short} has a certificate and was not reported.",
    ),
    "archived-late": Words(
        "归档用了 {days} 天，至多应为 {most} 天。",
        "The archive took {days} days; {most} at most are allowed.",
    ),
    "not-archived": Words(
        "已 {days} 天未归档，至多应为 {most} 天。",
        "Nothing was archived for {days} days; {most} at most are allowed.",
    ),
    "kept-too-short": Words(
        "只保存到 {until}，应保存 {months} 个月。",
        "Kept only until {until}; {months} months are asked.",
    ),
    "document-missing": Words("归档缺少：{kinds}。", "Missing in the archive: {kinds}."),
    "pass-rate-low": Words(
        "合格率异常低：{passed}/{candidates}，基准 {basePassed}/{baseCandidates}（{scope}）。",
        "Unusually low pass rate: {passed} of {candidates}, against {basePassed} of {baseCandidates} ({scope}).",
    ),
    "pass-rate-high": Words(
        "合格率异常高：{passed}/{candidates}，基准 {basePassed}/{baseCandidates}（{scope}）。",
        "Unusually high pass rate: {passed} of {candidates}, against {basePassed} of {baseCandidates} ({scope}).",
    ),
    "scores-heaped": Words(
        "合格线 {passMark:marks} 上有 {above} 个分数，线下只有 {below} 个。",
        "{above} scores just at the pass mark {passMark:marks}, and {below} just below it.",
    ),
    "marks-agree-exactly": Words(
        "{part} 科目 {candidates} 名考生中有 {equal} 名的多份评分完全相同。",
        "Part {part}: the markers agree to the last criterion on {equal} of {candidates} candidates.",
    ),
    "marks-repeated": Words(
        "{part} 科目 {candidates} 名考生中有 {same} 名的评分一模一样。",
        "Part {part}: {same} of {candidates} candidates have one and the same marks.",
    ),
    "marked-too-fast": Words(
        "{seconds:span}内评完 {candidates} 人，至少需要 {least:span}。",
        "{candidates} candidates were marked in {seconds:span}; {least:span} is the least.",
    ),
    "recorded-late": Words(
        "{events} 个事件中有 {late} 个延迟记录。",
        "{late} of {events} events were recorded late.",
    ),
    "recorded-in-a-bunch": Words(
        "一分钟内记录了 {kinds} 种事件。",
        "{kinds} kinds of events were recorded within one minute.",
    ),
    "corrected-upwards": Words(
        "{candidates} 名考生中更正 {corrections} 人，其中 {upwards} 人改为合格。",
        "{corrections} of {candidates} candidates were corrected, {upwards} of them from fail to pass.",
    ),
    "own-pupils": Words(
        "{candidates} 名考生中有 {own} 名由站点所有机构 {owner} 培训，且没有外部考评员。",
        "Organisation {owner}, which owns the site, trained {own} of {candidates} candidates; no outsider examined.",
    ),
    "marking-concentrated": Words(
        "考评员 {person} 评了 {candidates} 名考生中的 {marked} 名。",
        "Person {person} marked {marked} of {candidates} candidates.",
    ),
    "head-differs": Words("重算的事件链与账本不符。", "The recomputed head is not the one that the ledger holds."),
    "head-not-compared": Words("没有与账本比对事件链。", "The head was not compared with the ledger."),
    "nothing-committed": Words(
        "事件（代码 {code}）没有承诺任何材料。",
        "The event (code {code}) committed to no records.",
    ),
    "events-with-a-gap": Words("缺少第 {expected} 号事件。", "Event {expected} is missing."),
    "events-out-of-order": Words("事件的顺序不对。", "Events are out of order."),
    "record-not-as-committed": Words(
        "公开的材料与账本上的承诺不符（事件代码 {code}）。",
        "What was opened is not what was committed to (event code {code}).",
    ),
}
