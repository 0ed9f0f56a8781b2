"""Errors of the issuing side; each says what happened, to what, and what to do."""

import enum


class IssuerError(Exception):
    """The base of every error that leaves this package."""


class RosterFault(enum.Enum):
    """What is wrong with a roster file as a whole: a sentence in English and in Chinese, to be filled in."""

    NO_FILE = (
        "{file} cannot be read ({detail}); check the path and the permissions.",
        "无法读取 {file}（{detail}）；请检查路径和访问权限。",
    )
    TOO_LARGE = (
        "{file} is larger than {limit} MB; split it into smaller rosters.",
        "{file} 超过 {limit} MB；请拆分成较小的名册。",
    )
    EMPTY = (
        "{file} is empty; export the roster again.",
        "{file} 是空文件；请重新导出名册。",
    )
    NO_ROWS = (
        "{file} has column titles but no candidates; export the roster again.",
        "{file} 只有表头，没有考生；请重新导出名册。",
    )
    NOT_TEXT = (
        "{file} is neither CSV text in UTF-8 or GB18030 nor an XLSX workbook; save it as one of these.",
        "{file} 既不是 UTF-8 或 GB18030 编码的 CSV 文本，也不是 XLSX 工作簿；请另存为其中一种。",
    )
    OLD_WORKBOOK = (
        "{file} is an old (.xls) or password-protected workbook; save it as .xlsx without a password, or as CSV.",
        "{file} 是旧版（.xls）或加密的工作簿；请另存为不加密的 .xlsx 或 CSV。",
    )
    BROKEN_WORKBOOK = (
        "{file} is not a workbook that can be read; open it in a spreadsheet program and save it as .xlsx again.",
        "{file} 不是可读取的工作簿；请用电子表格软件打开并重新另存为 .xlsx。",
    )
    WORKBOOK_TOO_LARGE = (
        "{file} unpacks to more than {limit} MB; keep only the roster in it and save it again.",
        "{file} 解压后超过 {limit} MB；请只保留名册内容后重新保存。",
    )
    SEVERAL_SHEETS = (
        "{file} has more than one sheet with a roster; save each as a file of its own.",
        "{file} 中有多个工作表都是名册；请分别保存为单独的文件。",
    )
    NOT_A_TABLE = (
        "{file} is not a table; the first line must hold column titles, separated by comma, tab or semicolon.",
        "{file} 不是表格；首行必须是用逗号、制表符或分号分隔的列标题。",
    )
    BROKEN_QUOTES = (
        "{file}: the quotation marks from line {line} on do not match; put them right and import again.",
        "{file}：从第 {line} 行起引号不匹配；请改正后重新导入。",
    )
    WRONG_COLUMNS = (
        "{file} lacks the columns {columns}; name them in the first line.",
        "{file} 缺少以下列：{columns}；请在首行写明列标题。",
    )
    COLUMN_TWICE = (
        "{file} has the column {columns} twice; keep one of them.",
        "{file} 的“{columns}”列出现了两次；请只保留一列。",
    )
    TOO_MANY_ROWS = (
        "{file} has more than {limit} lines; split it into smaller rosters.",
        "{file} 超过 {limit} 行；请拆分成较小的名册。",
    )
    TOO_MANY_COLUMNS = (
        "{file}: line {line} has more than {limit} cells; remove what does not belong to the roster.",
        "{file}：第 {line} 行超过 {limit} 个单元格；请删除不属于名册的内容。",
    )
    CELL_TOO_LONG = (
        "{file}: a cell in line {line} has more than {limit} characters; shorten it or find a stray quotation mark.",
        "{file}：第 {line} 行有单元格超过 {limit} 个字符；请缩短内容，或检查是否多了引号。",
    )

    def __init__(self, english: str, chinese: str) -> None:
        """Keep both sentences."""
        self.english = english
        self.chinese = chinese


class RosterError(IssuerError):
    """A file cannot be taken as a roster at all; `fault` is the stable code, `chinese` the same sentence in Chinese."""

    def __init__(self, fault: RosterFault, file: str, **details: str | int) -> None:
        """Fill the sentences of `fault` for the file called `file`."""
        # A file's name is somebody else's text and goes to a terminal.
        shown = "".join(character if character.isprintable() else "?" for character in file)
        super().__init__(fault.english.format(file=shown, **details))
        self.fault = fault
        self.chinese = fault.chinese.format(file=shown, **details)


class WorkspaceError(IssuerError):
    """The workspace is missing, open to others, in use by another process, or its settings are not understood."""


class KeyFileError(IssuerError):
    """A key file cannot be read or written, is open to others, or does not open with the passphrase."""


class PassphraseError(IssuerError):
    """A passphrase is missing, too short, or comes from a place that others can read."""


class DraftError(IssuerError):
    """What was asked for cannot become certificates: another standard, level or day than the one at hand."""


class JournalError(IssuerError):
    """The journal does not allow this step now, or its database cannot be used."""


class AnchorConflictError(IssuerError):
    """The registry holds other roots at this submission's address; nothing of it may be released."""


class ReleaseError(IssuerError):
    """Certificate `number` was not judged VALID after reading the chain back; `reason` is the code that decided."""

    def __init__(self, message: str, *, number: str, reason: str) -> None:
        super().__init__(message)
        self.number = number
        self.reason = reason


class StatusError(IssuerError):
    """A change of status cannot be made: unknown certificates, an unfit reason, or a case that is not at that step."""


class WorkerError(IssuerError):
    """A worker process ended before its work was done."""
