"""What a person reads about a learner's proof, in both languages."""

from assessment.records import DecisionKind, PartDisposition, ResultKind
from verifier.language import Words
from verifier.outcome_words import OutcomeWords
from verifier.proof_reason import ProofOutcome, ProofReason
from verifier.reason_words import Said

_ASK_FOR_ANOTHER = Words(
    "请考生向举办考核的机构重新索取证明文件。",
    "The learner can ask the organisation that held the assessment for the proof once more.",
)

PROOF_OUTCOME_WORDS: dict[ProofOutcome, OutcomeWords] = {
    ProofOutcome.PROVEN: OutcomeWords(
        Words("证明成立", "Proven"),
        Words("与链上锁定的记录一致", "It matches what was locked on the ledger"),
    ),
    ProofOutcome.NOT_PROVEN: OutcomeWords(
        Words("证明不成立", "Not proven"),
        Words("与链上锁定的记录不一致", "It does not match what was locked on the ledger"),
    ),
    ProofOutcome.NOT_FOUND: OutcomeWords(
        Words("未找到", "Not found"),
        Words("在这里没有查到这场考核", "The assessment is not known here"),
    ),
    ProofOutcome.COULD_NOT_CHECK: OutcomeWords(
        Words("无法核验", "Could not check"),
        Words("没有得出结论，不说明证明有问题", "There is no result; this says nothing against the proof"),
    ),
}
"""One entry for each `ProofOutcome`."""

PROVEN_AND_UNCHANGED = Said(
    Words(
        "这名考生在锁定的名单之中；成绩锁定之后没有改动过。",
        "This learner was in the locked roster, and the scores were not changed after they were locked.",
    ),
    Words(
        "这份文件只写有代号，没有姓名：请持有人说明代号与本人的关系。",
        "The file has a pseudonym and no name: ask its holder to show that the pseudonym is theirs.",
    ),
)
"""Said of a proof without a correction that touched this learner."""

PROVEN_AND_CHANGED = Said(
    Words(
        "这名考生在锁定的名单之中；成绩锁定之后有过公开记录的更正，下面列出更正前后的成绩。",
        "This learner was in the locked roster. The scores were corrected after they were locked, on the record; both "
        "are shown below.",
    ),
    PROVEN_AND_UNCHANGED.advice,
)
"""Said of a proof with a correction that changed something for this learner."""

VOIDED = Words(
    "注意：主管部门已将这场考核作废，成绩不再采用。",
    "Note: the authority has declared this assessment void; its scores are not used any more.",
)
HELD = Words(
    "注意：这场考核正在接受复查，目前暂缓使用。",
    "Note: this assessment is being looked into and is on hold for now.",
)

PROOF_REASON_WORDS: dict[ProofReason, Said] = {
    ProofReason.MALFORMED: Said(
        Words(
            "这个文件不符合学习者证明的规定格式：它可能被改动过、另存过，或者不完整。",
            "This file is not in the one form of a learner's proof: it was changed, saved again by another program, or "
            "cut off.",
        ),
        _ASK_FOR_ANOTHER,
    ),
    ProofReason.OTHER_NETWORK: Said(
        Words(
            "这份证明所写的网络或考核合约，不归本网站负责，所以在这里查不到。",
            "The proof names a network or ledger that this site does not answer for, so it cannot be found here.",
        ),
        Words("请向主管部门询问哪个网站可以核验它。", "Ask the authority which site can check it."),
    ),
    ProofReason.NO_SESSION: Said(
        Words("链上没有这份证明所写的考核场次。", "The ledger does not have the assessment that the proof names."),
        Words(
            "如果考核刚刚备案，请稍后再试；否则请向举办机构询问。",
            "If it was filed only now, try again later; otherwise ask the organisation.",
        ),
    ),
    ProofReason.OTHER_SESSION: Said(
        Words("这份证明属于另一场考核。", "The proof belongs to another assessment."), _ASK_FOR_ANOTHER
    ),
    ProofReason.NO_SUCH_EVENT: Said(
        Words(
            "这份证明所指的步骤，与链上的记录对不上。",
            "The steps that the proof points to are not those that the ledger has.",
        ),
        _ASK_FOR_ANOTHER,
    ),
    ProofReason.NOT_COMMITTED: Said(
        Words(
            "文件里的名单或成绩，与链上锁定的不一致。",
            "The roster entry or the scores in the file are not those that were locked on the ledger.",
        ),
        _ASK_FOR_ANOTHER,
    ),
    ProofReason.OTHER_PERSON: Said(
        Words("文件里的记录分属不同的人。", "The records in the file are about different people."), _ASK_FOR_ANOTHER
    ),
    ProofReason.CHANGE_LEFT_OUT: Said(
        Words(
            "成绩锁定之后链上记录过更正，而这份证明没有完整列出。",
            "The ledger has corrections after the scores were locked, and the proof does not show all of them.",
        ),
        Words(
            "请考生重新索取包含更正的证明文件。",
            "The learner can ask for a newer proof that has the corrections in it.",
        ),
    ),
}
"""One entry for each `ProofReason`."""

DISPOSITION_WORDS: dict[PartDisposition, Words] = {
    PartDisposition.SCORE: Words("{score} 分", "{score} points"),
    PartDisposition.CARRIED: Words("{score} 分（沿用以前的合格成绩）", "{score} points (carried over)"),
    PartDisposition.ABSENT: Words("缺考", "absent"),
    PartDisposition.DISQUALIFIED: Words("取消资格", "disqualified"),
    PartDisposition.DEFERRED: Words("暂缓", "deferred"),
}
RESULT_WORDS: dict[ResultKind, Words] = {
    ResultKind.PASS: Words("合格", "passed"),
    ResultKind.FAIL: Words("未合格", "not passed"),
    ResultKind.DEFERRED: Words("暂缓", "deferred"),
}
DECISION_WORDS: dict[DecisionKind, Words] = {
    DecisionKind.GRANTED: Words("发证", "certificate granted"),
    DecisionKind.REFUSED: Words("不发证", "certificate refused"),
    DecisionKind.DEFERRED: Words("暂缓决定", "decision deferred"),
}
