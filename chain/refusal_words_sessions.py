"""What each custom error of the assessment's contracts means and what to do, in English and in Chinese."""

RULES: dict[int, tuple[str, str]] = {
    0: ("the ledger's own count", "账本自身计数"),
    1: ("R1, the organisation is accredited", "R1 机构须获认可"),
    2: ("R2, the site is accredited and large enough", "R2 场地须获认可且容量足够"),
    3: ("R3, the standard version is in force", "R3 标准版本须有效"),
    4: ("R4, the account has the role", "R4 账户须有职责"),
    5: ("R5, the volume cap", "R5 数量上限"),
    7: ("R7, plans are filed early; plan a later start", "R7 计划须提前备案；请推迟开始时间"),
    8: ("R8, the roster is locked early and never grows", "R8 名册须提前锁定且不得增加"),
    9: ("R9, nobody counts who is not in the roster and passed", "R9 名册外或未通过者不得计入"),
    14: ("R14, everybody declares conflicts of interest first", "R14 须先申报利益冲突"),
    19: ("R19, every paper is sealed before", "R19 试卷须事先封存"),
    20: ("R20, a paper is opened on time; wait", "R20 试卷须按时启封；请等待"),
    22: ("R22, everybody is identified", "R22 须核验身份"),
    23: ("R23, parts begin before they end", "R23 科目须先开始后结束"),
    24: ("R24, every incident is closed", "R24 事件须全部处理完毕"),
    25: ("R25, all responses of those present are sealed", "R25 到场者的答卷须全部封存"),
    26: ("R26, marking follows the sealing", "R26 封存后方可评分"),
    27: ("R27, marks are given blind and all revealed", "R27 独立评分并全部公开"),
    28: ("R28, who marked does not settle", "R28 评分人不得裁定"),
    30: ("R30, two others correct a score", "R30 成绩更正须由另外两人签署"),
    32: ("R32, every candidate has a result", "R32 每名考生须有结果"),
    33: ("R33, results stand in public first; wait", "R33 结果须先公示；请等待"),
    34: ("R34, open appeals are decided by others first", "R34 申诉须先由他人裁决"),
    35: ("R35, who examined does not decide", "R35 考评人员不得作认定决定"),
    38: ("R38, issues are reported", "R38 发证须上报"),
    39: ("R39, an issue is reported before it is archived", "R39 归档前须先上报"),
}
"""What a rule demands, by its number; a test compares this list with the guards."""

