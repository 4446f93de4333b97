"""A catalogue of one's own, drafted from the reasons of one's own tables."""

from kaohe.matching.drafting.draft import Near, Proposal, Use, Wording, draft

__all__ = ["Near", "Proposal", "Use", "Wording", "draft"]
