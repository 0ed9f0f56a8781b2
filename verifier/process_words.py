"""What a person reads where the assessment behind a certificate is the reason (V12); never against the holder."""

from certificate.verdict import Reason
from verifier.language import Words
from verifier.said import ASK_ISSUER, NOT_TODAY, WAIT, Said

PROCESS_WORDS: dict[Reason, Said] = {
    Reason.SESSION_UNKNOWN: Said(
        Words(
            "链上没有这份证书背后的考核场次：查不到名单、成绩和发证决定的记录。",
            "The ledger has no assessment behind this certificate: no roster, no scores and no decision were recorded.",
        ),
        ASK_ISSUER,
    ),
    Reason.SESSION_UNDECIDED: Said(
        Words(
            "证书背后的考核场次，链上没有记录任何发证决定。",
            "No decision to issue certificates was recorded for the assessment behind this one.",
        ),
        ASK_ISSUER,
    ),
    Reason.SESSION_DIFFERS: Said(
        Words(
            "证书背后的考核场次，属于另一个机构、另一项标准或另一个等级。",
            "The assessment behind this certificate was another organisation's, or for another standard or level.",
        ),
        ASK_ISSUER,
    ),
    Reason.PROCESS_OUT_OF_ORDER: Said(
        Words(
            "链上记录的先后次序不对：应当先锁定名单，再锁定成绩、公示、决定，最后登记证书。",
            "The ledger's record is not in the right order: roster, scores, publication, decision, and then the "
            "certificate.",
        ),
        ASK_ISSUER,
    ),
    Reason.MORE_THAN_GRANTED: Said(
        Words(
            "这个考核场次登记的证书，比决定发放的还多。",
            "More certificates were registered out of this assessment than were granted.",
        ),
        ASK_ISSUER,
    ),
    Reason.DEADLINE_NOT_WAIVED: Said(
        Words(
            "这个考核场次错过了规定的期限，主管部门也没有准予放宽。",
            "The assessment missed a deadline, and the authority did not waive it.",
        ),
        ASK_ISSUER,
    ),
    Reason.SESSION_VOIDED: Said(
        Words(
            "这份证书确由该机构颁发，登记也属实；但主管部门已将它所依据的整场考核作废。"
            "这是对考核场次的处理，并不表示持证人有过错。",
            "This certificate was really issued and registered, but the authority has declared the whole assessment "
            "behind it void. That is about the sitting and does not say that the holder did wrong.",
        ),
        NOT_TODAY,
    ),
    Reason.SESSION_HELD: Said(
        Words(
            "这份证书确由该机构颁发。它所依据的那一场考核正在接受复查，复查期间暂缓使用。这不是对持证人的结论。",
            "This certificate was really issued. The assessment behind it is being looked into, and until that ends "
            "it is on hold. This is no finding about the holder.",
        ),
        WAIT,
    ),
}
"""One entry for each `Reason` of rule V12."""
