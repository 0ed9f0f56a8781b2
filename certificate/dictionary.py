"""Preset dictionary D1 for the DEFLATE of QR payloads: the format's constant strings (docs/format.md, section 6).

It is part of every verifier for ever: a change makes a new dictionary with a new number. DEFLATE finds later bytes with
shorter distances, so what every certificate holds stands at the end, in the order of the file.
"""

from typing import Final

D1_NUMBER: Final = 0
"""The dictionary's number in a payload; 0 while the format is version 0."""

_WORDS: Final = (
    "综合成绩不低于60分：理论知识考试占40%、技能考核占60%（最低60分）。、综合评审60分（满分100）"
    "Composite of at least 60: Written examination 40%, Practical examination 60% (at least 60)., Comprehensive review"
    "五级 初级工四级 中级工三级 高级工二级 技师一级 高级技师"
    "应用编程开发与管理运维技术人员考试中心有限公司培训教育研究集团"
    " (grade 5) (grade 4) (grade 3) Technician (grade 2) Senior technician (grade 1) "
    "application development management "
    ", Senior, Intermediate高级中级"
    '"},{"hashed":true,"identityHash":"sha256$\x01","identityType":"ext:photograph","type":"IdentityObject"}'
    '"identityType":"ext:residencePermit"identityType":"ext:passport"\x10\x11\x12\x13\x14\x15\x16\x17'
    '","validUntil":"2029-12-31T23:59:59+08:00"did:key:z6Mk.example.com.edu.cn.org.cn.com.cn'
)

_FILE: Final = (
    '{"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",'
    '"https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"],"credentialStatus":{"id":"urn:xcert:v0:eip155:31337:'
    "\x02:1:\x01:0:"
    '","statusListCredential":"https://xcert.example/status/\x11/0","statusListIndex":"1","statusPurpose":"suspension",'
    '"type":"BitstringStatusListEntry"},"credentialSubject":{"achievement":{"achievementType":"Certification","criteria":'
    '{"id":'
    '"https://xcert.example/achievements/\x01/1#criteria","narrative":"'
    "各科均须合格：理论知识考试60分（满分100）、技能考核60分（满分100）。"
    'Every part passed: Written examination 60 of 100, Practical examination 60 of 100."},'
    '"description":", Junior","humanCode":"X-","id":"'
    'https://xcert.example/achievements/\x12/1","name":"'
    ' 初级","type":["Achievement"]},"id":"urn:uuid:\x03#holder","identifier":[{"hashed":'
    'false,"identityHash":"'
    '","identityType":"name","type":"IdentityObject"},{"hashed":true,"identityHash":"sha256$\x01","identityType":'
    '"nationalIdentityNumber","type":"IdentityObject"}],"licenseNumber":"S00002600000","type":["AchievementSubject"]},"id":'
    '"urn:uuid:\x13",'
    '"issuer":{"id":"did:web:xcert.example","name":"中心","type":["Profile"],"url":"https://xcert.example"},"proof":[{"created":"2026-'
    '00:00Z","cryptosuite":"eddsa-rdfc-2022","id":"urn:uuid:\x13#issuer","proofPurpose":"assertionMethod","proofValue":"\x05",'
    '"type":"DataIntegrityProof","verificationMethod":"did:web:xcert.example#\x04"},{"cryptosuite":"xcert-merkle-2026",'
    '"previousProof":"urn:uuid:\x13#issuer","proofPurpose":"assertionMethod","proofValue":"\x06","type":"DataIntegrityProof"}],'
    '"type":["VerifiableCredential","OpenBadgeCredential"],"validFrom":"2026-01-01T00:00:00+08:00"}'
)

D1: Final = (_WORDS + _FILE).encode("utf-8")
"""The bytes of the dictionary."""
