"""What a person reads for each reason of docs/verdicts.md: what happened, to what, and what to do.

Words decide nothing. Three rules hold for all of them: a fault never sounds like a fake, being withdrawn is never an
accusation of the holder, and every reason ends with a step that the reader can take.
"""

from dataclasses import dataclass

from certificate.verdict import Reason
from verifier.language import Words


@dataclass(frozen=True, slots=True)
class Said:
    """What `happened`, and what the reader can do about it (`advice`)."""

    happened: Words
    advice: Words


_NOT_THE_CERTIFICATE = Words("这不说明证书有任何问题。", "This says nothing against the certificate.")
_ASK_FOR_ORIGINAL = Words(
    "请勿依据这份文件作决定。请持证人提供原始证书，或直接向颁发机构查证。",
    "Do not rely on this file. Ask the holder for the original certificate, or ask the issuing organisation directly.",
)
_ASK_ISSUER = Words(
    "请勿依据这份证书作决定。请直接向颁发机构或其主管部门查证。",
    "Do not rely on this certificate. Ask the issuing organisation or its authority directly.",
)
_TRY_LATER = Words("请过几分钟再试。", "Please try again in a few minutes.").followed_by(_NOT_THE_CERTIFICATE)
_TELL_OPERATOR = Words(
    "请稍后再试；若仍然如此，请告知本网站的运营者。",
    "Please try again later; if it stays like this, tell whoever runs this site.",
).followed_by(_NOT_THE_CERTIFICATE)
_NOT_TODAY = Words(
    "今天请勿以它为依据。有疑问请向颁发机构询问。",
    "Do not rely on it today. If in doubt, ask the issuing organisation.",
)
_WAIT = Words(
    "今天请勿以它为依据，待结果公布后再核验一次。",
    "Do not rely on it today, and check again when the outcome is known.",
)
_COMPARE = Words(
    "请把姓名与持证人的身份证件核对一致。",
    "Compare the name with the holder's identity document.",
)

GENUINE = Said(
    Words(
        "这份证书真实，且今天有效。全部 12 项检查均已通过。",
        "This certificate is genuine and current today. All 12 checks passed.",
    ),
    _COMPARE,
)
"""What is said when every rule passed."""

