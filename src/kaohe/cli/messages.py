"""Every word that the command line says, in one place, so that a second language can be added."""

from __future__ import annotations

PROGRAM = "年度考核表：计分、排名、核对加扣分原因。"
METAVAR_OPTIONS = "[选项]"
SECTION_EXAMPLES = "例"
METAVAR_COMMAND = "命令 …"
VERSION = "显示版本号"
NOT_SHOWN = "结果未能输出：无法写入。请检查磁盘空间，或换一个位置存放。"
INTERRUPTED = "已中断，文件未作改动。"

#: Command name → what it does, in the order of the guide.
COMMANDS = {
    "demo": "用真实考核表演示：生成工作簿并显示汇总",
    "new": "由模板新建工作簿，可从已有表格导入",
    "recalc": "计算得分和名次，写入工作簿",
    "check": "只核对，不写入",
    "columns": "每张表、每一列的读取结果和依据；回答其中待确认的问题",
    "form": "生成上报表（签字栏、类别、页码齐全），放进工作簿",
    "stats": "生成统计（文字结论、类别比较、扣分原因、得分分布，带图），放进工作簿",
    "ranking": "生成排名榜（按类别、按名次），放进工作簿，或导出为 Word 文档",
    "notices": "给每个单位出一份反馈单（Word 文档）",
    "split": "按类别等把工作簿拆成几个",
    "export": "导出上报表（PDF、Word）或表格（CSV）",
    "compare": "与上一版比较：哪些条目、得分、名次变了",
    "merge": "把几个单位、部门的表汇总成一个工作簿",
    "parse": "把加扣分原因拆成条目和分值",
    "match": "把一条原因与标准目录比对",
    "catalogue": "由表中的原因整理出本单位的标准目录，定稿后采用",
    "accept": "对一种说法作决定：记为别名、标为已核实、采用标准表述",
    "explain": "解释一个提示编号；不写编号则列出全部提示",
    "addin": "Excel 加载项：生成、安装、卸载、检查、打包",
}

#: Command → how it is called, at the end of its help.  A test runs each of these lines.
EXAMPLES = {
    "": ("kaohe demo", "kaohe check 考核表.xlsx", "kaohe explain"),
    "demo": ("kaohe demo", "kaohe demo -o 演示.xlsx"),
    "new": ("kaohe new 新表.xlsx", "kaohe new 新表.xlsx --from 考核表.docx"),
    "recalc": ("kaohe recalc 考核表.xlsx --in-place", "kaohe recalc 考核表.xlsx -o 结果.xlsx"),
    "check": ("kaohe check 考核表.xlsx", "kaohe check 考核表.csv --json"),
    "columns": (
        "kaohe columns 考核表.xlsx",
        "kaohe columns 考核表.xlsx --as C=加扣分原因",
        "kaohe columns 考核表.xlsx --as C=加扣分原因 --in-place",
    ),
    "form": ("kaohe form 考核表.xlsx --in-place",),
    "stats": ("kaohe stats 考核表.xlsx -o 统计.xlsx",),
    "ranking": ("kaohe ranking 考核表.xlsx --in-place", "kaohe ranking 考核表.xlsx --docx 排名榜.docx"),
    "notices": (
        "kaohe notices 考核表.xlsx --docx 反馈单.docx --office 区委组织部 --deadline 2025年1月10日",
        "kaohe notices --write-template 反馈单格式.docx",
        "kaohe notices 考核表.xlsx --folder 反馈单 --no-rank",
        "kaohe notices 考核表.xlsx --since 上一版.xlsx --unit 登科街道 --docx 复核答复.docx",
    ),
    "split": ("kaohe split 考核表.xlsx --by 类别 -o 分类别",),
    "export": ("kaohe export 考核表.xlsx --docx 上报表.docx", "kaohe export 考核表.xlsx --csv 考核表.csv"),
    "compare": ("kaohe compare 上一版.xlsx 考核表.xlsx", "kaohe compare 上一版.xlsx 考核表.xlsx -o 比较.xlsx"),
    "merge": (
        "kaohe merge 民政.xlsx 农业.xlsx -o 汇总.xlsx",
        "kaohe merge 民政.xlsx 农业.xlsx -o 汇总.xlsx --roster 去年考核表.docx",
        "kaohe merge 民政.xlsx 农业.xlsx -o 新汇总.xlsx --roster 汇总.xlsx",
    ),
    "parse": ("kaohe parse 迟到，扣0.1分；旷工，扣0.2分",),
    "match": ("kaohe match 检查发现驻村队员不在岗", "kaohe match 食堂伙食差 --catalogue 标准目录.csv"),
    "catalogue": (
        "kaohe catalogue 考核表.xlsx -o 目录整理.xlsx",
        "kaohe catalogue 考核表.xlsx --json",
    ),
    "accept": (
        "kaohe accept 考核表.xlsx --alias 暗访发现驻村工作队员未在岗被通报 -o 结果.xlsx",
        "kaohe accept 考核表.xlsx --adopt 全部 --in-place",
    ),
    "explain": ("kaohe explain T301", "kaohe explain"),
    "addin": ("kaohe addin doctor",),
    "addin build": ("kaohe addin build", "kaohe addin build --workbook -o 考核.xlsm"),
    "addin bundle": ("kaohe addin bundle -o kaohe-windows.zip",),
    "addin install": ("kaohe addin install",),
    "addin uninstall": ("kaohe addin uninstall",),
    "addin selftest": ("kaohe addin selftest", "kaohe addin selftest -o 报告.txt"),
    "addin doctor": ("kaohe addin doctor", "kaohe addin doctor --json"),
}

