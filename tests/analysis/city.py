"""The fictional city as frames, each shuffled by one number, for what must not depend on any order."""

from dataclasses import fields, replace
from datetime import datetime

import polars as pl

from analysis import ask, change, composition, drivers, explanations, load, peers, scatter, shares, vocabulary
from analysis.vocabulary import metric as metric_of

YEARS = (2020, 2021, 2022, 2023)
LAST = (2022, 2023)
LICENCES, RATE = "licence.decisions", "disclosure_rate"
DISTRICT = "甲木区"
CITY = "a8af0d78"


class World:
    """The fictional city with every frame and list of organs shuffled by one number; null leaves them as they are."""

    def __init__(self, con, known, seed):
        self.con, self.seed = con, seed
        self.known = replace(known, **{each.name: self.mixed(getattr(known, each.name)) for each in fields(known)})
        self.metrics, self.register = self.known.metrics, self.known.comparability
        self.organs, self.reports = self.known.organs, self.known.reports
        self.ids = self.organs["organ_id"].to_list()
        self.one = self.organs.filter(pl.col("short_name") == DISTRICT)["organ_id"][0]

    def mixed(self, frame):
        return frame if self.seed is None else frame.sample(fraction=1, shuffle=True, seed=self.seed)

    def metric(self, metric_id=LICENCES):
        return metric_of(self.metrics, metric_id)

    def facts(self, *metric_ids):
        asked = metric_ids or [each.id for each in vocabulary.headline_metrics(self.metrics)]
        return self.mixed(ask.facts_for(self.con, self.known, asked, None, YEARS))

    def series(self, metric_id=LICENCES, years=YEARS):
        return self.mixed(ask.complete(self.known, self.facts(metric_id), metric_id, self.ids, years))

    def changes(self, metric_id=LICENCES):
        return self.mixed(change.between(self.series(metric_id), *LAST, self.register, self.metric(metric_id)))

    def decided(self):
        pairs = self.changes().select("organ_id", "start", "end", "comparable", "flags", "why_zh", "why_en")
        return self.mixed(change.decide(pairs, is_rate=False))

    def parts(self):
        return self.mixed(drivers.by_organ(self.series(RATE), LAST, self.register, self.metric(RATE)))

    def outcomes(self):
        facts = self.mixed(composition.facts_for(self.con, self.known, "outcomes", self.ids, YEARS))
        return self.mixed(composition.composition(self.known, facts, "outcomes", self.ids, YEARS))

    def shares(self, year=2023):
        return self.mixed(shares.shares(self.known, self.outcomes()).filter(pl.col("year") == year))

    def said(self):
        at = datetime(2025, 1, 2)  # noqa: DTZ001 - UTC by contract
        rows = [(organ, 2023, LICENCES, "原因", "审核员", at, 1, 1.0, 2.0) for organ in self.ids]
        return self.mixed(pl.DataFrame(rows, schema=explanations.EXPLANATIONS, orient="row"))

    def cells(self, year=2023):
        return self.mixed(load.report_cells(self.con, self.one, year))

    def here(self):
        return self.reports.select("report_id", "form")

    def groups(self):
        return self.mixed(peers.one_group(self.ids, "all"))

    def circles(self):
        """Each organ with all others as its own circle."""
        pairs = [(organ, own) for own in self.ids for organ in self.ids]
        return self.mixed(pl.DataFrame(pairs, schema=peers.GROUPS, orient="row"))

    def points(self):
        """POINTS of licences against a rate in the last year."""
        found = {"x": self.series(LICENCES, [2023]), "y": self.series(RATE, [2023])}
        return self.mixed(scatter.points(found, {"x": True, "y": False}))
