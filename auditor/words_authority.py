"""Facts about authority, plan, roster and papers (R1 to R11, R19 to R21) in words."""

from collections.abc import Mapping
from typing import Final

from auditor.language import Words

AUTHORITY_WORDS: Final[Mapping[str, Words]] = {
    "not-yet": Words("所判断的事件尚未发生。", "What the rule judges has not happened yet."),
    "not-applicable": Words("该场考核的规定不要求这一项。", "The terms of this session do not ask for this."),
    "records-missing": Words(
        "有 {events} 个事件的材料缺失或未公开。",
        "The records of {events} events are missing or withheld.",
    ),
    "records-tampered": Words("材料与账本上的承诺不符。", "The records are not those that the ledger holds."),
    "records-erased": Words("材料已依法删除。", "The records were erased lawfully."),
    "calendar-unknown": Words("该年的工作日历尚未公布。", "The working days of that year are not published yet."),
    "facts-contradict": Words(
        "记录自相矛盾，规则无法判断。",
        "The records contradict themselves, so that the rule cannot judge them.",
    ),
    "parameters-unknown": Words("没有公开该场考核适用的参数。", "The parameters of this session were not opened."),
    "standard-unknown": Words(
        "不知道该场考核的标准版本或其内容。",
        "The standard version, or its text, is not known.",
    ),
    "plan-unknown": Words("没有可用的考核计划。", "No plan of the session is known."),
    "plan-without-record": Words("备案事件没有计划内容。", "The filing has no plan in its records."),
    "person-not-opened": Words(
        "没有公开人员 {person} 的登记材料。",
        "The registered record of person {person} was not opened.",
    ),
    "person-unregistered": Words("人员 {person} 未登记。", "Person {person} is not registered."),
    "site-not-opened": Words(
        "没有公开站点 {site} 的登记材料。",
        "The registered record of site {site} was not opened.",
    ),
    "draw-unknown": Words(
        "缺少抽签所依据的区块，无法重算。",
        "The block that the draw rests on is not known, so it cannot be computed again.",
    ),
    "root-authority-unknown": Words("当时没有最高主管机关。", "There was no root authority at that time."),
    "organisation-unknown": Words("机构 {organisation} 未登记。", "Organisation {organisation} is not registered."),
    "organisation-not-active": Words(
        "机构 {organisation} 在 {at:time} 不是有效状态。",
        "Organisation {organisation} was not active at {at:time}.",
    ),
    "organisation-outside-dates": Words(
        "机构 {organisation} 在 {at:time} 不在认可期内。",
        "Organisation {organisation} was outside its accredited dates at {at:time}.",
    ),
    "organisation-held": Words(
        "机构 {organisation} 在 {at:time} 处于暂停处置中。",
        "Organisation {organisation} was under a hold at {at:time}.",
    ),
    "organisation-out-of-scope": Words(
        "机构 {organisation} 在 {at:time} 没有该标准第 {level} 级的资格。",
        "Organisation {organisation} had no scope for level {level} of the standard at {at:time}.",
    ),
    "accreditor-unknown": Words(
        "机构 {organisation} 的认可机关未登记。",
        "The accreditor of organisation {organisation} is not registered.",
    ),
    "accreditor-not-active": Words(
        "认可机关在 {at:time} 不是有效状态。",
        "The accreditor was not active at {at:time}.",
    ),
    "accreditor-outside-dates": Words(
        "认可机关在 {at:time} 不在任期内。",
        "The accreditor was outside its dates at {at:time}.",
    ),
    "accreditor-held": Words(
        "认可机关在 {at:time} 处于暂停处置中。",
        "The accreditor was under a hold at {at:time}.",
    ),
    "accreditor-out-of-scope": Words(
        "认可机关在 {at:time} 无权认可该标准第 {level} 级。",
        "The accreditor had no scope for level {level} of the standard at {at:time}.",
    ),
    "site-unknown": Words("站点 {site} 未登记。", "Site {site} is not registered."),
    "site-not-active": Words("站点 {site} 在 {at:time} 不是有效状态。", "Site {site} was not active at {at:time}."),
    "site-outside-dates": Words(
        "站点 {site} 在 {at:time} 不在认可期内。",
        "Site {site} was outside its accredited dates at {at:time}.",
    ),
    "site-out-of-scope": Words(
        "站点 {site} 在 {at:time} 不可考该标准和等级。",
        "Site {site} had no scope for the standard and level at {at:time}.",
    ),
    "room-overfull": Words(
        "考场 {room} 到场 {present} 人，只有 {seats} 个座位。",
        "Room {room} had {present} present and has {seats} seats.",
    ),
    "room-unfit-for-part": Words("考场 {room} 不适合 {part} 科目。", "Room {room} is not fit for part {part}."),
    "standard-not-in-force": Words(
        "标准版本在 {at:time} 不是有效版本。",
        "The standard version was not in force at {at:time}.",
    ),
    "other-version-in-plan": Words(
        "计划写的是另一个标准版本 {version:short}。",
        "The plan names another version of the standard, {version:short}.",
    ),
    "other-version-in-roster": Words(
        "名册写的是另一个标准版本 {version:short}。",
        "The roster names another version of the standard, {version:short}.",
    ),
    "other-version-on-certificate": Words(
        "证书 {number} 写的是另一个标准版本。",
        "Certificate {number} names another version of the standard.",
    ),
    "signer-unknown": Words(
        "签名账户 {account} 不属于任何登记人员。",
        "The account {account} that signed belongs to no registered person.",
    ),
    "signer-without-role": Words(
        "签名人 {person} 没有所需角色。",
        "Person {person} signed without the role that it takes.",
    ),
    "signer-outside-dates": Words("签名人 {person} 不在任期内。", "Person {person} signed outside their dates."),
    "signer-compromised": Words(
        "签名人 {person} 的密钥自 {since:time} 起已失密。",
        "The key of person {person} is compromised since {since:time}.",
    ),
    "signer-of-another-organisation": Words(
        "签名人 {person} 属于其他机构。",
        "Person {person} belongs to another organisation.",
    ),
    "second-signer-missing": Words("应由两人签名，只有一人。", "Two persons have to sign, and only one did."),
    "one-person-signed-twice": Words("两个签名出自同一人。", "Both signatures are by one person."),
    "volume-cap-exceeded": Words(
        "十二个月内锁定 {candidates} 人，上限 {cap} 人。",
        "{candidates} candidates in twelve months; the cap is {cap}.",
    ),
    "examiner-unqualified": Words(
        "考评人员 {person} 没有第 {level} 级的考评资格。",
        "Examiner {person} is not qualified for level {level}.",
    ),
    "roster-before-approval": Words(
        "名册在计划获批之前锁定。",
        "The roster was locked before the plan was approved.",
    ),
    "plan-filed-late": Words(
        "开考前 {days} 个工作日备案，至少应为 {least} 个。",
        "Filed {days} working days before the start; at least {least} are asked.",
    ),
    "roster-locked-again": Words("名册被再次锁定。", "The roster was locked a second time."),
    "roster-locked-late": Words(
        "名册于 {at:time} 锁定，最迟应为 {latest:time}。",
        "The roster was locked at {at:time}; {latest:time} was the latest.",
    ),
    "leaf-removed": Words(
        "考生 {candidate:short} 在锁定后被移出。",
        "Candidate {candidate:short} was taken out after the lock.",
    ),
    "leaf-added": Words(
        "考生 {candidate:short} 在锁定后被加入。",
        "Candidate {candidate:short} was added after the lock.",
    ),
    "ghost": Words("{candidate:short} 不在锁定的名册中。", "{candidate:short} is not in the locked roster."),
    "more-passed-than-locked": Words("合格 {passed} 人，名册只有 {n} 人。", "{passed} passed of {n} in the roster."),
    "more-granted-than-passed": Words(
        "决定发证 {granted} 人，合格只有 {passed} 人。",
        "{granted} were granted a certificate and {passed} passed.",
    ),
    "more-issued-than-granted": Words(
        "发证 {issued} 份，最多可发 {most} 份。",
        "{issued} certificates were issued; {most} at most were granted.",
    ),
    "candidate-twice": Words(
        "考生 {candidate:short} 在名册中出现两次。",
        "Candidate {candidate:short} is twice in the roster.",
    ),
    "candidate-double-booked": Words(
        "考生 {candidate:short} 同时在另一场（{session:short}，{part} 科目）考试。",
        "Candidate {candidate:short} sat part {part} of session {session:short} at the same time.",
    ),
    "eligibility-not-decided": Words(
        "考生 {candidate:short} 在锁定前没有资格审核决定。",
        "Nobody decided on the eligibility of candidate {candidate:short} before the lock.",
    ),
    "candidate-not-eligible": Words(
        "考生 {candidate:short} 审核未通过。",
        "Candidate {candidate:short} was found not eligible.",
    ),
    "candidate-banned": Words("考生 {candidate:short} 处于禁考期。", "Candidate {candidate:short} is banned."),
    "reviewed-by-trainer": Words(
        "考生 {candidate:short} 由自己的培训教师审核。",
        "Candidate {candidate:short} was reviewed by their own trainer.",
    ),
    "training-too-short": Words(
        "考生 {candidate:short} 培训学时不足。",
        "Candidate {candidate:short} has too few training hours.",
    ),
    "candidate-too-young": Words(
        "考生 {candidate:short} 未达到最低年龄。",
        "Candidate {candidate:short} is below the minimum age.",
    ),
    "attempt-too-soon": Words(
        "考生 {candidate:short} 距上次考试间隔不足。",
        "Candidate {candidate:short} sat again too soon.",
    ),
    "lower-level-not-held": Words(
        "考生 {candidate:short} 没有有效的下一级证书。",
        "Candidate {candidate:short} holds no valid certificate of the lower level.",
    ),
    "paper-sealed-late": Words(
        "试卷 {paper} 于 {at:time} 封存，最迟应为 {latest:time}。",
        "Paper {paper} was sealed at {at:time}; {latest:time} was the latest.",
    ),
    "paper-sealed-by-one": Words("试卷 {paper} 只由一人封存。", "Paper {paper} was sealed by one person alone."),
    "paper-not-sealed": Words("试卷 {paper} 没有封存。", "Paper {paper} was not sealed."),
    "paper-opened-unsealed": Words(
        "试卷 {paper} 未经封存即启封。",
        "Paper {paper} was opened without having been sealed.",
    ),
    "paper-opened-by-one": Words("试卷 {paper} 只由一人启封。", "Paper {paper} was opened by one person alone."),
    "paper-of-no-part": Words("试卷 {paper} 不属于任何科目。", "Paper {paper} belongs to no part."),
    "paper-opened-early": Words(
        "试卷 {paper} 于 {at:time} 启封，最早应为 {earliest:time}。",
        "Paper {paper} was opened at {at:time}; {earliest:time} was the earliest.",
    ),
    "paper-never-opened": Words(
        "没有记录启封试卷 {paper}，作答却已封存。",
        "Nobody recorded opening paper {paper}, yet the responses were sealed.",
    ),
    "paper-opened-late": Words(
        "试卷 {paper} 于 {at:time} 启封，最迟应为 {latest:time}。",
        "Paper {paper} was opened at {at:time}; {latest:time} was the latest.",
    ),
    "other-paper-opened": Words(
        "启封的不是封存的试卷 {paper}。",
        "What was opened is not paper {paper} as it was sealed.",
    ),
    "opened-by-one-person": Words(
        "试卷 {paper} 的启封记录上只有一人。",
        "The record of opening paper {paper} names one person alone.",
    ),
    "seal-broken": Words(
        "试卷 {paper} 启封时封条已破损。",
        "The seal of paper {paper} was broken when it was opened.",
    ),
    "paper-reused": Words(
        "试卷 {paper} 在另一场（{session:short}）已启封过。",
        "Paper {paper} was opened in session {session:short} already.",
    ),
}