LEDGER_WORDS: dict[str, tuple[str, str]] = {
    "AssessmentLedgerAlreadyDone": (
        "number {number} was done before and is done once (rule {rule})",
        "编号 {number} 已完成，只能进行一次（规则 {rule}）",
    ),
    "AssessmentLedgerBatchInvalid": (
        "one transaction records 1 to 64 events, each with two places for signatures",
        "一次可记录 1 至 64 个事件，每个事件附两个签名位",
    ),
    "AssessmentLedgerClaimedInFuture": (
        "the claimed time {claimedAt} is more than five minutes ahead of the chain; correct the device's clock",
        "所称时间 {claimedAt} 超前链上时间五分钟以上；请校正设备时钟",
    ),
    "AssessmentLedgerCommitmentMissing": (
        "{code} has records; give the commitment to them",
        "{code} 含有记录；须附其承诺值",
    ),
    "AssessmentLedgerConflictDeclared": (
        "somebody declared a conflict of interest (rule R14); assign the staff anew, and let everybody declare again",
        "有人申报了利益冲突（规则 R14）；请重新派员并重新申报",
    ),
    "AssessmentLedgerFiguresInvalid": (
        "the figures {figures} of {code} have bits that no field has; update the software",
        "{code} 的数字 {figures} 含有未定义的位；请更新软件",
    ),
    "AssessmentLedgerHeld": (
        "session {session} is held; only release, void, waiver, evidence order and a supervisor's check-out are taken",
        "场次 {session} 被暂停；仅接受解除、作废、豁免、调取证据及督导签退",
    ),
    "AssessmentLedgerLatenessNotWaived": (
        "something was late ({late}) and the regulator did not waive it; ask for a waiver with the reason",
        "存在未获豁免的逾期（{late}）；请向监管方说明原因并申请豁免",
    ),
    "AssessmentLedgerNoTerms": (
        "no terms are set for standard number {standardNo}, and none for all; the root authority sets some",
        "标准编号 {standardNo} 未设条款，也无通用条款；由最高机构设定",
    ),
    "AssessmentLedgerNonceUsed": (
        "account {actor} used nonce {nonce} here, or it is not 0 to 199; it was recorded before, or sign it anew",
        "账户 {actor} 在本场次已使用随机数 {nonce}，或其不在 0 至 199 之间；事件或已记录，否则请重新签名",
    ),
    "AssessmentLedgerNotAContract": (
        "there is no fitting contract at {registry}; deploy accreditation and personnel registry first",
        "{registry} 处没有相符的合约；请先部署认可登记合约和人员登记合约",
    ),
    "AssessmentLedgerNotEmployed": (
        "account {account} is not employed by organisation {organisation}, whose own people file its plans",
        "账户 {account} 不是机构 {organisation} 的雇员；计划须由其本机构人员备案",
    ),
    "AssessmentLedgerNotHeld": ("session {session} is not held", "场次 {session} 未被暂停"),
    "AssessmentLedgerNotInRoster": (
        "leaf {index} with this account is not in the locked roster; take the proof from your roster entry",
        "锁定名册中没有第 {index} 叶与此账户；请使用本人名册证明",
    ),
    "AssessmentLedgerNotRegulator": (
        "account {account} is neither the accreditor of this organisation nor the root authority (rule R4)",
        "账户 {account} 既不是该机构的认可机构，也不是最高机构（规则 R4）",
    ),
    "AssessmentLedgerNotRootAuthority": (
        "account {caller} is not the root authority, which alone publishes and sets terms",
        "账户 {caller} 不是最高机构，只有最高机构可发布和设定条款",
    ),
    "AssessmentLedgerNotSeparate": (
        "account {account} cannot sign this: two persons must, or it did what excludes it ({rule}); let another sign",
        "账户 {account} 不能签署：须两人签署，或其此前职责与此冲突（{rule}）；请由他人签署",
    ),
    "AssessmentLedgerNotYet": (
        "something has to come before (number {number}; rule {rule})",
        "须先完成前置步骤（编号 {number}；规则 {rule}）",
    ),
    "AssessmentLedgerNumberTooLarge": (
        "the number {value} is too large for the ledger: there were too many events of one kind in this session",
        "数值 {value} 超出账本容量：本场次同类事件过多",
    ),
    "AssessmentLedgerOtherAccreditor": (
        "account {account} is an independent person of accreditor {accreditor}, not of this organisation's (rule R4)",
        "账户 {account} 是认可机构 {accreditor} 的独立人员，与本机构的认可机构不同（规则 R4）",
    ),
    "AssessmentLedgerOtherSession": (
        "organisation and nonce do not give session {session}; sign the plan with the session's own id",
        "机构与随机数得不出场次 {session}；请用场次自身编号签署计划",
    ),
    "AssessmentLedgerOtherSubject": (
        "this is of organisation {organisation}, standard number {standardNo}, level {level}, and the session is not",
        "此批属于机构 {organisation}、标准编号 {standardNo}、第 {level} 级，与场次不符",
    ),
    "AssessmentLedgerOtherWay": (
        "{code} is not recorded like other events: plans are filed, appeals of candidates lodged, issues anchored",
        "{code} 不以普通方式记录：计划须备案，考生申诉须提交，发证须上链",
    ),
    "AssessmentLedgerOutOfRange": (
        "the number {value} is not possible here: at least {least}, at most {most} (rule {rule})",
        "数值 {value} 在此处不可能：至少 {least}，至多 {most}（规则 {rule}）",
    ),
    "AssessmentLedgerSecondSignature": (
        "{code} is signed by exactly as many persons as its rule says, two or one",
        "{code} 的签署人数须符合规定：两人或一人",
    ),
    "AssessmentLedgerSignatureInvalid": (
        "signature {place} (0 first, 1 second) is none; sign the message again",
        "第 {place} 个签名（0 为第一，1 为第二）无效；请重新签署",
    ),
    "AssessmentLedgerTooEarly": (
        "this may happen from {earliest} on (rule {rule})",
        "须自 {earliest} 起方可进行（规则 {rule}）",
    ),
    "AssessmentLedgerUnknownTerms": (
        "there are no terms with number {termsNo}; publish them first",
        "没有编号为 {termsNo} 的条款；请先发布",
    ),
    "AssessmentLedgerVoided": ("session {session} was voided", "场次 {session} 已作废"),
    "AssessmentLedgerWrongState": (
        "the session stands at {state}, where {code} is not taken; see what comes before in docs/assessment.md",
        "场次处于 {state}，不接受 {code}；前置步骤见 docs/assessment.md",
    ),
}
"""Errors of the AssessmentLedger; placeholders are the names of the error's values."""