#: What click itself says, and the same in Chinese (see chinese.py).
CLICK = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示本说明",
    "default: {default}": "默认：{default}",
    "required": "必填",
    "No such option {name!r}.": "没有选项“{name}”。",
    "No such command {name!r}.": "没有命令“{name}”。",
    "Missing command.": "没有写命令。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Got unexpected extra argument ({args})": "多写了“{args}”。文件名里有空格时，请给它加上引号。",
    "Option {name!r} requires an argument.": "选项“{name}”后面少了内容。",
    "Option {name!r} does not take a value.": "选项“{name}”后面不写内容。",
    "Argument {name!r} takes {nargs} values.": "参数“{name}”要写{nargs}个。",
    "Invalid value: {message}": "无效：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint}无效：{message}",
    "{value!r} is not {choice}.": "“{value}”不能用，只能写 {choice}。",
    "{value!r} is not one of {choices}.": "“{value}”不能用，只能写 {choices} 之一。",
    "Choose from:\n\t{choices}": "可以写：{choices}",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "{name} {filename!r} does not exist.": "没有“{filename}”。",
    "{name} {filename!r} is a file.": "“{filename}”是文件。",
    "{name} {filename!r} is a directory.": "“{filename}”是文件夹。",
    "{name} {filename!r} is not readable.": "“{filename}”无法读取。",
    "{name} {filename!r} is not writable.": "“{filename}”不能写入。",
}
USAGE_AT = "用法见：{help}"
DID_YOU_MEAN, OR = "您要找的是不是 {near}？", " 或 "

# -- recalc, check, demo, new
OPTION_OUT = "结果另存为这个文件"
OPTION_IN_PLACE = "直接改原文件（旁边留一份带日期的备份）"
OPTION_DRY_RUN = "只显示会改什么，不写入"
OPTION_OVERWRITE = "本单位自有表格：手填的得分、名次与计算不一致时也改写"
OPTION_FORGET_EARLIER = "不再对照导入时带来的原得分、原名次（记入“参数设置”，原来的数仍留着）"
OPTION_JSON = "以 JSON 输出"
OPTION_FROM = "从已有的表格导入（.xlsx、.xls、.docx、.csv、.txt；.ods、.doc、.wps 等经 LibreOffice 读取）"
OPTION_SHEET = "只读这张工作表，可以重复；隐藏的工作表要这样指明才读"
OPTION_AS = "回答一列是什么，可以重复；只有一张表时可以不写表名"
OPTION_SKIP_SHEET = "这张工作表不读，可以重复"
OPTION_FORGET = "先清除这个文件中已有的回答"
OPTION_CATALOGUE = "标准目录文件（CSV，UTF-8）"
OPTION_JSONL = "每行读入一个 JSON，每行输出一个 JSON"
WHERE_TO = "请三选一：-o 另存为、--in-place 改原文件、--dry-run 只看不写。"
OUT_OR_IN_PLACE = "请二选一：-o 另存为、--in-place 改原文件。"
SAME_FILE = "“{name}”就是原文件。要改原文件请用 --in-place（会留备份），否则请换一个文件名。"
TABLE_WITHOUT_CELLS = "“{name}”不是 Excel 工作簿，不能写入得分。请先用“kaohe new 新表.xlsx --from {name}”转成工作簿。"
NOT_A_WORKBOOK = "“{name}”的后缀不是 .xlsx 或 .xlsm，不能写入得分。请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。"
TARGET_SUFFIX = "“{name}”的后缀应为 {suffix}。请换一个文件名。"
IS_FOLDER = "“{name}”是文件夹。请写出里面的文件名。"

