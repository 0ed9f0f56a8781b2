"""What a message is made of: what happened, and a step that the reader can take; the steps that many messages share."""

from dataclasses import dataclass

from verifier.language import Words


@dataclass(frozen=True, slots=True)
class Said:
    """What `happened`, and what the reader can do about it (`advice`)."""

    happened: Words
    advice: Words


NOT_THE_CERTIFICATE = Words("这不说明证书有任何问题。", "This says nothing against the certificate.")
ASK_FOR_ORIGINAL = Words(
    "请勿依据这份文件作决定。请持证人提供原始证书，或直接向颁发机构查证。",
    "Do not rely on this file. Ask the holder for the original certificate, or ask the issuing organisation directly.",
)
ASK_ISSUER = Words(
    "请勿依据这份证书作决定。请直接向颁发机构或其主管部门查证。",
    "Do not rely on this certificate. Ask the issuing organisation or its authority directly.",
)
TRY_LATER = Words("请过几分钟再试。", "Please try again in a few minutes.").followed_by(NOT_THE_CERTIFICATE)
TELL_OPERATOR = Words(
    "请稍后再试；若仍然如此，请告知本网站的运营者。",
    "Please try again later; if it stays like this, tell whoever runs this site.",
).followed_by(NOT_THE_CERTIFICATE)
NOT_TODAY = Words(
    "今天请勿以它为依据。有疑问请向颁发机构询问。",
    "Do not rely on it today. If in doubt, ask the issuing organisation.",
)
WAIT = Words(
    "今天请勿以它为依据，待结果公布后再核验一次。",
    "Do not rely on it today, and check again when the outcome is known.",
)
COMPARE = Words(
    "请把姓名与持证人的身份证件核对一致。",
    "Compare the name with the holder's identity document.",
)
