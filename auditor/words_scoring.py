"""Facts about marking and results (R26 to R32) in words."""

from collections.abc import Mapping
from typing import Final

from auditor.language import Words

SCORING_WORDS: Final[Mapping[str, Words]] = {
    "marked-before-seal": Words(
        "评分于 {at:time} 提交，早于答卷封存。",
        "Marks were committed at {at:time}, before the responses were sealed.",
    ),
    "scores-locked-late": Words(
        "成绩于 {at:time} 锁定，最迟应为 {latest:time}。",
        "The scores were locked at {at:time}; {latest:time} was the latest.",
    ),
    "reveal-opens-nothing": Words("公开的评分没有对应的承诺。", "The reveal opens no commitment."),
    "commit-not-revealed": Words("提交的评分没有公开。", "Committed marks were not revealed."),
    "marker-not-signer": Words(
        "评分记录写的是 {marker}（{part} 科目），并非签名人。",
        "The marks of part {part} name {marker}, who did not sign them.",
    ),
    "marked-twice": Words(
        "{marker} 对同一考生的 {part} 科目评了两次。",
        "{marker} marked one candidate twice in part {part}.",
    ),
    "marked-after-reveal": Words(
        "{marker} 在他人公开评分之后才提交 {part} 科目的评分。",
        "{marker} committed marks of part {part} after others were revealed.",
    ),
    "marker-not-assigned": Words("{marker} 没有被安排评 {part} 科目。", "{marker} was not assigned to part {part}."),
    "too-few-markers": Words(
        "{part} 科目有 {enough} 名考生由 {markers} 人评分，应有 {needed} 名。",
        "Part {part}: {enough} candidates have {markers} markers, and {needed} should.",
    ),
    "adjudicator-not-signer": Words(
        "裁决记录写的不是签名人。",
        "The adjudication names somebody who did not sign it.",
    ),
    "adjudicator-marked": Words("裁决人自己评过分。", "The adjudicator had marked as well."),
    "adjudicator-unqualified": Words(
        "裁决人 {adjudicator} 没有资格。",
        "Adjudicator {adjudicator} is not qualified.",
    ),
    "adjudicated-twice": Words(
        "{part} 科目对同一考生裁决了两次。",
        "Part {part} of one candidate was adjudicated twice.",
    ),
    "adjudication-needless": Words(
        "{part} 科目的评分在容差之内，不需裁决。",
        "The marks of part {part} were within the tolerance; nothing was to be adjudicated.",
    ),
    "not-adjudicated": Words(
        "{part} 科目的评分从 {least:marks} 到 {most:marks}，没有裁决。",
        "The marks of part {part} range from {least:marks} to {most:marks}, and nobody adjudicated.",
    ),
    "mark-does-not-add-up": Words(
        "{marker} 在 {part} 科目的分项与总分不符。",
        "The criteria of {marker} in part {part} do not add up.",
    ),
    "score-without-marks": Words(
        "{part} 科目的成绩 {final:marks} 没有任何评分。",
        "The score {final:marks} in part {part} rests on no mark.",
    ),
    "final-differs": Words(
        "{part} 科目的成绩为 {final:marks}，按评分应为 {computed:marks}。",
        "The score in part {part} is {final:marks}; the marks make it {computed:marks}.",
    ),
    "correction-without-ground": Words(
        "更正没有所依据的申诉或差错（依据 {ground}，编号 {reference}）。",
        "The correction rests on no appeal or error (ground {ground}, number {reference}).",
    ),
    "correction-beyond-appeal": Words(
        "更正涉及申诉以外的考生（依据 {ground}，编号 {reference}）。",
        "The correction changes candidates whom the appeal does not concern (ground {ground}, number {reference}).",
    ),
    "two-approvers-missing": Words(
        "更正只有 {approvers} 人批准。",
        "The correction has {approvers} approvers instead of two.",
    ),
    "approver-related": Words(
        "批准人 {person} 与考生有关系（{relation}）。",
        "Approver {person} is related to the candidate ({relation}).",
    ),
    "approver-examined": Words("批准人 {person} 评过该考生的分。", "Approver {person} had marked in this session."),
    "decided-on-other-scores": Words(
        "发证决定所依据的成绩（{scores:short}）不是锁定或更正后的成绩。",
        "The decision rests on scores ({scores:short}) that are not the locked or corrected ones.",
    ),
    "passed-count-differs": Words(
        "公布合格 {public} 人，按记录为 {passed} 人。",
        "{public} passed by the figures, and {passed} by the records.",
    ),
    "result-differs": Words(
        "结果记为 {result}，按规则应为 {computed}。",
        "The result is {result}; the pass rule makes it {computed}.",
    ),
    "mark-does-not-fit": Words(
        "{part} 科目的成绩 {score:marks} 超出范围。",
        "The score {score:marks} does not fit part {part}.",
    ),
    "carried-pass-unknown": Words(
        "有 {leaves} 名考生免考所依据的成绩未公开。",
        "The earlier passes that {leaves} candidates carry were not opened.",
    ),
    "carried-not-allowed": Words(
        "该标准不允许免考 {part} 科目（{session:short}）。",
        "The pass rule lets nobody carry part {part} (from {session:short}).",
    ),
    "carried-score-differs": Words(
        "{part} 科目免考的成绩与原场次（{session:short}）不符。",
        "The score carried for part {part} is not that of the earlier session ({session:short}).",
    ),
    "carried-of-another-level": Words(
        "{part} 科目免考的成绩属于另一等级（{session:short}）。",
        "The pass carried for part {part} is of another level ({session:short}).",
    ),
    "carried-from-later": Words(
        "{part} 科目免考的成绩锁定得更晚（{session:short}）。",
        "The pass carried for part {part} was locked later ({session:short}).",
    ),
    "carried-too-old": Words(
        "{part} 科目免考的成绩已过期（{session:short}）。",
        "The pass carried for part {part} is too old ({session:short}).",
    ),
    "carried-not-as-locked": Words(
        "{part} 科目的免考与名册不符（{found}）。",
        "Part {part} is carried otherwise than the roster says ({found}).",
    ),
    "two-results": Words(
        "{candidates} 名考生有 {results} 条结果。",
        "{candidates} candidates have {results} results.",
    ),
    "no-result": Words("名册中有考生没有结果。", "Somebody in the roster has no result."),
    "results-out-of-order": Words("结果的顺序与名册不同。", "The results are not in the order of the roster."),
    "part-not-due": Words("{part} 科目并不应考（{found}）。", "Part {part} was not due ({found})."),
    "part-left-out": Words("{part} 科目应考而未列入名册。", "Part {part} is due and stands nowhere in the roster."),
    "not-one-disposition": Words(
        "{part} 科目的结果不是恰好一项（{found}）。",
        "Part {part} has not exactly one disposition ({found}).",
    ),
    "marks-beside-disposition": Words(
        "{part} 科目记为 {found}，却有评分。",
        "Part {part} is {found} and has marks all the same.",
    ),
}