WROTE = "已写入：{path}"
KEPT_BACKUP = "原有文件已备份：{path}"
WAITING = "另一个 kaohe 正在处理“{name}”，正在等它完成……"
OTHER_NAMES = "“{name}”在别处还有一个名字（硬链接），那里仍是原来的内容。"
UNCHANGED = "无需改动：{path}"
WOULD_CHANGE = "将改动 {count} 个单元格，并更新“核对结果”表（未写入）。"
CHANGED = "改动 {count} 个单元格，并更新“核对结果”表。"

STAGE_READ = "读取表格"
STAGE_COMPUTE = "计分、排名、核对"
STAGE_WRITE = "写入文件"

# -- tables on a terminal
UNIT_COLUMNS = ("行", "被考核单位", "类别", "加分", "扣分", "考核得分", "名次", "原得分", "原名次")
TIES_COLUMN = "并列"
OPEN = "未定"
SEVERITIES = {"error": "错误", "warning": "需核对", "info": "参考"}

# -- columns
COLUMNS_ASKED = (
    "有{count}列待确认。请用 --as 回答，例如 --as {example}，加 --in-place 记住；在 Excel 里请点“读表说明”。"
)
ANSWERS_NOT_KEPT = "以上是按这些回答读的结果，回答没有保存。要保存请加 --in-place 或 -o。"
ANSWERS_KEPT = "已记住{count}个回答，读法见工作表“读表说明”。"
ANSWERS_FORGOTTEN = "没有记住任何回答，读法见工作表“读表说明”。"
BAD_AS = "“{text}”无法识别。请写成“工作表!列=含义”，例如“考核表!D=扣分”。含义可以是：{roles}。"
AS_WHERE = "“{text}”不知道指哪一列。可以回答的列有：{known}。"
NO_SUCH_SHEET = "“{name}”里没有工作表“{sheet}”。这个文件里有：{sheets}。"

