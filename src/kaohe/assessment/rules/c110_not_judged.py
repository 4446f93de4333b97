"""C110: not judged."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.core.findings import Severity
from kaohe.matching.catalogue import CatalogueProblem, ProblemKind


@words("C110", Severity.WARNING, ProblemKind.MANY_WORDINGS, ProblemKind.LONG_WORDING)
def not_judged(problem: CatalogueProblem) -> Worded:
    """标准目录太大

    标准目录的表述（连同别名）超过5000条，或者一条表述超过1000字。这样的目录（或这一条）只用来核对完全相同的原因，不查找意思相近的原因和条目。不影响得分和名次。

    改法：删去不用的条目；过长的表述改成一句话。
    """
    count, most = problem.values
    if problem.kind is ProblemKind.LONG_WORDING:
        return Worded(f"标准表述长达{count}字（最多{most}字），只核对完全相同的原因。请改成一句话。")
    return Worded(f"标准目录共有{count}条表述（最多{most}条），只核对完全相同的原因。请删去不用的条目。")