REASON_WORDS: dict[Reason, Said] = {
    Reason.MALFORMED: Said(
        Words(
            "这个文件不符合证书唯一的规定格式：它可能被改动过、被其他软件另存过，或者不完整。",
            "This file is not in the one form in which certificates are issued: it was changed, saved again by "
            "another "
            "program, or cut off.",
        ),
        _ASK_FOR_ORIGINAL,
    ),
    Reason.UNKNOWN_VERSION: Said(
        Words(
            "这份证书采用了更新版本的格式，本网站还不能识别。",
            "This certificate uses a later version of the format than this site knows.",
        ),
        _TELL_OPERATOR,
    ),
    Reason.SIGNATURE_WRONG: Said(
        Words(
            "这个文件的内容与它所带的签名不符：签署之后被改动过，或者从未由该密钥签署。",
            "The content of this file does not match its signature: it was altered after signing, or never signed "
            "with that key.",
        ),
        _ASK_FOR_ORIGINAL,
    ),
    Reason.OTHER_NETWORK: Said(
        Words(
            "这份证书写明登记在另一个网络上，本网站不负责该网络，所以在这里查不到它。",
            "This certificate says that it is registered on another network, one that this site does not answer "
            "for; it cannot "
            "be found here.",
        ),
        Words(
            "请向主管部门询问哪个网站可以核验它。",
            "Ask the authority which site can check it.",
        ).followed_by(_NOT_THE_CERTIFICATE),
    ),
    Reason.CHAIN_UNREACHABLE: Said(
        Words(
            "链上登记暂时读不到：节点没有应答，或应答不完整，所以没有得出结论。",
            "The register on the chain could not be read: the node did not answer, or not completely. So there is "
            "no result.",
        ),
        _TRY_LATER,
    ),
    Reason.WRONG_NETWORK: Said(
        Words(
            "本网站所连的节点属于另一条链，所以没有得出结论。",
            "The node that this site asks is on another chain, so there is no result.",
        ),
        _TELL_OPERATOR,
    ),
    Reason.WRONG_CONTRACT: Said(
        Words(
            "在预定地址上找到的不是本网站信任的登记合约，所以没有得出结论。",
            "What stands at the expected address is not the register that this site trusts, so there is no result.",
        ),
        _TELL_OPERATOR,
    ),
    Reason.UNTRUSTED_AUTHORITY: Said(
        Words(
            "该登记合约的最高主管机关不在本网站的信任名单上，所以没有得出结论。",
            "The authority at the top of the register is not one that this site trusts, so there is no result.",
        ),
        _TELL_OPERATOR,
    ),
    Reason.HEAD_STALE: Said(
        Words(
            "节点给出的最新记录太旧，可能缺少近期的变动，所以没有得出结论。",
            "The newest record that the node has is too old and may lack recent changes, so there is no result.",
        ),
        _TRY_LATER,
    ),
    Reason.HEAD_AHEAD: Said(
        Words(
            "节点给出的记录时间比本网站的时钟还晚，所以没有得出结论。",
            "The node's newest record is dated later than this site's clock, so there is no result.",
        ),
        _TELL_OPERATOR,
    ),
    Reason.HEAD_WENT_BACK: Said(
        Words(
            "节点给出的记录比先前看到的还旧，或与先前的不一致，所以没有得出结论。",
            "The node shows an older record than before, or a different one in the same place, so there is no result.",
        ),
        _TRY_LATER,
    ),
    Reason.NODES_DISAGREE: Said(
        Words(
            "本网站询问的几个节点答案不一致，所以没有得出结论。",
            "The nodes that this site asks do not agree, so there is no result.",
        ),
        _TRY_LATER,
    ),
    Reason.NOT_ANCHORED: Said(
        Words(
            "链上找不到这份证书所在批次的登记，或者登记尚未最终确认。",
            "The register on the chain does not have the batch that this certificate names, or not as a final "
            "record yet.",
        ),
        Words(
            "如果证书刚刚颁发，请稍后再试；否则请向颁发机构询问。在查到之前，请勿以它为依据。",
            "If it was issued only now, try again later; otherwise ask the issuing organisation. Do not rely on it "
            "until it is found.",
        ),
    ),
    Reason.ANCHORED_AFTER_CLOSING: Said(
        Words(
            "这份证书登记在一个已经关闭的登记合约上，而且是在关闭之后登记的。",
            "This certificate was registered in a register that had already been closed.",
        ),
        _ASK_ISSUER,
    ),
    Reason.NOT_IN_BATCH: Said(
        Words(
            "这份文件不在它所写的批次之中：与链上登记的批次对不上。",
            "This file is not part of the batch that it names: it does not lead to what the register holds for "
            "that batch.",
        ),
        _ASK_FOR_ORIGINAL,
    ),
    Reason.KEY_UNKNOWN: Said(
        Words(
            "签署这份文件的密钥，从未由它所写的颁发机构登记过。",
            "The key that signed this file was never registered for the organisation that it names.",
        ),
        _ASK_FOR_ORIGINAL,
    ),
    Reason.KEY_NOT_POSSESSED: Said(
        Words(
            "签署这份文件的密钥虽有登记，但登记时没有证明自己确实持有它，登记不成立。",
            "The key that signed this file was registered without a valid proof that its owner held it.",
        ),
        _ASK_ISSUER,
    ),
    Reason.KEY_NOT_YET_VALID: Said(
        Words(
            "这份证书登记上链时，签署它的密钥尚未启用[（{day}起启用）]。",
            "When this certificate was registered, the key that signed it was not yet in force[ (it is from {day} "
            "on)].",
        ),
        _ASK_ISSUER,
    ),
    Reason.KEY_RETIRED: Said(
        Words(
            "这份证书登记上链时，签署它的密钥已经停用[（{day}起停用）]。",
            "When this certificate was registered, the key that signed it had been retired[ (on {day})].",
        ),
        _ASK_ISSUER,
    ),
    Reason.KEY_COMPROMISED: Said(
        Words(
            "这份证书登记上链时，签署它的密钥已落入他人之手[（自{day}起）]，无法确认是颁发机构签署的。",
            "When this certificate was registered, the key that signed it was in other hands[ (since {day})]. "
            "Nobody can tell "
            "whether the organisation signed it.",
        ),
        Words(
            "请直接向颁发机构查证。真实取得证书的人可以请颁发机构重新颁发。",
            "Ask the issuing organisation directly. Whoever really earned it can have it issued again.",
        ),
    ),
    Reason.ISSUER_DIFFERS: Said(
        Words(
            "文件上写的颁发机构（名称、标识或网址）与获得认可的机构登记不一致。",
            "The issuer as named in this file (name, identifier or web address) is not the organisation that was "
            "accredited.",
        ),
        _ASK_ISSUER,
    ),
    Reason.WRONG_KIND: Said(
        Words(
            "它所写的批次登记的不是证书（例如是成绩），不能当作证书使用。",
            "The batch that it names holds something else than certificates, such as marks. It cannot serve as a "
            "certificate.",
        ),
        _ASK_ISSUER,
    ),
    Reason.STANDARD_DIFFERS: Said(
        Words(
            "文件上写的职业技能标准，与登记这个批次时的标准不同。",
            "The standard named in this file is not the one under which the batch was registered.",
        ),
        _ASK_ISSUER,
    ),
    Reason.LEVEL_DIFFERS: Said(
        Words(
            "文件上写的等级，与登记这个批次时的等级不同。",
            "The level named in this file is not the one for which the batch was registered.",
        ),
        _ASK_ISSUER,
    ),
    Reason.OFFSET_DIFFERS: Said(
        Words(
            "文件上日期所用的时区，与该标准规定的时区不同。",
            "The dates in this file use another time zone than the standard prescribes.",
        ),
        _ASK_ISSUER,
    ),
    Reason.TITLE_DIFFERS: Said(
        Words(
            "文件上的证书名称或合格要求，与该标准的原文不同。",
            "The title or the pass rule in this file is not worded as in the standard.",
        ),
        _ASK_ISSUER,
    ),
    Reason.DATE_DIFFERS: Said(
        Words(
            "文件上的颁发日期与登记日期不同[：这个批次登记于{day}]。",
            "The issue date in this file is not the day of registration[; its batch was registered on {day}].",
        ),
        _ASK_ISSUER,
    ),
    Reason.SESSION_UNKNOWN: Said(
        Words(
            "链上没有这份证书背后的考核场次：查不到名单、成绩和发证决定的记录。",
            "The ledger has no assessment behind this certificate: no roster, no scores and no decision were recorded.",
        ),
        _ASK_ISSUER,
    ),
    Reason.SESSION_UNDECIDED: Said(
        Words(
            "证书背后的考核场次，链上没有记录任何发证决定。",
            "No decision to issue certificates was recorded for the assessment behind this one.",
        ),
        _ASK_ISSUER,
    ),
    Reason.SESSION_DIFFERS: Said(
        Words(
            "证书背后的考核场次，属于另一个机构、另一项标准或另一个等级。",
            "The assessment behind this certificate was another organisation's, or for another standard or level.",
        ),
        _ASK_ISSUER,
    ),
    Reason.PROCESS_OUT_OF_ORDER: Said(
        Words(
            "链上记录的先后次序不对：应当先锁定名单，再锁定成绩、公示、决定，最后登记证书。",
            "The ledger's record is not in the right order: roster, scores, publication, decision, and then the "
            "certificate.",
        ),
        _ASK_ISSUER,
    ),
    Reason.MORE_THAN_GRANTED: Said(
        Words(
            "这个考核场次登记的证书，比决定发放的还多。",
            "More certificates were registered out of this assessment than were granted.",
        ),
        _ASK_ISSUER,
    ),
    Reason.DEADLINE_NOT_WAIVED: Said(
        Words(
            "这个考核场次错过了规定的期限，主管部门也没有准予放宽。",
            "The assessment missed a deadline, and the authority did not waive it.",
        ),
        _ASK_ISSUER,
    ),
    Reason.RULE_NOT_RUN: Said(
        Words(
            "有一项检查没有给出结果，所以没有得出结论。",
            "One of the checks gave no result, so there is no result as a whole.",
        ),
        _TELL_OPERATOR,
    ),
    Reason.REVOKED: Said(
        Words(
            "这份证书确由该机构颁发，但已被撤销[，自{day}起生效]。撤销的原因可能在考核或颁发环节，"
            "撤销本身并不表示持证人有过错。",
            "This certificate was really issued, but it has been revoked[ with effect from {day}]. The cause may "
            "lie in how it was "
            "assessed or issued; the revocation by itself does not say that the holder did wrong.",
        ),
        _NOT_TODAY,
    ),
    Reason.CANCELLED: Said(
        Words(
            "这份证书确由该机构颁发，[自{day}起]已经注销。注销与任何人的过错无关。",
            "This certificate was really issued and has been closed[ since {day}]. Nobody is to blame for that.",
        ),
        _NOT_TODAY,
    ),
    Reason.SUPERSEDED: Said(
        Words(
            "这份证书确由该机构颁发，[自{day}起]已由更正或换发的新证书取代。",
            "This certificate was really issued and has been replaced by a corrected or newer one[ since {day}].",
        ),
        Words("请持证人出示新的证书。", "Ask the holder for the newer certificate."),
    ),
    Reason.SESSION_VOIDED: Said(
        Words(
            "这份证书确由该机构颁发，登记也属实；但主管部门已将它所依据的整场考核作废。"
            "这是对考核场次的处理，并不表示持证人有过错。",
            "This certificate was really issued and registered, but the authority has declared the whole assessment "
            "behind it void. That is about the sitting and does not say that the holder did wrong.",
        ),
        _NOT_TODAY,
    ),
    Reason.ISSUER_HELD: Said(
        Words(
            "这份证书确由该机构颁发。主管部门正在审查该机构[自{day}起]登记的证书，审查期间暂缓使用。"
            "这不是对持证人的结论。",
            "This certificate was really issued. The authority is examining what this organisation registered[ "
            "from {day} on], and "
            "until that ends it is on hold. This is no finding about the holder.",
        ),
        _WAIT,
    ),
    Reason.ACCREDITOR_HELD: Said(
        Words(
            "这份证书确由该机构颁发。主管部门正在审查认可该机构的单位，[自{day}起]登记的证书在审查期间暂缓使用。"
            "这不是对持证人的结论。",
            "This certificate was really issued. The body that accredited the organisation is being examined, and "
            "what was "
            "registered[ from {day} on] is on hold until that ends. This is no finding about the holder.",
        ),
        _WAIT,
    ),
    Reason.SESSION_HELD: Said(
        Words(
            "这份证书确由该机构颁发。它所依据的那一场考核正在接受复查，复查期间暂缓使用。这不是对持证人的结论。",
            "This certificate was really issued. The assessment behind it is being looked into, and until that ends "
            "it is on hold. This is no finding about the holder.",
        ),
        _WAIT,
    ),
    Reason.SUSPENDED: Said(
        Words(
            "这份证书确由该机构颁发，[自{day}起]暂停使用，正在调查。目前没有任何结论。",
            "This certificate was really issued and is suspended[ since {day}] while a question is looked into. "
            "There is no finding.",
        ),
        _WAIT,
    ),
    Reason.EXPIRED: Said(
        Words(
            "这份证书确由该机构颁发，规定的有效期已[于{day}]届满。",
            "This certificate was really issued; its fixed term ended[ on {day}].",
        ),
        Words(
            "请询问持证人是否有新的证书。",
            "Ask the holder whether there is a newer certificate.",
        ),
    ),
    Reason.WITHDRAWN_TEMPORARILY: Said(
        Words(
            "这份证书确由该机构颁发。规定的复核或补考[在{day}前]没有通过记录，证书暂时收回；"
            "经再培训并考核合格后可以恢复。",
            "This certificate was really issued. No passed reassessment was recorded[ by {day}], so it is "
            "withdrawn for the time "
            "being; it can be restored after training and an examination.",
        ),
        _NOT_TODAY,
    ),
    Reason.NOT_YET_VALID: Said(
        Words(
            "这份证书确由该机构颁发，但还没有到生效日期[（{day}起生效）]。",
            "This certificate was really issued, but its first day has not come yet[ (valid from {day})].",
        ),
        Words("请在生效之后再核验。", "Check again from that day on."),
    ),
    Reason.MAKE_UP_WINDOW: Said(
        Words(
            "这份证书真实，且今天有效。复核日期已过，目前处于补考期[，截至{day}]。",
            "This certificate is genuine and current today. Its reassessment was due; it can still be made up[ "
            "until {day}].",
        ),
        Words(
            "补考期结束后请再核验一次。",
            "Check again after that time.",
        ).followed_by(_COMPARE),
    ),
    Reason.RETEST_ORDERED: Said(
        Words(
            "这份证书真实，且今天有效。主管部门要求持证人[在{day}前]复测。",
            "This certificate is genuine and current today. The authority has ordered a retest[, to be passed by "
            "{day}].",
        ),
        Words(
            "期限过后请再核验一次。",
            "Check again after that day.",
        ).followed_by(_COMPARE),
    ),
    Reason.REASSESSMENT_OPEN: Said(
        Words(
            "这份证书真实，且今天有效。持证人应[在{day}前（含当日）]完成复核。",
            "This certificate is genuine and current today. Its reassessment is due[ by {day}].",
        ),
        Words(
            "期限过后请再核验一次。",
            "Check again after that day.",
        ).followed_by(_COMPARE),
    ),
}
"""One entry for each `Reason`; days stand in square brackets because a check may come without one."""
