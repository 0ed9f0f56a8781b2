"""Facts about people and conduct (R12 to R18, R22 to R25) in words."""

from collections.abc import Mapping
from typing import Final

from auditor.language import Words

PEOPLE_WORDS: Final[Mapping[str, Words]] = {
    "panel-too-small": Words(
        "{part} 科目考场 {room} 有 {examiners} 名考评员，至少应为 {least} 名。",
        "Room {room}, part {part}: {examiners} examiners, at least {least} are asked.",
    ),
    "panel-even": Words(
        "{part} 科目考场 {room} 的考评员为偶数（{examiners} 名）。",
        "Room {room}, part {part}: an even number of examiners ({examiners}).",
    ),
    "panel-without-one-lead": Words(
        "{part} 科目考场 {room} 有 {leads} 名组长，应为一名。",
        "Room {room}, part {part}: {leads} leads instead of one.",
    ),
    "too-few-invigilators": Words(
        "{part} 科目考场 {room} 有 {invigilators} 名监考员，至少应为 {least} 名。",
        "Room {room}, part {part}: {invigilators} invigilators, at least {least} are asked.",
    ),
    "invigilator-examines": Words(
        "人员 {person} 既监考又考评同一批 {candidates} 名考生。",
        "Person {person} invigilated and examined the same {candidates} candidates.",
    ),
    "conflicts-not-declared": Words(
        "考评人员 {person} 没有申报利益冲突。",
        "Examiner {person} did not declare conflicts of interest.",
    ),
    "declared-for-another": Words(
        "申报出自他人，写的是人员 {person}。",
        "The declaration names person {person}, who did not sign it.",
    ),
    "declared-conflict": Words(
        "人员 {person} 申报与考生 {candidate:short} 有冲突，仍被安排。",
        "Person {person} declared a conflict with candidate {candidate:short} and was assigned all the same.",
    ),
    "related": Words(
        "人员 {person} 与考生 {candidate:short} 有关系（{relation}）。",
        "Person {person} is related to candidate {candidate:short} ({relation}).",
    ),
    "examiner-too-often-running": Words(
        "考评员 {person} 在此连续 {sessions} 场，最多 {most} 场。",
        "Examiner {person} served {sessions} sessions running here; {most} at most are allowed.",
    ),
    "panel-not-rotated": Words(
        "{examiners} 名考评员中只有 {new} 名是新的。",
        "Only {new} of {examiners} examiners are new since the last panel.",
    ),
    "two-rooms-at-once": Words(
        "人员 {person} 同时被安排在两个考场。",
        "Person {person} is assigned to two rooms at once.",
    ),
    "two-sessions-at-once": Words(
        "人员 {person} 同时被安排在另一场（{session:short}）。",
        "Person {person} is assigned to session {session:short} at the same time.",
    ),
    "distant-sites-on-one-day": Words(
        "人员 {person} 同日还被安排在远处的另一场（{session:short}）。",
        "Person {person} is assigned to session {session:short} at a distant site on the same day.",
    ),
    "examiner-not-drawn": Words("考评员 {person} 不是抽签抽出的。", "Examiner {person} was not drawn."),
    "no-supervisor-before-papers": Words(
        "启封试卷之前没有督导签到。",
        "No supervisor had checked in before the papers were opened.",
    ),
    "no-supervisor-after-seal": Words(
        "答卷封存之后没有督导签退。",
        "No supervisor checked out after the responses were sealed.",
    ),
    "supervisor-not-external": Words("督导不是外部人员。", "The supervisor is not from outside."),
    "supervisor-of-the-site": Words(
        "督导属于站点的所有机构 {organisation}。",
        "The supervisor belongs to organisation {organisation}, which owns the site.",
    ),
    "checklist-of-another": Words(
        "检查表写的是人员 {person}，并非签名人。",
        "The checklist names person {person}, who did not sign it.",
    ),
    "checklist-incomplete": Words("检查表有 {undone} 项未完成。", "{undone} items of the checklist are not done."),
    "not-checked-in": Words(
        "考生 {candidate:short} 在 {part} 科目没有签到。",
        "Candidate {candidate:short} did not check in for part {part}.",
    ),
    "not-identified": Words(
        "考生 {candidate:short} 在 {part} 科目身份核验未通过，仍有答卷。",
        "Candidate {candidate:short} was not identified for part {part} and has a response.",
    ),
    "identified-without-method": Words(
        "考生 {candidate:short} 在 {part} 科目没有核验方式。",
        "Candidate {candidate:short} was let in to part {part} without any way of checking.",
    ),
    "checked-in-elsewhere": Words(
        "考生 {candidate:short} 签到的考场没有考 {part} 科目。",
        "Candidate {candidate:short} checked in to a room where part {part} was not held.",
    ),
    "checked-in-late": Words(
        "考生 {candidate:short} 在 {part} 科目迟到超过限度。",
        "Candidate {candidate:short} checked in to part {part} too late.",
    ),
    "neither-response-nor-absence": Words(
        "考生 {candidate:short} 在 {part} 科目既无答卷也无缺考记录。",
        "Candidate {candidate:short} has neither a response nor an absence in part {part}.",
    ),
    "part-ended-unstarted": Words("第 {part} 科目未开始就结束。", "Part {part} ended without having started."),
    "part-not-in-standard": Words("标准中没有 {part} 科目。", "The standard has no part {part}."),
    "part-not-planned": Words("计划中没有第 {part} 科目。", "Part {part} was not planned."),
    "part-not-held": Words("{part} 科目没有举行。", "Part {part} was not held."),
    "part-not-ended": Words("考场 {room} 的第 {part} 科目没有结束记录。", "Part {part} in room {room} has no end."),
    "part-started-off-plan": Words(
        "考场 {room} 的 {part} 科目于 {at:time} 开始，计划为 {planned:time}。",
        "Part {part} in room {room} started at {at:time}; {planned:time} was planned.",
    ),
    "part-too-short": Words(
        "考场 {room} 的 {part} 科目只有 {seconds:span}，至少应为 {least:span}。",
        "Part {part} in room {room} took {seconds:span}; {least:span} is the least.",
    ),
    "part-too-long": Words(
        "考场 {room} 的 {part} 科目长达 {seconds:span}，至多应为 {most:span}。",
        "Part {part} in room {room} took {seconds:span}; {most:span} is the most.",
    ),
    "incident-open": Words(
        "异常情况 {incident} 在成绩锁定时尚未处理。",
        "Incident {incident} was open when the scores were locked.",
    ),
    "disqualified-nobody": Words(
        "异常情况 {incident} 取消了资格，但没有写明考生。",
        "Incident {incident} ended in a disqualification that names nobody.",
    ),
    "disqualified-but-not-failed": Words(
        "考生 {candidate:short} 被取消资格，结果却不是不合格。",
        "Candidate {candidate:short} was disqualified and did not fail.",
    ),
    "disqualified-but-certified": Words(
        "考生 {candidate:short} 被取消资格，却得到证书。",
        "Candidate {candidate:short} was disqualified and got a certificate.",
    ),
    "sealed-without-end": Words(
        "答卷封存时没有任何科目结束。",
        "The responses were sealed though no part had ended.",
    ),
    "responses-sealed-late": Words(
        "答卷于 {at:time} 封存，最迟应为 {latest:time}。",
        "The responses were sealed at {at:time}; {latest:time} was the latest.",
    ),
    "responses-not-of-all-present": Words(
        "公布 {candidates} 人的答卷，到场 {present} 人，有答卷 {answered} 人。",
        "Responses of {candidates} candidates by the figures; {present} were present and {answered} answered.",
    ),
}
