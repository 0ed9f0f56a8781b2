"""What a person reads when there was nothing to judge; none of it says anything about a certificate."""

from verifier.input_reason import InputReason
from verifier.language import Words
from verifier.said import Said

_OTHER_WAYS = Words(
    "也可以上传证书的 PDF 或 JSON 文件，或粘贴扫码得到的完整链接。",
    "You can also upload the certificate as PDF or JSON, or paste the whole link that scanning gives.",
)
_SCAN_AGAIN = Words(
    "请重新扫描，光线充足、二维码平整并占满画面。", "Scan it again: good light, flat paper, code filling the picture."
)
_CHOOSE_AGAIN = Words("请返回重新选择文件或链接。", "Go back and choose a file or a link again.")

INPUT_WORDS: dict[InputReason, Said] = {
    InputReason.MISSING: Said(
        Words("没有收到文件或链接，或者文件是空的。", "No file and no link arrived, or the file is empty."),
        _CHOOSE_AGAIN,
    ),
    InputReason.SEVERAL: Said(
        Words("一次收到了多个文件或链接。", "More than one file or link arrived at once."),
        Words("请一次只核验一份证书。", "Check one certificate at a time."),
    ),
    InputReason.TOO_LARGE: Said(
        Words("发送的内容过大：文件最多 12 MB。", "What was sent is too large: a file may have 12 MB at most."),
        Words("请缩小照片，或上传原始证书文件。", "Send a smaller photograph, or the original certificate file."),
    ),
    InputReason.BROKEN_REQUEST: Said(
        Words("发送的内容不完整，或无法读取。", "What was sent arrived incomplete or cannot be read."),
        Words("请检查网络后重新发送。", "Check your connection and send it again."),
    ),
    InputReason.UNKNOWN_CONTENT_TYPE: Said(
        Words("请求的内容类型不在接受之列。", "The request has a content type that is not accepted."),
        Words(
            "请以 application/json 或 multipart/form-data 发送。",
            "Send application/json or multipart/form-data.",
        ),
    ),
    InputReason.NO_SUCH_ADDRESS: Said(
        Words("本网站没有这个网址。", "There is nothing at this address of this site."),
        Words("请从首页开始核验。", "Start from the first page."),
    ),
    InputReason.WRONG_METHOD: Said(
        Words("这个网址不能这样使用。", "This address cannot be used in this way."),
        Words("请从首页开始核验。", "Start from the first page."),
    ),
    InputReason.WRONG_HOST: Said(
        Words("请求使用了本网站不认识的域名。", "The request came by a host name that is not this site's."),
        Words("请从主管部门公布的网址打开本网站。", "Open this site at the address that the authority publishes."),
    ),
    InputReason.VERIFIER_FAULT: Said(
        Words("本网站自身出了故障，没有得出结论。", "This site itself failed, so there is no result."),
        Words(
            "请稍后再试；若仍然如此，请告知本网站的运营者。这不说明证书有任何问题。",
            "Please try again later; if it stays like this, tell whoever runs this site. This says nothing against "
            "the certificate.",
        ),
    ),
    InputReason.NOT_A_LINK: Said(
        Words("这段文字或这个二维码不是证书的核验链接。", "This text or QR code is not the link of a certificate."),
        Words(
            "请确认扫描的是证书上的核验二维码，并复制完整的链接。",
            "Make sure that it is the QR code printed on the certificate, and copy the whole link.",
        ),
    ),
    InputReason.LINK_UNREADABLE: Said(
        Words(
            "链接或二维码不完整、有损坏或属于更新的版本，无法读出证书。",
            "The link or QR code is cut off, damaged or of a later version, and no certificate can be read from it.",
        ),
        _SCAN_AGAIN.followed_by(_OTHER_WAYS),
    ),
    InputReason.UNKNOWN_FILE_TYPE: Said(
        Words("这种文件不能核验。", "This kind of file cannot be checked."),
        Words(
            "请上传证书的 PDF、JSON 文件，或二维码的 PNG、JPEG 图片。",
            "Upload the certificate as PDF or JSON, or a picture of its QR code as PNG or JPEG.",
        ),
    ),
    InputReason.FILE_UNREADABLE: Said(
        Words("文件已损坏，无法打开。", "The file is damaged and cannot be opened."),
        Words("请重新下载或重新拍照。", "Download it, or take the picture, once more.").followed_by(_OTHER_WAYS),
    ),
    InputReason.PDF_LOCKED: Said(
        Words("这个 PDF 设有密码，无法读取。", "This PDF is protected by a password and cannot be read."),
        Words("请上传未加密的原始文件。", "Upload the original file without a password."),
    ),
    InputReason.NO_CERTIFICATE: Said(
        Words(
            "这个 PDF 里没有附带证书数据：它可能是打印、扫描或另存的副本。",
            "This PDF does not carry a certificate's data: it may be a printed, scanned or newly saved copy.",
        ),
        Words(
            "请上传原始的 PDF，或为上面的二维码拍照后上传。",
            "Upload the original PDF, or a photograph of the QR code on it.",
        ),
    ),
    InputReason.SEVERAL_CERTIFICATES: Said(
        Words("里面有不止一份证书。", "There is more than one certificate in it."),
        Words("请一次只核验一份证书。", "Check one certificate at a time."),
    ),
    InputReason.NO_QR_CODE: Said(
        Words("图片里没有找到可以读出的二维码。", "No readable QR code was found in the picture."),
        _SCAN_AGAIN.followed_by(_OTHER_WAYS),
    ),
    InputReason.PICTURE_TOO_LARGE: Said(
        Words("图片的像素太多，无法处理。", "The picture has too many pixels to be processed."),
        Words("请缩小后再上传。", "Make it smaller and upload it again."),
    ),
}
"""One entry for each `InputReason`."""
