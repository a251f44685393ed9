"""Transforming Episode Accountability Model (TEAM), 2026 to 2030, from summed amounts."""

from __future__ import annotations

from vbc_cms.bundles.team_tracks import CITES, HOSPITALS, OPEN_TRACKS, TRACKS, OpenTracks
from vbc_rules import (
    USD,
    Arrangement,
    Choice,
    PaymentModel,
    Points,
    Rate,
    YesNo,
    at_least_zero,
    clause,
    fact,
    lesser_of,
    parameter,
    points,
    result,
    stages,
    table,
    to_cents,
    when,
)

GAIN_STAGES = stages("gross_gains", "adjusted_gains", "earned")
LOSS_STAGES = stages("gross_losses", "adjusted_losses", "owed")
PAYMENT = "42 CFR 512.550 [M-h]"
QUALITY = "42 CFR 512.550, composite quality score adjustment [M-h]"
LOW_VOLUME = "42 CFR 512.550: no downside with fewer than 31 baseline episodes [C: AHP]"
POST_EPISODE = "42 CFR 512.550, spending after episodes [M-m]"


class SummedTeam(PaymentModel):
    """Transforming Episode Accountability Model, from summed amounts.

    What was spent less than the reconciliation target is gained, less a part that quality
    did not earn; what was spent more is owed, less a part that quality forgives. The track
    sets the limits, which come after quality.
    """

    id = "cms.team_summed"
    first_year = 2026
    last_year = 2030
    waterfall = (GAIN_STAGES, LOSS_STAGES)
    arrangement = Arrangement(
        kind="episode",
        scope="condition",
        losses=("owed", "post_episode_owed"),
        quality=("composite_quality_score",),
    )

    target: USD = fact("Reconciliation target prices of all episodes", minimum=0, places=6)
    spending: USD = fact("Spending of all episodes, each up to its cap", minimum=0, places=6)
    forgiven: USD = fact(
        "Losses of categories with few baseline episodes, which are not shared",
        minimum=0,
        places=6,
    )
    composite_quality_score: Points = fact(
        "Composite quality score, 0 to 100", places=6, minimum=0, maximum=100
    )
    post_episode_excess: USD = fact(
        "Spending of days 31 to 60 above the limit of the region", minimum=0, places=6
    )

    track: Choice = parameter("Track", choices=TRACKS)
    hospital: Choice = parameter("Kind of hospital by which the track is chosen", choices=HOSPITALS)
    gain_limit: Rate = parameter("Limit on gains, as a share of the target")
    loss_limit: Rate = parameter("Limit on losses, as a share of the target; 0 for no downside")
    gain_quality: Rate = parameter("Part of the gains that quality adjusts")
    loss_quality: Rate = parameter("Part of the losses that quality adjusts")
    post_episode_share: Rate = parameter("Share owed of high spending after episodes")

    open_tracks: OpenTracks = table("Tracks by kind of hospital", rows=OPEN_TRACKS, cites=CITES)

    @clause(cites="42 CFR 512.540")
    def total_target(self) -> USD:
        """Reconciliation target prices of all episodes."""
        return self.target

    @clause(cites=PAYMENT)
    def total_spending(self) -> USD:
        """Spending of all episodes."""
        return self.spending

    @clause(cites=LOW_VOLUME)
    def forgiven_losses(self) -> USD:
        """Losses of low-volume categories."""
        return self.forgiven

    @clause(cites=PAYMENT)
    def difference(self) -> USD:
        """Target less spending, without the losses of low-volume categories."""
        return self.total_target - self.total_spending + self.forgiven_losses

    @clause(cites=QUALITY)
    def quality(self) -> Rate:
        """Composite quality score as a share of 100."""
        return self.composite_quality_score / points(100)

    @clause(cites=PAYMENT)
    def gross_gains(self) -> USD:
        """What was spent less than the target."""
        return at_least_zero(self.difference)

    @clause(cites=QUALITY)
    def adjusted_gains(self) -> USD:
        """Gains less what quality did not earn."""
        return self.gross_gains - self.gain_quality * (1 - self.quality) * self.gross_gains

    @clause(cites=PAYMENT)
    def earned(self) -> USD:
        """Gains within the limit of the track."""
        return to_cents(lesser_of(self.adjusted_gains, self.gain_limit * self.total_target))

    @clause(cites=PAYMENT)
    def gross_losses(self) -> USD:
        """What was spent more than the target."""
        return at_least_zero(-self.difference)

    @clause(cites=QUALITY)
    def adjusted_losses(self) -> USD:
        """Losses less what quality forgives."""
        return self.gross_losses - self.loss_quality * self.quality * self.gross_losses

    @clause(cites=PAYMENT)
    def owed(self) -> USD:
        """Losses within the limit of the track."""
        return to_cents(lesser_of(self.adjusted_losses, self.loss_limit * self.total_target))

    @clause(cites=POST_EPISODE)
    def total_post_episode_excess(self) -> USD:
        """Spending after the episodes above the limit."""
        return self.post_episode_excess

    @clause(cites=POST_EPISODE)
    def post_episode_owed(self) -> USD:
        """Owed for spending after the episodes."""
        return to_cents(self.post_episode_share * self.total_post_episode_excess)

    @result(cites=PAYMENT)
    def settlement(self) -> USD:
        """Reconciliation payment.

        It is negative where the hospital repays.
        """
        return self.earned - self.owed - self.post_episode_owed

    @result(cites=CITES)
    def track_open(self) -> YesNo:
        """The hospital may be in the track."""
        row = self.open_tracks.row(self.hospital)
        later = when(self.track.is_("track_2"), row.track_2, row.track_3)
        return when(self.track.is_("track_1"), row.track_1, later)
