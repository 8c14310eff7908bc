"""What is read from a printed list: cells and the rules of findings."""

from collections import Counter

from ingest.legacy import legacy
from ingest.readers import read_document

HEAD = "| 统计指标 | 单位 | 统计数 |\n"
THREE = "| 主动公开政府信息数 | 条 | 12 |\n| 其中：主动公开规范性文件数 | 条 | 3 |\n| 制发规范性文件总数 | 件 | 4 |\n"
READ = {"published.total": 12, "published.normative": 3, "normative.made": 4}


def alignment_of(text, suffix=".txt"):
    return legacy(read_document(text.encode(), suffix).blocks)


def figures_of(text, suffix=".txt"):
    found = alignment_of(text, suffix)
    return {cell.path: cell.value for cell in found.cells} if found else {}


def rules_of(text, suffix=".txt"):
    return Counter(finding.rule for finding in alignment_of(text, suffix).findings)