# -- parse, match
TOTAL = "合计：{total}"
TOTAL_OPEN = "合计：不能确定"
TEXT_ARGUMENT = "请写上要读的文字，或用 --jsonl 从标准输入读取。"
BAD_JSON_LINE = '标准输入第{line}行不是 {{"text": "…"}} 这样的 JSON。请改正这一行。'
VERDICTS = {
    "standard": "标准表述",
    "variant": "意思相近，措辞不同：请人工确认",
    "unknown": "标准目录中没有这一条",
    "opposite": "与标准目录的意思相反：不能当作这一条",
    "merged": "一条里含有标准目录的几条：请分开写",
    "duplicate": "标准目录里有重复的表述：请先整理标准目录",
}
ENTRY = "{code}（{points}{likeness}）"
LIKENESS = "，相似度{score:.0f}"
NO_POINTS = "未定"
STANDARD_LINE = "标准："
DIFF_LEGEND = "[-只在原文-]　{+只在标准表述+}　其余两边都有"
COMPARED_LINE = "对照："
WHY = "· {why}"
NOTHING = "（无）"
QUOTE_JOIN = "、"
SHARES = "· 说到了这一条的 {said:.0%}，另有 {beside:.0%} 的内容是这一条没有的。"
SIGNALS = {
    "same_letters": "与 {code} 的标准表述一字不差（标点、空格不计）。",
    "confirmed": "已确认 {there} 是 {code} 的别名。",
    "twice": "{code} 用了同样的表述。",
    "slip": "{here} 像是 {there} 的笔误。",
    "same_meaning": "{here} 与 {there} 意思相同。",
    "unsaid": "标准表述中的 {there} 没有提到。",
    "beside": "{here} 是标准表述里没有的。",
    "opposite": "说法相反：原文是 {here}，{code} 是 {there}。",
    "also": "含有 {code}。",
    "too_far": "最接近的 {code} 也相差较多，或另有较多内容。",
    "as_near": "{code} 同样接近，无法分辨。",
    "rejected": "已有人标明这句话不是 {code}。",
}
UNKNOWN_CODE = "没有编号为“{code}”的提示。{meant}全部编号见：kaohe explain"
NEW_SAME_FILE = "“{name}”就是要导入的文件。请换一个文件名存放新的工作簿。"
TITLE_KEPT = "上报表标题沿用“{title}”，年份等请在“参数设置”里核对。"
BASE_KEPT = "原表从{base}分起算，“基准分”已设为{base}，请在“参数设置”里核对。"
NOT_IMPORTED = "没有导入：{place}{text}"
NOT_IMPORTED_COUNT = "有{count}处内容没有导入，全文见工作表“{sheet}”。"
FILLED = "已导入{units}个单位、{categories}个类别。"
DEMO_FILE = "考核演示.xlsx"
AGREEMENT = "与原表一致：得分 {scores}/{units}，名次 {ranks}/{units}。"

# -- form
OPTION_SINCE = "上一版的文件：在统计里写一句与它相比有哪些变动"
STATISTICS_MADE = "已生成统计：{units}个单位。"
FORM_MADE = "已生成上报表：{units}个单位，校验码 {code}。"

# -- ranking, notices, split
OPTION_RANKING_DOCX = "只导出排名榜，存为这个 Word 文档"
OPTION_NOTICES_DOCX = "全部反馈单写进这一个 Word 文档，一个单位一页"
OPTION_NOTICES_FOLDER = "一个单位一个 Word 文档，写进这个文件夹"
OPTION_TEMPLATE = "本单位自己的反馈单格式（Word 文档，里面写 {{单位}}、{{得分}} 等字段）"
OPTION_WRITE_TEMPLATE = "只导出反馈单格式，供在 Word 中修改"
OPTION_OFFICE = "落款单位"
OPTION_DATE = "落款日期"
OPTION_DEADLINE = "申诉截止日期"
OPTION_NO_RANK = "不写名次"
OPTION_SINCE = "改出申诉复核答复：与这个文件（复核前的一版）相比，给条目或得分有变动的单位各写一份"
OPTION_UNIT = "只给这个单位，可以重复"
NOTICES_WHERE_TO = "请写上文件，并二选一：--docx 写进一个文档、--folder 一个单位一个文档。"
NO_NOTICES = "“{name}”里没有得分已确定的单位，没有出反馈单。请先用“kaohe check {name}”核对。"
NOTICES_MADE = "已生成反馈单：{units}个单位。"
REPLIES_MADE = "已生成申诉复核答复：{units}个单位。"
NO_REPLIES = "与“{old}”相比，“{new}”里没有条目或得分变动的单位。维持原结果的，请用 --unit 写明单位。"
NO_SUCH_UNIT = "“{name}”里没有单位“{unit}”。请照表中的名称填写。"
NOTICES_LEFT = "{count}个单位的得分尚未确定，没有出反馈单：{units}。"
WROTE_TEMPLATE = (
    "已导出反馈单格式：{path}\n请在 Word 中修改文字，字段（双花括号里的词）保留在要填写的地方；用 --template 指定它。"
)
OPTION_SPLIT_BY = "按哪一栏拆分：类别、来源、被考核单位或工作表"
OPTION_SPLIT_FOLDER = "拆出的工作簿写进这个文件夹"
SPLIT_MADE = "已拆成{files}个工作簿，共{units}个单位：{path}"
SPLIT_ONE = "“{name}”按“{by}”只有一份，没有拆分。"
RANKING_MADE = "已生成排名榜：{units}个单位。"

