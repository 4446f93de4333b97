"""What a year's table shows as a whole (统计): pure figures and sentences, before anything is said of sheets and charts."""

from kaohe.reports.statistics.compute import compute
from kaohe.reports.statistics.model import CategoryFigures, Distribution, GroupFigures, ReasonFigures, Statistics
from kaohe.reports.statistics.words import sentences

__all__ = ["CategoryFigures", "Distribution", "GroupFigures", "ReasonFigures", "Statistics", "compute", "sentences"]
