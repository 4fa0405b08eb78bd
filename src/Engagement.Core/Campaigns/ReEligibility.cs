using NodaTime;

namespace Engagement.Core.Campaigns;

/// <summary>
/// Whether someone who received a campaign may receive it again. Measured from receipt, in elapsed time: 30 days are 2,592,000 seconds.
/// Someone who never received it always may, however often a pending send was cancelled, dropped or aborted.
/// </summary>
public abstract record ReEligibility
{
    private ReEligibility()
    {
    }

    /// <summary>The earliest instant at which it may be received again; null for never.</summary>
    public abstract Instant? AllowedAt(Instant lastReceived);

    /// <param name="lastReceived">Null when it was never received.</param>
    public virtual bool Allows(Instant? lastReceived, Instant now) => lastReceived is not { } received || AllowedAt(received) <= now;

    /// <summary>Once in a lifetime.</summary>
    public sealed record Once : ReEligibility
    {
        public override Instant? AllowedAt(Instant lastReceived) => null;
    }

    /// <summary>Again at once.</summary>
    public sealed record Always : ReEligibility
    {
        public override Instant? AllowedAt(Instant lastReceived) => lastReceived;

        // Also when the clock was set back behind the last receipt.
        public override bool Allows(Instant? lastReceived, Instant now) => true;
    }

    /// <summary>Again when the wait has gone by since the last receipt, to the instant.</summary>
    public sealed record After(Duration Wait) : ReEligibility
    {
        public override Instant? AllowedAt(Instant lastReceived) => lastReceived + Wait;
    }
}
