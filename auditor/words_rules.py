"""The title of every audit rule in both languages (docs/rules.md)."""

from collections.abc import Mapping
from typing import Final

from auditor.language import Words

RULE_TITLES: Final[Mapping[int, Words]] = {
    1: Words("机构在认可范围内", "Organisation in scope"),
    2: Words("站点在认可范围内", "Site in scope"),
    3: Words("标准版本有效且一致", "Standard version in force and the same throughout"),
    4: Words("签名人和角色正确", "Right signer in the right role"),
    5: Words("未超过年度容量上限", "Within the yearly cap"),
    6: Words("考评人员资质合格", "Examiners qualified"),
    7: Words("按时备案并获批准", "Filed in time and approved"),
    8: Words("名册按时锁定", "Roster locked in time"),
    9: Words("成绩和证书都出自名册", "No results from outside the roster"),
    10: Words("考生不重复、不重叠", "Candidates unique and not double-booked"),
    11: Words("报考资格已审核", "Eligibility decided"),
    12: Words("考评组人数合规", "Panel large enough and odd"),
    13: Words("监考人数合规", "Enough invigilators"),
    14: Words("利益冲突已申报并回避", "Conflicts of interest declared and avoided"),
    15: Words("考评人员轮换", "Examiners rotated"),
    16: Words("人员不同时在两处", "Nobody in two places at once"),
    17: Words("考评人员由抽签产生", "Panel drawn, not picked"),
    18: Words("外部督导全程在场", "Supervised from outside"),
    19: Words("试卷事先封存", "Papers sealed beforehand"),
    20: Words("试卷由两人按时启封", "Papers opened in time, by two"),
    21: Words("试卷没有重复使用", "Papers not used again"),
    22: Words("身份已核验", "Identity checked"),
    23: Words("考试时间合规", "Parts at their time and length"),
    24: Words("异常情况已处理", "Incidents closed"),
    25: Words("答卷按时封存", "Responses sealed in time"),
    26: Words("评分在封存之后并按时完成", "Marked after sealing and in time"),
    27: Words("多人独立背靠背评分", "Independent blind marking"),
    28: Words("评分差异已裁决", "Differences adjudicated"),
    29: Words("分数计算正确", "Arithmetic right"),
    30: Words("锁定后没有私自改分", "No silent change after the lock"),
    31: Words("合格判定正确", "Pass decisions right"),
    32: Words("每人每科都有结果", "A result for everyone and every part"),
    33: Words("公示期满", "Public notice long enough"),
    34: Words("申诉已按规定处理", "Appeals decided properly"),
    35: Words("发证决定人与考评分离", "Decision separate from examining"),
    36: Words("发证与决定一致", "The right certificates issued"),
    37: Words("发证日期没有倒签", "No certificate backdated"),
    38: Words("按时上报", "Reported in time"),
    39: Words("按时归档", "Archived in time"),
    40: Words("合格率异常", "Unusual pass rate"),
    41: Words("分数堆积在合格线上", "Scores heaped at the pass mark"),
    42: Words("评分雷同", "Copied marks"),
    43: Words("评分速度不合常理", "Marked impossibly fast"),
    44: Words("事后补记", "Written up afterwards"),
    45: Words("改分只升不降", "Corrections only upwards"),
    46: Words("自训自考", "Own pupils at the own site"),
    47: Words("评分集中于一人", "Marking concentrated on one person"),
    48: Words("记录完整、未被改动", "Records intact"),
}
"""By number of the rule."""

ACROSS_SESSIONS: Final = frozenset({5, 10, 15, 16, 21, 31, 36, 40, 47})
"""Rules that ask about other sessions: they see of those what their packages opened."""
