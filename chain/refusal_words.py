"""What each custom error of the contracts means, in English and in Chinese; a test compares this list with the ABIs."""

WORDS: dict[str, tuple[str, str]] = {
    "AccreditationRegistryAccountTaken": (
        "account {account} already speaks for accreditor {accreditor}; choose another account",
        "账户 {account} 已代表认可机构 {accreditor}；请换一个账户",
    ),
    "AccreditationRegistryAccreditorHeld": (
        "accreditor {accreditor} is under a hold until {until}; wait for due process to end",
        "认可机构 {accreditor} 处于暂停调查状态，至 {until}；请等待程序结束",
    ),
    "AccreditationRegistryAccreditorOutOfScope": (
        "accreditor {accreditor} no longer has level {level} of standard family {family} in its scope",
        "认可机构 {accreditor} 的范围已不含标准 {family} 第 {level} 级",
    ),
    "AccreditationRegistryAccreditorOutsideDates": (
        "accreditor {accreditor} may act from {from} until {until} only, and the chain's time is outside these dates",
        "认可机构 {accreditor} 的有效期为 {from} 至 {until}，链上时间不在其中",
    ),
    "AccreditationRegistryAccreditorSuspended": (
        "accreditor {accreditor} is suspended",
        "认可机构 {accreditor} 已被暂停",
    ),
    "AccreditationRegistryAccreditorWithdrawn": (
        "accreditor {accreditor} was withdrawn for ever",
        "认可机构 {accreditor} 已被永久撤销",
    ),
    "AccreditationRegistryAlreadyCompromised": (
        "the key already counts as compromised since {since}; the date only ever moves earlier",
        "该密钥自 {since} 起已视为泄露；日期只能提前",
    ),
    "AccreditationRegistryAlreadyConnected": (
        "the certificate registry {registry} was connected before",
        "证书登记合约 {registry} 此前已接入",
    ),
    "AccreditationRegistryAlreadyRetired": (
        "the key is already retired at {retiredAt}; its retirement only ever moves earlier",
        "该密钥已定于 {retiredAt} 停用；停用时间只能提前",
    ),
    "AccreditationRegistryAlreadySuperseded": (
        "this standard version already ceases to be in force at {since}",
        "该标准版本已定于 {since} 失效",
    ),
    "AccreditationRegistryCapExceeded": (
        "organisation {organisation} has {volume} candidates in the rolling year: {amount} more pass its cap {cap}",
        "机构 {organisation} 的滚动年度考生数为 {volume}，再增加 {amount} 将超过上限 {cap}",
    ),
    "AccreditationRegistryDatesReversed": (
        "the dates end at {until}, which is not after their beginning {from}",
        "日期止于 {until}，不晚于开始时间 {from}",
    ),
    "AccreditationRegistryDidLength": (
        "the DID has {length} bytes; 1 to 255 are allowed",
        "DID 长度为 {length} 字节；允许 1 至 255 字节",
    ),
    "AccreditationRegistryEmptyFamily": ("a family of standards must not be zero", "标准代码不能为零"),
    "AccreditationRegistryEmptyKey": ("a signing key must not be zero", "签名密钥不能为零"),
    "AccreditationRegistryEmptyPossession": (
        "a key is registered together with its proof of possession",
        "登记密钥须同时提交持有证明",
    ),
    "AccreditationRegistryEmptyProfile": ("the profile commitment must not be zero", "机构资料承诺值不能为零"),
    "AccreditationRegistryEmptyStandard": (
        "a standard needs a family and a version other than zero",
        "标准须有非零的代码和版本",
    ),
    "AccreditationRegistryHoldByRoot": (
        "hold {index} was placed by the root authority, and only the root authority lifts it",
        "第 {index} 号暂停由最高机构作出，只能由其解除",
    ),
    "AccreditationRegistryHoldEnded": ("this hold ended at {endedAt} already", "该暂停已于 {endedAt} 结束"),
    "AccreditationRegistryHoldSinceInvalid": (
        "a hold begins at a time that is past, not at {since}",
        "暂停的起始时间须为过去的时间，而不是 {since}",
    ),
    "AccreditationRegistryKeyExists": (
        "organisation {organisation} registered the key {key} before; a key is never registered again, make a new one",
        "机构 {organisation} 此前已登记密钥 {key}；密钥不得重复登记，请生成新密钥",
    ),
    "AccreditationRegistryLevelNotInStandard": (
        "the standard with number {standardNo} has no level {level}",
        "标准编号 {standardNo} 没有第 {level} 级",
    ),
    "AccreditationRegistryNoSuchProposal": (
        "nobody proposed {since} as the date of compromise; the authority proposes first",
        "无人提议以 {since} 为泄露日期；须先由主管机构提议",
    ),
    "AccreditationRegistryNotAContract": (
        "there is no contract at {registry}; deploy the certificate registry first",
        "{registry} 处没有合约；请先部署证书登记合约",
    ),
    "AccreditationRegistryNotAccreditor": (
        "account {caller} is neither accreditor {accreditor} nor the root authority",
        "账户 {caller} 既不是认可机构 {accreditor}，也不是最高机构",
    ),
    "AccreditationRegistryNotAdministration": (
        "account {caller} neither administers organisation {organisation} nor is its accreditor or the root authority",
        "账户 {caller} 不是机构 {organisation} 的管理账户，也不是其认可机构或最高机构",
    ),
    "AccreditationRegistryNotAnchoringAccount": (
        "account {account} is no anchoring account of organisation {organisation}; its administration adds one",
        "账户 {account} 不是机构 {organisation} 的上链账户；请由其管理账户添加",
    ),
    "AccreditationRegistryNotConnected": (
        "the certificate registry {registry} is not, or no longer, connected; the root authority connects one",
        "证书登记合约 {registry} 未接入或已关闭；由最高机构接入",
    ),
    "AccreditationRegistryNotEarlier": (
        "an earlier date of compromise lies in the past, and {since} does not",
        "提前的泄露日期须为过去的时间，而 {since} 不是",
    ),
    "AccreditationRegistryNotProposedRootAuthority": (
        "account {caller} was not proposed as root authority",
        "账户 {caller} 未被提名为最高机构",
    ),
    "AccreditationRegistryNotPublisher": (
        "account {caller} may not publish or supersede standards of family {family}",
        "账户 {caller} 无权发布或废止标准 {family}",
    ),
    "AccreditationRegistryNotRootAuthority": (
        "account {caller} is not the root authority",
        "账户 {caller} 不是最高机构",
    ),
    "AccreditationRegistryOrganisationHeld": (
        "organisation {organisation} is under a hold until {until}; wait for due process to end",
        "机构 {organisation} 处于暂停调查状态，至 {until}；请等待程序结束",
    ),
    "AccreditationRegistryOrganisationOutsideDates": (
        "organisation {organisation} is accredited from {from} until {until}, and the present is outside these dates",
        "机构 {organisation} 的认可有效期为 {from} 至 {until}，链上时间不在其中",
    ),
    "AccreditationRegistryOrganisationSuspended": (
        "organisation {organisation} is suspended",
        "机构 {organisation} 已被暂停",
    ),
    "AccreditationRegistryOrganisationWithdrawn": (
        "the accreditation of organisation {organisation} was withdrawn",
        "机构 {organisation} 的认可已被撤销",
    ),
    "AccreditationRegistryOutOfScope": (
        "organisation {organisation} is not accredited for level {level} of standard family {family} at present",
        "机构 {organisation} 目前未获标准 {family} 第 {level} 级的认可",
    ),
    "AccreditationRegistryOutsideParentDates": (
        "the dates {from} to {until} go beyond those of the one who grants them",
        "日期 {from} 至 {until} 超出授予方的有效期",
    ),
    "AccreditationRegistryOutsideParentScope": (
        "the levels {levels:#b} of family {family} go beyond the levels {allowed:#b} of the accreditor",
        "标准 {family} 的级别 {levels:#b} 超出认可机构的级别 {allowed:#b}",
    ),
    "AccreditationRegistryRolesInConflict": (
        "account {account} cannot both administer and anchor; use two accounts",
        "账户 {account} 不能同时管理和上链；请使用两个账户",
    ),
    "AccreditationRegistrySamePerson": (
        "account {caller} proposed this; a second person confirms it",
        "账户 {caller} 是提议人；须由第二人确认",
    ),
    "AccreditationRegistryStandardExists": (
        "the standard version {version} was published before and cannot be changed",
        "标准版本 {version} 此前已发布，不可更改",
    ),
    "AccreditationRegistryStandardNotInForce": (
        "the standard version {version} is in force from {from} until {until} only",
        "标准版本 {version} 仅在 {from} 至 {until} 期间有效",
    ),
    "AccreditationRegistryStandardTermsInvalid": (
        "a standard needs levels, an offset between -12 and +14 hours, and make-up and lead within its interval",
        "标准须有级别、-12 至 +14 小时之间的时差，补测期和提前期须在复评周期内",
    ),
    "AccreditationRegistryTimeInPast": ("the time {time} is past", "时间 {time} 已过去"),
    "AccreditationRegistryUnknownAccreditor": ("there is no accreditor {accreditor}", "没有认可机构 {accreditor}"),
    "AccreditationRegistryUnknownHold": ("there is no hold {index} on this subject", "该对象没有第 {index} 号暂停"),
    "AccreditationRegistryUnknownKey": (
        "organisation {organisation} never registered the key {key}",
        "机构 {organisation} 从未登记密钥 {key}",
    ),
    "AccreditationRegistryUnknownOrganisation": (
        "there is no organisation {organisation}",
        "没有机构 {organisation}",
    ),
    "AccreditationRegistryUnknownRole": (
        "{roles} is no role; 1 administers, 2 anchors, 0 takes the role away",
        "{roles} 不是角色；1 为管理，2 为上链，0 为取消",
    ),
    "AccreditationRegistryUnknownStandard": (
        "no standard version {version} was published here",
        "此处未发布标准版本 {version}",
    ),
    "AccreditationRegistryUnknownSubject": (
        "a hold is placed on an organisation (1) or an accreditor (2), not on {subject}",
        "暂停的对象为机构 (1) 或认可机构 (2)，而不是 {subject}",
    ),
    "AccreditationRegistryWrongStanding": (
        "this change does not fit the present standing {current} (1 active, 2 suspended, 3 withdrawn)",
        "该变更与当前状态 {current} 不符（1 有效，2 暂停，3 撤销）",
    ),
    "AccreditationRegistryZeroAddress": ("an account is needed, not the zero address", "须提供账户，不能是零地址"),
    "CertificateRegistryBeyondBatch": (
        "certificate {index} was selected and the batch has only {size}",
        "选中了第 {index} 份证书，而该批次只有 {size} 份",
    ),
    "CertificateRegistryCaseClosed": ("the case {caseId} is closed", "案件 {caseId} 已结案"),
    "CertificateRegistryCaseExists": ("the very same notice was given before", "相同的通知此前已发出"),
    "CertificateRegistryDayInFuture": (
        "a revocation takes effect today or earlier, not on {effectiveDay}",
        "撤销须自今日或更早生效，而不是 {effectiveDay}",
    ),
    "CertificateRegistryDayInPast": (
        "a cancellation takes effect today or later, not on {effectiveDay}",
        "注销须自今日或以后生效，而不是 {effectiveDay}",
    ),
    "CertificateRegistryDayNotToday": (
        "a suspension or its lifting takes effect today, not on {effectiveDay}",
        "暂停或恢复须自今日生效，而不是 {effectiveDay}",
    ),
    "CertificateRegistryEmptyEvidence": (
        "notice is given together with a commitment over the evidence",
        "发出通知须附证据承诺值",
    ),
    "CertificateRegistryEmptyRoot": ("the root at position {position} is zero", "第 {position} 个树根为零"),
    "CertificateRegistryNeedsCorrection": (
        "a certificate is superseded by anchoring its correction",
        "证书须通过上链更正件来取代",
    ),
    "CertificateRegistryNeedsDueProcess": (
        "a revocation needs notice, time for a reply and a second person",
        "撤销须先通知、给予答复时间并由第二人决定",
    ),
    "CertificateRegistryNotAContract": (
        "there is no contract at {ledger}; deploy the assessment ledger first",
        "{ledger} 处没有合约；请先部署考评账本合约",
    ),
    "CertificateRegistryNotCorrectable": (
        "batch {number} holds neither certificates nor corrections",
        "批次 {number} 既不是证书也不是更正件",
    ),
    "CertificateRegistryNotCurrent": (
        "certificate {index} is revoked, cancelled, superseded or suspended, and cannot be corrected",
        "第 {index} 份证书已撤销、注销、被取代或暂停，不能更正",
    ),
    "CertificateRegistryNotRootAuthority": (
        "account {caller} is not the root authority, which alone closes this registry",
        "账户 {caller} 不是最高机构，只有最高机构可关闭本登记合约",
    ),
    "CertificateRegistryNotStatusAuthority": (
        "account {caller} may not change the status of certificates of organisation {organisation}",
        "账户 {caller} 无权变更机构 {organisation} 的证书状态",
    ),
    "CertificateRegistryNothingSelected": ("no certificate was selected", "未选择任何证书"),
    "CertificateRegistryOutsideNotice": (
        "notice was not given for all of these certificates",
        "其中有证书未发出通知",
    ),
    "CertificateRegistryReplyWindowOpen": (
        "not all of these holders replied, and they may until {until}",
        "尚有持证人未答复，答复期至 {until}",
    ),
    "CertificateRegistryRoleTooNew": (
        "account {caller} got its role only after notice was given; somebody who had one before decides",
        "账户 {caller} 在发出通知之后才获得职责；须由此前已有职责的人决定",
    ),
    "CertificateRegistrySamePerson": (
        "account {caller} gave notice; another person decides",
        "账户 {caller} 发出了通知；须由另一人决定",
    ),
    "CertificateRegistrySubmissionExists": (
        "organisation {organisation} used submission {submission} of session {session} before",
        "机构 {organisation} 在场次 {session} 中已使用提交号 {submission}",
    ),
    "CertificateRegistrySuspendedByHigher": (
        "certificate {index} was suspended by a higher authority, which alone lifts it",
        "第 {index} 份证书由上级机构暂停，只能由其恢复",
    ),
    "CertificateRegistryUnknownAction": (
        "{what} is no action of this kind; 1 suspends, 2 lifts, 4 cancels",
        "{what} 不是此类操作；1 暂停，2 恢复，4 注销",
    ),
    "CertificateRegistryUnknownBatch": (
        "there is no batch {number} of organisation {organisation} in session {session}",
        "机构 {organisation} 的场次 {session} 中没有批次 {number}",
    ),
    "CertificateRegistryUnknownCase": ("no notice {caseId} was given", "没有通知 {caseId}"),
    "CertificateRegistryWrongActionNumber": (
        "the next action of this batch is not number {actionNo}; somebody else wrote meanwhile, read again and retry",
        "该批次的下一操作号不是 {actionNo}；其间有人写入，请重新读取后再试",
    ),
    "CertificateRegistryWrongKind": (
        "{kind} cannot be anchored this way; 1 is certificates, 2 is scores",
        "类型 {kind} 不能以此方式上链；1 为证书，2 为成绩",
    ),
    "CertificateRegistryWrongRootCount": (
        "a submission has 1 to 64 roots, not {roots}",
        "一次提交含 1 至 64 个树根，而不是 {roots}",
    ),
    "CertificateRegistryWrongSize": (
        "a batch has 1 to 1,024 leaves, not {size}",
        "一个批次含 1 至 1,024 个叶，而不是 {size}",
    ),
}
"""English, then Chinese; placeholders are the names of the error's values."""
