"""Composite quality scores of the episode payment models."""

from __future__ import annotations

from vbc_rules import (
    Arrangement,
    Count,
    PaymentModel,
    Percentile,
    Points,
    Table,
    YesNo,
    axis,
    clause,
    column,
    fact,
    known,
    parameter,
    result,
    starts_at,
    table,
    total,
    when,
)


class EpisodeQuality(PaymentModel):
    """Composite quality score of BPCI Advanced and TEAM: scaled scores weighted by episodes.

    A measure's result is scaled 0 to 100 by its percentile among the hospitals of a baseline
    year, which CMS states. A measure without a score leaves both sums.
    """

    id = "cms.episode_quality"
    arrangement = Arrangement(kind="scoring")

    measure = axis("Quality measure")
    scaled_score: Points = fact(
        "Scaled score of the measure, 0 to 100",
        per=measure,
        places=6,
        minimum=0,
        maximum=100,
        optional=True,
    )
    episodes: Count = fact(
        "Episodes to which the measure applies", per=measure, places=0, minimum=0
    )

    @clause(cites="42 CFR 512.547; BPCI Advanced composite quality score [C: volume-weighted]")
    def weighed_episodes(self) -> Count:
        """Episodes of the measure, where it has a score."""
        return when(known(self.scaled_score), self.episodes, 0)

    @clause(cites="42 CFR 512.547; BPCI Advanced composite quality score [C: volume-weighted]")
    def weighed_score(self) -> Points:
        """Scaled score by episodes."""
        return self.episodes * self.scaled_score

    @result(cites="42 CFR 512.547; BPCI Advanced composite quality score [C: volume-weighted]")
    def score(self) -> Points:
        """Composite quality score, 0 to 100."""
        weighed = total(self.weighed_score, over=self.measure, missing="skip")
        return weighed / total(self.weighed_episodes, over=self.measure)


class PointsByPercentile(Table):
    """Points from a percentile on."""

    percentile: Percentile = starts_at()
    points: Points = column(minimum=0)


class JointReplacementQuality(PaymentModel):
    """Composite quality score of Comprehensive Care for Joint Replacement, 0 to 20.

    Complications and patient experience earn points by percentile, and more for improvement;
    submitting patient-reported outcomes earns points of its own.
    """

    id = "cms.cjr_quality"
    first_year = 2016
    last_year = 2024
    arrangement = Arrangement(kind="scoring")

    complications: Percentile = fact("Percentile of the complication measure; 100 is best")
    experience: Percentile = fact("Percentile of the patient survey (HCAHPS); 100 is best")
    complications_deciles: Count = fact(
        "Deciles by which complications improved on the year before", places=0, minimum=0, maximum=9
    )
    experience_deciles: Count = fact(
        "Deciles by which patient experience improved on the year before",
        places=0,
        minimum=0,
        maximum=9,
    )
    outcomes_submitted: YesNo = fact("Patient-reported outcomes were submitted as required")

    complication_points: PointsByPercentile = table("Points for complications by percentile")
    experience_points: PointsByPercentile = table("Points for patient experience by percentile")
    complication_improvement: Points = parameter("Points for fewer complications", minimum=0)
    experience_improvement: Points = parameter("Points for better experience", minimum=0)
    submission_points: Points = parameter("Points for patient-reported outcomes", minimum=0)
    deciles_to_improve: Count = parameter("Deciles that make an improvement", minimum=1)

    @clause(cites="42 CFR 510.315(c) and (d)")
    def complication_score(self) -> Points:
        """Points for complications, with improvement."""
        improved = self.complications_deciles >= self.deciles_to_improve
        more = when(improved, self.complication_improvement, 0)
        return self.complication_points.row(self.complications).points + more

    @clause(cites="42 CFR 510.315(c) and (d)")
    def experience_score(self) -> Points:
        """Points for patient experience, with improvement."""
        improved = self.experience_deciles >= self.deciles_to_improve
        more = when(improved, self.experience_improvement, 0)
        return self.experience_points.row(self.experience).points + more

    @clause(cites="42 CFR 510.315(b)")
    def submission_score(self) -> Points:
        """Points for patient-reported outcomes."""
        return when(self.outcomes_submitted, self.submission_points, 0)

    @result(cites="42 CFR 510.315(b)")
    def score(self) -> Points:
        """Composite quality score."""
        return self.complication_score + self.experience_score + self.submission_score
