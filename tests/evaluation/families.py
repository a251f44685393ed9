"""One contract for each family of payment models: parameters, entries, options."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs

from tests.models.bundles import Bundles
from tests.models.capitation import Capitation
from tests.models.clinicians import Clinicians, Deciles
from tests.models.composite import Composite, LevelCurve
from tests.models.corridors import Corridors
from tests.models.fed import Bonus, Quality
from tests.models.hospital import HospitalPurchasing
from tests.models.ladder import Ladder, PointsLadder
from tests.models.readmissions import Readmissions
from tests.models.shared_savings import SharedSavings
from vbc_rules.core import score_ladder as by_score
from vbc_rules.core.percentile_tiers import PercentileTiers
from vbc_rules.core.targets_met import TargetsMet
from vbc_rules.diagnostics import Place
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language import Bands, Edition
from vbc_rules.language.composition import Source, Use, compose
from vbc_rules.language.tables import arranged, exhibit


@attrs.frozen
class Family:
    """An edition with one set of parameters, and the clauses that are settled."""

    edition: Edition
    shared: Inputs
    wanted: tuple[str, ...]
    options: dict[str, tuple[str, ...]] = attrs.field(factory=dict)


def each(*numbers: str, entries: str) -> dict[tuple[str, ...], Fraction]:
    """Return a number for each entry."""
    return {(e,): Fraction(n) for e, n in zip(entries.split(), numbers, strict=True)}


def only(yes: str, entries: str) -> dict[tuple[str, ...], bool]:
    """Return yes for some entries, no for the others."""
    return {(entry,): entry in yes.split() for entry in entries.split()}


def rows_of(table: type[Any], text: str) -> Any:
    """Return the rows of an exhibit."""
    return exhibit(table, text, Place("test"))


GLOBAL_BANDS = rows_of(
    Bands,
    """
    start share
    0     1
    0.25  0.5
    0.35  0.25
    0.5   0.1
    """,
)
PROFESSIONAL_BANDS = rows_of(
    Bands,
    """
    start share
    0     0.5
    0.05  0.35
    0.1   0.15
    0.15  0.05
    """,
)


def shared_savings() -> Family:
    tracks = ("basic_a", "basic_b", "basic_c", "basic_e", "enhanced")
    wanted = ("settlement", "earned", "owed", "beyond_minimum", "minimum_rate", "loss_rate")
    return Family(SharedSavings.edition(2024), Inputs({}), wanted, {"track": tracks})


def corridors(bands: Any = GLOBAL_BANDS) -> Family:
    shared = Inputs({}, {"corridors": bands})
    return Family(Corridors.edition(2023), shared, ("settlement", "shared", "sequestered"))


MEASURES = "mort1 mort2 hai1 hai2 spend"
DIMENSIONS = "d1 d2 d3 d4"


def hospital() -> Family:
    shared = Inputs({}, {
        "threshold": each("0.86", "0.88", "0.717", "0.5", "0.98", entries=MEASURES),
        "benchmark": each("0.96", "0.95", "0", "0.1", "0.85", entries=MEASURES),
        "lower_is_better": only("hai1 hai2 spend", MEASURES),
        "minimum_measures": each("2", "1", "1", "1",
                                 entries="clinical person safety efficiency"),
        "from_survey": only("person", "clinical person safety efficiency"),
        "floor": each("0.4", "0.3", "0.2", "0.1", entries=DIMENSIONS),
        "survey_threshold": each("0.7", "0.6", "0.65", "0.5", entries=DIMENSIONS),
        "survey_benchmark": each("0.9", "0.8", "0.85", "0.75", entries=DIMENSIONS),
        "slope": Fraction("2.9"),
    }, {"measure": tuple(MEASURES.split()), "dimension": tuple(DIMENSIONS.split())}, {
        "measure": {"mort1": "clinical", "mort2": "clinical", "hai1": "safety",
                    "hai2": "safety", "spend": "efficiency"},
    })  # fmt: skip
    wanted = ("payment_factor", "total_performance", "consistency")
    return Family(HospitalPurchasing.edition(2024), shared, wanted)


def clinicians() -> Family:
    flat = rows_of(Deciles, "start points\n" + "\n".join(
        f"{start} {points}" for start, points in
        [("0", 1), ("0.1", 2), ("0.2", 3), ("0.3", 4), ("0.7", 8), ("0.8", 9), ("0.9", 10)]
    ))  # fmt: skip
    steep = rows_of(Deciles, "start points\n0 1\n0.333333 5\n0.5 6\n0.99 10")
    categories = "quality cost improvement"
    shared = Inputs({}, {
        "deciles": {("m1",): flat, ("m2",): steep},
        "is_quality": only("quality", categories),
        "weights": each("0.3", "0.3", "0.15", entries=categories),
        "floor": Fraction(3), "threshold": Fraction("0.75"),
        "largest": Fraction("0.09"), "scaling": Fraction("0.55"),
    }, {"measure": ("m1", "m2")})  # fmt: skip
    return Family(Clinicians.edition(2024), shared, ("adjustment", "final_score"))


LADDER_MEASURES = "bp a1c readmit"


def ladder() -> Family:
    shared = Inputs({}, {
        "lower_is_better": only("readmit", LADDER_MEASURES),
        "target_1": each("0.7", "0.65", "0.15", entries=LADDER_MEASURES),
        "target_2": each("0.8", "0.75", "0.1", entries=LADDER_MEASURES),
        "points_1": each("20", "15", "5", entries=LADDER_MEASURES),
        "points_2": each("20", "25", "15", entries=LADDER_MEASURES),
        "gain_needed": each("0.05", "0.03", "0.02", entries=LADDER_MEASURES),
        "gain_points": each("20", "10", "5", entries=LADDER_MEASURES),
        "ladder": rows_of(Ladder, "start pays\n0 0\n45 20\n60 50\n85 100\n90 150"),
    }, {"measure": tuple(LADDER_MEASURES.split())})  # fmt: skip
    return Family(PointsLadder.edition(2025), shared, ("bonus", "points"))


def _capitation(prefix: str = "") -> dict[str, Any]:
    rates = {(cell, month): Fraction(rate) for month in ("may", "jun")
             for cell, rate in (("f27", "300"), ("m52", "1100"))}  # fmt: skip
    return {f"{prefix}monthly_rate": rates, f"{prefix}carve_out": Fraction("0.12"),
            f"{prefix}withhold": Fraction("0.025"), f"{prefix}low": Fraction("0.5"),
            f"{prefix}high": Fraction("0.9")}  # fmt: skip


def capitation() -> Family:
    members = {"cell": ("f27", "m52"), "month": ("may", "jun")}
    wanted = ("due", "pool", "earned_share", "retroactive")
    return Family(Capitation.edition(2024), Inputs({}, _capitation(), members), wanted)


def bundles() -> Family:
    kinds = "knee heart"
    shared = Inputs({}, {
        "lowest": each("1000", "2000", entries=kinds),
        "highest": each("60000", "90000", entries=kinds),
        "benchmark": each("25000", "40000.5", entries=kinds),
        "discount": each("0.03", "0.015", entries=kinds),
        "at_stake": Fraction("0.1"), "limit": Fraction("0.2"),
    }, {"category": ("knee", "heart"), "episode": ("e1", "e2", "e3", "e4")}, {
        "episode": {"e1": "knee", "e2": "knee", "e3": "heart", "e4": "heart"},
    })  # fmt: skip
    return Family(Bundles.edition(2024), shared, ("settlement", "gains", "losses", "most"))


def readmissions() -> Family:
    shared = Inputs({}, {"neutrality": Fraction("0.9481"), "most": Fraction("0.03")},
                    {"condition": ("ami", "copd", "hip")})  # fmt: skip
    return Family(Readmissions.edition(2024), shared, ("factor", "penalty"))


def composite() -> Family:
    curve = rows_of(
        LevelCurve,
        """
        start share_up share_up_end share_down
        -1    0        0            0.5
        0     0.25     0.5          0.4
        0.5   0.5      0.9          0.2
        0.9   0.9      0.9          0.1
        """,
    )
    axes = (("cell", ("f27", "m52")), ("month", ("may", "jun")))
    members = {
        f"{part}.{name}": all_of for part in ("medical", "pharmacy") for name, all_of in axes
    }
    shared = Inputs({}, {
        **_capitation("medical."), **_capitation("pharmacy."),
        "levels.curve": curve, "levels.loss_cap": Fraction("0.03"), "cap": Fraction("0.02"),
    }, {"quality.measure": ("m1", "m2", "m3", "m4", "m5"), **members})  # fmt: skip
    return Family(Composite.edition(2026), shared, ("total_due", "quality.share_met",
                                                    "levels.amount", "cut"))  # fmt: skip


def streams() -> Family:
    """A contract of two streams, one of which feeds the other."""
    fed = {"score": Source("quality", "score"), "extra": Source("quality", "handicapped")}
    uses = (Use("bonus", Bonus, fed), Use("quality", Quality))
    members = {"quality.measure": ("m1", "m2", "m3"), "bonus.measure": ("x",)}
    parameters = {"bonus.sharing_rate": Fraction("0.5"), "quality.goal": Fraction(3)}
    edition = compose("streams", "Two streams", uses, 2024)
    shared, grades = Inputs({}, parameters, members), ("a", "b")
    options = {"bonus.grade": grades, "quality.grade": grades}
    return Family(edition, shared, ("bonus.paid", "quality.score"), options)


def targets() -> Family:
    measures = "bp hba1c readmit"
    shared = Inputs({}, {
        "target": each("0.7", "0.2", "0.15", entries=measures),
        "weight": each("2", "2", "1", entries=measures),
        "lower_is_better": {**only("hba1c", measures), ("readmit",): True},
        "must_be_met": only("readmit", measures),
        "minimum_denominator": Fraction(3), "minimum_measures": Fraction(2),
        "score_of_too_few": Fraction("0.25"),
    }, {"measure": tuple(measures.split())})  # fmt: skip
    return Family(TargetsMet.edition(2024), shared, ("score", "measures_counted", "met_weight"))


def gated_targets() -> Family:
    """Two targets of three must be met, of which two must be exceeded."""
    usual = targets()
    gates = {
        "beyond_target": {("bp",): True, ("hba1c",): True}, "minimum_targets_met": Fraction(2),
    }  # fmt: skip
    shared = attrs.evolve(usual.shared, parameters={**usual.shared.parameters, **gates})
    return Family(usual.edition, shared, ("score", "targets_met", "met_weight"))


def score_ladder() -> Family:
    """Shares of a pool per member and month, in proportion between two of the steps."""
    pays = [("0", "0", False), ("0.5", "0.2", True), ("0.8", "0.7", False), ("0.9", "1", False)]
    names = ("score", "share", "linear_to_next")
    rows = [(Fraction(score), Fraction(share), line) for score, share, line in pays]
    steps = arranged(by_score.ScoreSteps, [dict(zip(names, row, strict=True)) for row in rows])
    shared = Inputs({}, {"steps": steps, "pool_per_member_month": Fraction("2.5")})
    return Family(by_score.ScoreLadder.edition(2024), shared, ("settlement", "offered"))


def stars_ladder() -> Family:
    """Dollars for stars."""
    pays = [("0", "0"), ("3", "10000.01"), ("4", "25000"), ("4.5", "40000")]
    rows = [{"score": Fraction(stars), "amount": Fraction(amount)} for stars, amount in pays]
    shared = Inputs({}, {"steps": arranged(by_score.PointsSteps, rows)})
    return Family(by_score.PointsLadder.edition(2024), shared, ("settlement", "offered"))


def tiers() -> Family:
    measures, percentiles = ("bp", "hba1c"), ("p25", "p50", "p90")
    starts = {"bp": ("0.5", "0.6", "0.8"), "hba1c": ("0.4", "0.3", "0.1")}
    shared = Inputs({}, {
        "tier_rate": {
            (measure, one): Fraction(start) for measure in measures
            for one, start in zip(percentiles, starts[measure], strict=True)
        },
        "tier_share": each("0.25", "0.5", "1", entries="p25 p50 p90"),
        "lower_is_better": only("hba1c", "bp hba1c"), "weight": each("3", "1", entries="bp hba1c"),
        "gap_to_close": Fraction("0.1"), "improvement_share": Fraction("0.4"),
        "minimum_denominator": Fraction(3), "minimum_measures": Fraction(1),
        "score_of_too_few": Fraction("0.25"),
    }, {"measure": measures, "tier": percentiles})  # fmt: skip
    return Family(PercentileTiers.edition(2024), shared, ("score", "measures_counted"))


FAMILIES = (
    shared_savings, corridors, hospital, clinicians, ladder, capitation, bundles, readmissions,
    composite, streams, targets, gated_targets, score_ladder, stars_ladder, tiers,
)  # fmt: skip
