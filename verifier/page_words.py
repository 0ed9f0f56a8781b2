"""The fixed texts of the pages, in both languages; a template asks for them by name."""

from verifier.language import Words

PAGE_WORDS: dict[str, Words] = {
    "site": Words("证书核验", "Certificate check"),
    "skip": Words("跳到正文", "Skip to the content"),
    "switch": Words("English", "中文"),
    "switch_label": Words("Switch to English", "切换到中文"),
    "start_title": Words("核验一份职业技能证书", "Check a vocational skill certificate"),
    "start_lead": Words(
        "结果直接来自链上登记和颁发机构的数字签名，无需注册，也不保存您发送的内容。",
        "The result comes straight from the register on the chain and the issuer's signature. No account is "
        "needed, and nothing "
        "you send is kept.",
    ),
    "file_title": Words("上传证书文件", "Upload the certificate"),
    "file_hint": Words(
        "PDF 原件、JSON 文件（包括学习者证明），或二维码的 PNG、JPEG 图片，最大 12 MB",
        "The original PDF, a JSON file (also a learner's proof), or a picture of the QR code as PNG or JPEG; 12 MB at "
        "most",
    ),
    "file_choose": Words("选择文件", "Choose a file"),
    "file_drop": Words("，或拖放到这里", " or drop it here"),
    "photo_title": Words("拍摄二维码", "Photograph the QR code"),
    "photo_hint": Words("光线充足，纸面平整，二维码占满画面", "Good light, flat paper, the code filling the picture"),
    "photo_choose": Words("打开相机", "Open the camera"),
    "chosen": Words("已选择", "Chosen"),
    "link_title": Words("粘贴核验链接", "Paste the link"),
    "link_label": Words("扫描证书上的二维码所得到的完整链接", "The whole link that scanning the QR code gives"),
    "check": Words("开始核验", "Check"),
    "about_title": Words("结果能说明什么", "What the result tells you"),
    "about_yes": Words(
        "证书是否由获得认可的机构、就这一标准和等级颁发，内容有没有被改动，今天是否仍然有效。",
        "Whether an accredited organisation issued it for this standard and level, whether it was altered, and "
        "whether it is "
        "current today.",
    ),
    "about_no": Words(
        "它不能说明面前的人就是持证人：请把姓名与身份证件核对一致。",
        "It does not tell whether the person in front of you is the holder: compare the name with an identity "
        "document.",
    ),
    "site_title": Words("您所在的网站", "The site you are on"),
    "site_advice": Words(
        "假证书的二维码可能会打开外观相似的假网站。请先自行打开主管部门公布的网址，再在那里上传或拍摄证书。",
        "The QR code of a forged certificate may open a look-alike of this site. Open the address that the "
        "authority publishes "
        "first, and upload or photograph the certificate there.",
    ),
    "site_compare": Words(
        "请看地址栏，它应当正好是：",
        "Look at the address bar; it should read exactly:",
    ),
    "working": Words("正在核验…", "Checking…"),
    "open_title": Words("从二维码打开", "Opened from a QR code"),
    "open_empty": Words(
        "链接里没有证书数据。请重新扫描二维码，或用下面的方法核验。",
        "This link carries no certificate. Scan the QR code again, or use one of the ways below.",
    ),
    "open_noscript": Words(
        "浏览器关闭了脚本，无法自动读取二维码里的证书。请把地址栏里的完整链接复制下来，粘贴到下面；或者上传证书文件。",
        "Scripts are switched off, so this page cannot read the certificate in the link. Copy the whole link from "
        "the address bar "
        "and paste it below, or upload the certificate.",
    ),
    "result_title": Words("核验结果", "Result"),
    "rule": Words("决定结果的检查", "Check that decided"),
    "not_shown": Words(
        "文件上写的内容没有得到证实，因此这里不显示。",
        "What the file says is not confirmed, so none of it is shown here.",
    ),
    "data_title": Words("证书内容", "The certificate"),
    "holder": Words("姓名", "Holder"),
    "achievement": Words("证书名称", "Certificate"),
    "achievement_unknown": Words("证书名称（颁发机构的表述）", "Certificate (in the issuer's words)"),
    "level": Words("等级", "Level"),
    "level_value": Words("第 {level} 级（1 级最低）", "{level} (1 is the lowest)"),
    "standard": Words("标准代码", "Standard"),
    "issuer": Words("颁发机构", "Issued by"),
    "number": Words("证书编号", "Number"),
    "issued": Words("颁发日期", "Issued on"),
    "until": Words("有效期至", "Valid until"),
    "until_none": Words("无固定期限", "No fixed end"),
    "process_title": Words("这份证书是怎样得来的", "How this certificate came about"),
    "process_hint": Words(
        "每一步都由有关人员签名后写入链上，这里的时间是区块的时间；事后不能补写，也不能改动。",
        "Those responsible signed each step, and the chain recorded it at the time given here. None can be put in or "
        "changed afterwards.",
    ),
    "roster_locked": Words("考生名单锁定", "Roster locked"),
    "scores_locked": Words("成绩锁定", "Scores locked"),
    "decided": Words("作出发证决定", "Decision to issue"),
    "anchored": Words("证书登记", "Certificate registered"),
    "proof_title": Words("学习者证明", "Learner's proof"),
    "proof_data": Words("链上锁定的内容", "What was locked on the ledger"),
    "proof_roster": Words("考生名单锁定", "Roster locked"),
    "proof_scores": Words("成绩锁定", "Scores locked"),
    "proof_correction": Words("成绩更正", "Scores corrected"),
    "proof_decision": Words("发证决定", "Decision"),
    "proof_step": Words("{time}，第 {block} 号区块", "{time}, block {block}"),
    "proof_candidate": Words("考生代号", "Pseudonym"),
    "network_title": Words("结果的依据", "What the result rests on"),
    "network": Words("登记网络", "Network"),
    "network_test": Words("测试网络", "test network"),
    "read_at": Words("读取的区块", "Block read"),
    "read_at_value": Words("第 {block} 号，{time}", "No. {block}, {time}"),
    "judged_at": Words("核验时间", "Checked at"),
    "test_banner": Words(
        "测试网络（{name}）：这个结果仅供测试，不能作为任何依据",
        "Test network ({name}): this result is for testing only and proves nothing",
    ),
    "checks_title": Words("逐项检查", "Checks"),
    "checks_count": Words("{passed} / {all} 项通过", "{passed} of {all} passed"),
    "retry": Words("再试一次", "Try again"),
    "again": Words("核验另一份证书", "Check another certificate"),
    "home": Words("回到首页", "To the first page"),
    "footer": Words(
        "本网站不使用 Cookie，不记录姓名，也不保存上传的内容。",
        "This site sets no cookies, logs no names and keeps nothing that is uploaded.",
    ),
}
"""One entry for each text that a template names; a test finds entries that no template uses."""
