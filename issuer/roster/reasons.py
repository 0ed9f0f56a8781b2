"""Every reason to refuse a row, in one table."""

import enum


class Reason(enum.Enum):
    """A reason to refuse a row: what machines read, then what to do, in English and in Chinese.

    The name of the member is the stable code.
    """

    MISSING_NAME = ("missing name", "Enter the candidate's name.", "请填写姓名。")
    NAME_IS_FORMULA = (
        "name is a spreadsheet formula",
        "Enter the name as text; it must not begin with =, +, -, @ or a tab.",
        "请以文本填写姓名；姓名不能以 =、+、-、@ 或制表符开头。",
    )
    CONTROL_IN_NAME = (
        "control character in name",
        "Type the name anew: it holds an invisible character.",
        "请重新输入姓名：其中含有不可见字符。",
    )
    PRIVATE_IN_NAME = (
        "private-use character in name",
        "Type the name with the standard (Unicode) form of its rare character.",
        "姓名中的生僻字使用了自造字编码，请改用标准（Unicode）字形重新输入。",
    )
    FOREIGN_IN_NAME = (
        "character not allowed in name",
        "Use letters, spaces, hyphens, apostrophes, full stops and the middle dot only.",
        "姓名只能使用文字、空格、连字符、撇号、句点和间隔号。",
    )
    NAME_TOO_LONG = ("name too long", "Shorten the name to 64 characters.", "姓名不能超过 64 个字符。")
    MISSING_ID_TYPE = ("missing id type", "Enter 201, 203 or 205.", "请填写证件类型：201、203 或 205。")
    UNKNOWN_ID_TYPE = (
        "unknown id type",
        "Use 201 (resident identity card), 203 (residence permit) or 205 (passport).",
        "请使用 201（居民身份证）、203（居留类证件）或 205（护照）。",
    )
    MISSING_ID_NUMBER = ("missing id number", "Enter the number of the document.", "请填写证件号码。")
    ID_ROUNDED = (
        "id number rounded by a spreadsheet",
        "Format the column as text and enter the number again: its last digits are lost.",
        "证件号码已被电子表格舍入，末位数字丢失；请将该列设为文本格式后重新填写。",
    )
    ID_LENGTH = ("id length", "A resident identity number has 18 characters.", "居民身份证号码应为 18 位。")
    ID_CHARACTERS = (
        "id characters",
        "An identity number has 17 digits and a last digit or X.",
        "身份证号码应为 17 位数字加末位数字或 X。",
    )
    ID_BIRTH_DATE = (
        "id birth date",
        "Check digits 7 to 14: they are no possible date of birth.",
        "请核对第 7 至 14 位：不是有效的出生日期。",
    )
    ID_CHECK_DIGIT = (
        "id check digit",
        "Compare the number with the document: a digit is wrong.",
        "校验码不符：请对照证件核对号码。",
    )
    ID_PATTERN = (
        "id number pattern",
        "Compare the number with the document: it is not one of its type.",
        "号码格式与证件类型不符：请对照证件核对。",
    )
    MISSING_STANDARD = ("missing standard", "Enter the code of the standard.", "请填写标准代码。")
    UNKNOWN_STANDARD = (
        "unknown standard",
        "Use the code of a published standard, such as X-WEB.",
        "请使用已发布的标准代码，例如 X-WEB。",
    )
    MISSING_LEVEL = ("missing level", "Enter the level, 1 being the lowest.", "请填写等级，1 为最低等级。")
    LEVEL_NOT_NUMBER = (
        "level is not a number",
        "Enter the level as a number, 1 being the lowest.",
        "请用数字填写等级，1 为最低等级。",
    )
    LEVEL_UNKNOWN = (
        "level not in the standard",
        "Use a level that the standard has; 1 is the lowest.",
        "该标准没有此等级；1 为最低等级。",
    )
    MISSING_MARK = (
        "missing mark",
        "Enter the mark, or 缺考 (absent).",
        "请填写成绩；未参加考试的填“缺考”。",
    )
    MARK_NOT_NUMBER = (
        "mark is not a number",
        "Enter digits, with a point before decimals, or 缺考 (absent).",
        "成绩应为数字，小数用小数点；未参加考试的填“缺考”。",
    )
    MARK_DECIMALS = ("mark has more than two decimals", "Give two decimals at most.", "成绩最多保留两位小数。")
    MARK_BELOW_ZERO = ("mark below zero", "Enter a mark of 0 or more.", "成绩不能小于 0。")
    MARK_ABOVE_MAXIMUM = (
        "mark above maximum",
        "Enter a mark up to the part's maximum.",
        "成绩超过该科满分，请核对。",
    )
    MARK_NOT_DUE = (
        "mark for a part not assessed at this level",
        "Leave the cell empty, or check the level.",
        "该等级不考核此科：请清空该单元格或核对等级。",
    )
    MISSING_TICKET = ("missing admission ticket", "Enter the admission ticket.", "请填写准考证号。")
    TICKET_PATTERN = (
        "admission ticket pattern",
        "Use 1 to 32 letters, digits, hyphens and underscores.",
        "准考证号应为 1 至 32 位字母、数字、连字符或下划线。",
    )
    INSTITUTION_TEXT = (
        "institution is not plain text",
        "Type the institution anew, without formulas and invisible characters, in at most 100 characters.",
        "请重新输入培训院校：不能含公式或不可见字符，且不超过 100 个字符。",
    )
    CELL_IS_FORMULA = (
        "cell is a spreadsheet formula",
        "Replace the formula with its value.",
        "请将公式替换为数值。",
    )
    STRAY_CELLS = (
        "more cells than columns",
        "Look for a separator too many: the row has cells beyond the last title.",
        "该行单元格多于表头，请检查是否多了分隔符。",
    )
    DUPLICATE_PERSON = (
        "duplicate person",
        "Keep one row for each person: this document already stands in an earlier row.",
        "同一证件在前面的行中已出现，每人只保留一行。",
    )
    DUPLICATE_TICKET = (
        "duplicate admission ticket",
        "Give each candidate a ticket of their own: this one already stands in an earlier row.",
        "该准考证号在前面的行中已出现，请核对。",
    )
    KNOWN_PERSON = (
        "person already imported",
        "Remove the row: this person was already imported for this standard and level.",
        "该考生的此标准和等级此前已导入，请删除该行。",
    )
    KNOWN_TICKET = (
        "admission ticket already imported",
        "Check the ticket: it was already imported for another candidate.",
        "该准考证号此前已导入，请核对。",
    )

    def __init__(self, reason: str, english: str, chinese: str) -> None:
        """Keep the three texts."""
        self.reason = reason
        self.english = english
        self.chinese = chinese

    @property
    def code(self) -> str:
        """The stable code."""
        return self.name
