"""What a person reads for each numbered rule of docs/format.md, section 8: what it asks, and how it ended."""

from dataclasses import dataclass

from certificate.verdict import Rule
from verifier.language import Words


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What the rule is `about`, and one sentence each for passed, not passed and not run."""

    about: Words
    passed: Words
    failed: Words
    not_run: Words


RULE_WORDS: dict[Rule, RuleWords] = {
    Rule.FORM: RuleWords(
        Words("文件格式", "Form of the file"),
        Words(
            "这是一份完整的证书，写法唯一、没有多余内容。",
            "This is one whole certificate in the one accepted form, with nothing added.",
        ),
        Words(
            "这不是规定格式的证书，或者格式版本不认识。",
            "This is not a certificate in the accepted form, or its version is unknown.",
        ),
        Words("没有检查文件格式。", "The form of the file was not looked at."),
    ),
    Rule.ADDRESS: RuleWords(
        Words("登记网络", "Network"),
        Words(
            "证书写明的链和登记合约，是本网站信任的。",
            "The chain and register that the certificate names are trusted by this site.",
        ),
        Words(
            "证书写明的链和登记合约，本网站不负责。",
            "This site does not answer for the chain and register that the certificate names.",
        ),
        Words("没有查看证书写明的登记网络。", "The network that the certificate names was not looked at."),
    ),
    Rule.READING: RuleWords(
        Words("链上读取", "Reading the chain"),
        Words(
            "在同一个已最终确认的区块上，完整读到了链上的登记。",
            "The register was read completely, at one final and recent block.",
        ),
        Words("没有读到可以依据的链上登记。", "The register could not be read in a way that can be relied on."),
        Words("没有读取链上的登记。", "The register was not read."),
    ),
    Rule.ANCHORED: RuleWords(
        Words("批次登记", "Registration"),
        Words("链上登记了证书所在的批次。", "The register holds the batch that the certificate belongs to."),
        Words(
            "链上没有有效地登记证书所写的批次。",
            "The register does not validly hold the batch that the certificate names.",
        ),
        Words("没有查找证书所在的批次。", "The batch was not looked up."),
    ),
    Rule.INCLUSION: RuleWords(
        Words("属于该批次", "Part of the batch"),
        Words("这份证书正是该批次中的一份，一字不差。", "This very certificate, to the letter, is part of that batch."),
        Words("这份文件不属于它所写的批次。", "This file is not part of the batch that it names."),
        Words("没有核对它是否属于该批次。", "Whether it is part of the batch was not checked."),
    ),
    Rule.SIGNATURE: RuleWords(
        Words("数字签名", "Signature"),
        Words("签署之后内容没有改动。", "The content has not changed since it was signed."),
        Words("内容与签名不符。", "The content does not match the signature."),
        Words("没有核对签名。", "The signature was not checked."),
    ),
    Rule.KEY: RuleWords(
        Words("签署密钥", "Signing key"),
        Words(
            "登记之时，这把密钥确属该机构，且在使用期内。",
            "When it was registered, the key was that organisation's and in force.",
        ),
        Words(
            "登记之时，这把密钥不是该机构有效的密钥。",
            "When it was registered, the key was not a valid key of that organisation.",
        ),
        Words("没有核对签署密钥。", "The signing key was not checked."),
    ),
    Rule.IDENTITY: RuleWords(
        Words("颁发机构", "Issuer"),
        Words(
            "颁发机构的名称、标识和网址，与获得认可的一致。",
            "The issuer's name, identifier and web address are those accredited.",
        ),
        Words(
            "颁发机构的名称、标识或网址，与获得认可的不一致。",
            "The issuer's name, identifier or web address is not the one accredited.",
        ),
        Words("没有核对颁发机构。", "The issuing organisation was not checked."),
    ),
    Rule.SCOPE: RuleWords(
        Words("标准与等级", "Standard and level"),
        Words(
            "该机构当时获准就这一标准、这一等级颁发证书。",
            "The organisation was accredited for this standard and level at that time.",
        ),
        Words(
            "证书上的标准、等级或日期，与登记时的不一致。",
            "The standard, level or dates are not those the batch was registered for.",
        ),
        Words("没有核对标准与等级。", "The standard and level were not checked."),
    ),
    Rule.HOLDS: RuleWords(
        Words("机构审查", "Holds"),
        Words(
            "没有针对该机构或其认可单位的暂缓使用。",
            "There is no hold on the organisation or on the body that accredited it.",
        ),
        Words(
            "该机构或其认可单位正在接受审查，暂缓使用。",
            "The organisation, or the body that accredited it, is under a hold.",
        ),
        Words("没有查看是否有机构审查。", "Holds were not looked at."),
    ),
    Rule.STATUS: RuleWords(
        Words("今天的状态", "Status today"),
        Words(
            "按链上对其登记位置的记录，今天有效，没有待办事项。",
            "By what the register records for its address, it is current today and nothing is due.",
        ),
        Words(
            "按链上对其登记位置的记录，今天的状态另有说明。",
            "By what the register records for its address, there is something to note about today.",
        ),
        Words("没有查看今天的状态。", "The status today was not looked at."),
    ),
    Rule.PROCESS: RuleWords(
        Words("考核过程", "Assessment"),
        Words(
            "链上记录表明：先锁定考生名单，再锁定成绩、公示、作出发证决定，最后才登记证书。",
            "By the ledger's times, the roster was locked first, then the scores; they were published and decided on, "
            "and only then were certificates registered.",
        ),
        Words(
            "证书背后的考核场次，在链上的记录不完整、不相符，或者目前不能作为依据。",
            "What the ledger records of the assessment behind it is incomplete, does not fit, or cannot be relied on "
            "today.",
        ),
        Words("没有查看考核过程的记录。", "The record of the assessment was not looked at."),
    ),
}
"""One entry for each `Rule`."""