# -- export
OPTION_PDF = "上报表，导出为 PDF"
OPTION_DOCX = "上报表，导出为 Word 文档"
OPTION_CSV = "表格，导出为 CSV（UTF-8），一个单位一行"
EXPORT_WHERE_TO = "请三选一：--pdf、--docx、--csv，后面写导出的文件名。"
EXPORT_SAME_FILE = "“{name}”就是原文件。请换一个文件名。"
EXPORTED = "已导出{units}个单位：{path}"
EXPORT_BLANK = "其中{count}个单位的得分或名次尚未确定，表中留空。"
EXPORT_DIFFERS = "其中{count}个单位原来写的得分或名次与计算不一致，导出的是计算结果。"
EXPORT_ERRORS = "核对发现{count}条错误。请用“kaohe check {name}”查看，改正后重新导出。"

# -- compare
OPTION_COMPARE_OUT = "比较结果另存为这个工作簿（.xlsx），可打印"
STAGE_READ_FILE = "读取 {name}"
STAGE_COMPARE = "比较"
COMPARE_COLUMNS = ("被考核单位", "类别", "变动", "上一版", "本版", "得分", "名次")
COMPARE_CATEGORY = "（{category}）"
COMPARE_SCORE = "　得分 {values}"
COMPARE_RANK = "　名次 {values}"
COMPARE_CUT = "{text}…（共{count}字）"
COMPARE_PAIR = "{before} → {after}"
COMPARE_NONE = "—"
COMPARE_SAME_OUT = "“{name}”是要比较的文件。请换一个文件名存放比较结果。"

# -- merge
OPTION_MERGE_OUT = "汇总后的工作簿（.xlsx）"
OPTION_ROSTER = (
    "以这个文件的“单位名册”（没有时以它的考核表，例如去年的）为准：单位的名称、类别、次序，"
    "没有文件提到的单位也列入；标准目录、参数设置沿用它的"
)
STAGE_MERGE = "汇总"
CLASH = "{word}：{subject}（{sources}）"
CLASH_COUNT = "{word}：{count}处"
CLASHES_IN_SHEET = "各文件之间有{count}处需要核对，全文见工作表“{sheet}”。"
MERGED = "已汇总{files}个文件，{units}个单位。"
NOT_MERGED = "有{count}个文件没有汇入（原因见上）。处理后请再汇总一次。"
MERGED_NOTHING = "没有一个文件可以汇入，未写入任何文件。"

# -- files dropped on an icon
DROP_TITLE = "考核"
DROP_NOTHING = "请把考核表（.xlsx、.xlsm）拖到这个图标上，或在文件上点右键，选“发送到”。"
DROP_OPEN = "现在打开吗？"
DROP_YES, DROP_NO = "打开", "不打开"
DROP_NO_PROGRAM = "没有找到能打开“{name}”的程序。请自行用表格软件打开。"