PERSONNEL_WORDS: dict[str, tuple[str, str]] = {
    "PersonnelRegistryAccountCompromised": (
        "account {account} is compromised since {since} (rule R4); the person needs another account",
        "账户 {account} 自 {since} 起视为泄露（规则 R4）；该人员须更换账户",
    ),
    "PersonnelRegistryAccountUsed": (
        "account {account} is or was person {person}'s; an account is never used twice, make a new one",
        "账户 {account} 属于或曾属于人员 {person}；账户不得重复使用，请新建",
    ),
    "PersonnelRegistryCompromiseInvalid": (
        "a compromise begins at a time that is past and only moves earlier, not to {since}",
        "泄露时间须为过去且只能提前，不能为 {since}",
    ),
    "PersonnelRegistryDatesReversed": (
        "the dates end at {until}, which is not after their beginning {from}",
        "日期止于 {until}，不晚于开始时间 {from}",
    ),
    "PersonnelRegistryNoSuchPerson": ("there is no person {person}", "没有人员 {person}"),
    "PersonnelRegistryNotAContract": (
        "there is no accreditation registry at {accreditation}; deploy it first",
        "{accreditation} 处没有认可登记合约；请先部署",
    ),
    "PersonnelRegistryNotAccreditor": (
        "account {caller} is neither the active accreditor {accreditor} nor the root authority",
        "账户 {caller} 既不是有效的认可机构 {accreditor}，也不是最高机构",
    ),
    "PersonnelRegistryOtherEmployer": (
        "account {account} is employed by organisation {employer}, another one (rule R4)",
        "账户 {account} 受雇于另一机构 {employer}（规则 R4）",
    ),
    "PersonnelRegistryPersonOutsideDates": (
        "account {account} acts from {from} until {until} only (rule R4); the accreditor sets other dates",
        "账户 {account} 的有效期为 {from} 至 {until}（规则 R4）；由认可机构另设日期",
    ),
    "PersonnelRegistryRoomTooSmall": (
        "room {room} of site {site} has {seats} seats (rule R2); use more rooms, or correct the room",
        "场地 {site} 的 {room} 号考场有 {seats} 个座位（规则 R2）；请增加考场或更正考场号",
    ),
    "PersonnelRegistryRoomsInvalid": (
        "rooms are numbered from 1, each with its seats",
        "考场自 1 起编号，每个考场附座位数",
    ),
    "PersonnelRegistrySiteNotActive": (
        "site {site} is suspended, withdrawn or outside its dates (rule R2)",
        "场地 {site} 已暂停、撤销或不在有效期内（规则 R2）",
    ),
    "PersonnelRegistrySiteOfOther": (
        "site {site} belongs to accreditor {accreditor}, another one than the organisation's (rule R2)",
        "场地 {site} 属于另一认可机构 {accreditor}（规则 R2）",
    ),
    "PersonnelRegistrySiteOutOfScope": (
        "site {site} is not accredited for level {level} of standard family {family} (rule R2)",
        "场地 {site} 未获标准 {family} 第 {level} 级的认可（规则 R2）",
    ),
    "PersonnelRegistryUnknownAccount": (
        "account {account} is nobody's (rule R4); the accreditor registers the person",
        "账户 {account} 未登记（规则 R4）；由认可机构登记该人员",
    ),
    "PersonnelRegistryUnknownAccreditor": ("there is no accreditor {accreditor}", "没有认可机构 {accreditor}"),
    "PersonnelRegistryUnknownRoles": (
        "{roles} is no set of roles; roles are bits 0 to 10, and at least one",
        "{roles} 不是角色集合；角色为第 0 至 10 位，至少一个",
    ),
    "PersonnelRegistryUnknownSite": ("there is no site {site}", "没有场地 {site}"),
    "PersonnelRegistryWrongEmployer": (
        "organisation {employer} does not belong to accreditor {accreditor}, which registers its own only",
        "机构 {employer} 不属于认可机构 {accreditor}；只能登记本认可机构的机构",
    ),
    "PersonnelRegistryWrongRole": (
        "account {account} has the roles {roles} and needs one of {needed} (rule R4); let another person sign",
        "账户 {account} 的角色为 {roles}，须有 {needed} 之一（规则 R4）；请由他人签署",
    ),
    "PersonnelRegistryWrongStanding": (
        "this change does not fit the present standing {current} (1 active, 2 suspended, 3 withdrawn)",
        "该变更与当前状态 {current} 不符（1 有效，2 暂停，3 撤销）",
    ),
    "PersonnelRegistryZeroAccount": ("an account is needed, not the zero address", "须提供账户，不能是零地址"),
}
"""Errors of the PersonnelRegistry."""