# -- addin
ADDIN_BUILD = "生成 Excel 加载项（.xlam）"
ADDIN_BUNDLE = "制作办公电脑用的安装包：内含 Python 和全部部件"
ADDIN_INSTALL = "安装到本机（当前用户；Linux 上是文件管理器的右键菜单和桌面图标，不需要 Excel）"
ADDIN_UNINSTALL = "从本机卸载（当前用户）"
ADDIN_DOCTOR = "检查本机的 Excel、策略和安装，并给出处理办法"
ADDIN_SELFTEST = "在本机的 Excel 里试一遍所有命令，写出报告（Windows，约一两分钟，不碰已打开的工作簿）"
OPTION_SELFTEST_OUT = "报告写到这个文件（默认 考核完整检查报告.txt）"
SELFTEST_FILE = "考核完整检查报告.txt"
SELFTEST_NEEDS_EXCEL = "完整检查要用本机的 Excel，只能在 Windows 上进行。"
SELFTEST_NO_EXCEL = "未能启动 Excel（{why}）。请先运行 kaohe addin doctor 检查。"
OPTION_BUILD_OUT = "写到这个文件（默认 kaohe.xlam；带 --workbook 时为 kaohe.xlsm）"
OPTION_WORKBOOK = "改为生成带宏的工作簿（.xlsm），供不能安装加载项的单位使用"
OPTION_BUNDLE_OUT = "写到这个文件（默认 kaohe-windows.zip）"
NO_BUILDER = "这里没有生成加载项的部件（{name}）。请在用“pip install kaohe”安装的 Python 中运行这个命令。"
ONLY_WINDOWS = "安装和卸载只能在 Windows 和 Linux 上进行。在其他系统上可以用“kaohe addin bundle”制作安装包。"
DESKTOP_INSTALLED = "已装好（{where}）。请在考核表上点右键，选“考核 重新计算”等。"
DESKTOP_LISTED, DESKTOP_NOWHERE = "打开方式", "没有找到认识的文件管理器"
DESKTOP_FOLDER = "也可以把考核表拖到桌面“考核（把文件拖到图标上）”文件夹里的图标上。"
DESKTOP_UNINSTALLED = "已从文件管理器和桌面上去掉，没有留下文件。"
DESKTOP_NOT_WRITTEN = "无法写入 {path}（{why}）。请检查磁盘空间和权限，再试一次。"
BUNDLED = "版本 {version}，{files} 个文件，{size:.1f} MB。请复制到办公电脑，解压全部文件后双击 install.cmd。"
INSTALLED = "已安装 {version}。请打开 Excel，功能区上会出现“考核”选项卡。"
BUT = "但是请注意："
PROBLEM = "· {title}：{detail}。{remedy}"
CHECK_COLUMNS = ("检查项", "结果", "情况与处理办法")
CHECK_STATES = {"ok": "正常", "warning": "注意", "failed": "有问题", "unknown": "未检查"}

# -- catalogue, accept
OPTION_DRAFT = "整理结果存为这个工作簿；与 --adopt 合用时另存采用后的考核表"
OPTION_DRAFT_JSON = "整理结果以 JSON 输出"
OPTION_ADOPT = "采用定好的整理结果，作为这个考核表的标准目录"
ADOPT_ONE = "--adopt 一次只能用于一个考核表，不能与 --json 合用。"
DRAFT_WHERE_TO = "请二选一：-o 整理结果存为工作簿、--json 输出为数据。"
STAGE_DRAFT = "整理标准目录"
DRAFTED = "{uses}条原因整理成{count}条标准原因。请逐条审定，再用 --adopt 采用。"
ADOPTED = "标准目录已采用：{count}条（不要的{dropped}条）。"
NO_DRAFT = "“{name}”里没有“目录整理”表。请先用“kaohe catalogue 考核表.xlsx -o 目录整理.xlsx”整理。"
UNCLEAR_DRAFT = "“{name}”有{count}行的“处理”无法执行，未采用。第{row}行：{why}。请改正后再采用。"
OPTION_ALIAS = "这种说法就是目录里的那一条，记为别名；写成“说法=编号”可指定哪一条"
OPTION_VERIFIED = "这种说法不是目录里的那一条，以后不再提示"
OPTION_ADOPT_WORDING = "把这种说法都改成标准表述（分值不变）"
ACCEPT_NOTHING = "请写上决定：--alias、--verified 或 --adopt，后面写说法（或“全部”）。"
ACCEPT_ALL = "全部"
ACCEPT_UNKNOWN = "“{wording}”不是待定的说法。待定的说法有：{open}"
ACCEPT_NONE_OPEN = "没有待定的说法。"
ACCEPT_NO_CODE = "标准目录里没有编号“{code}”。"
ACCEPT_TWICE = "“{wording}”有两种决定，请只留一种。"
ACCEPTED = "{how}：{count}种说法，涉及{cells}个单元格。"
ALIAS, VERIFIED, ADOPTED_WORDING = "记为别名", "标为已核实", "采用标准表述"
CATALOGUE_DRAFTED = (
    "自带的标准目录不适用于本表，已由本表的原因整理出{count}条，放在“{sheet}”。请逐条核对，定稿后即为本单位的标准目录。"
)
