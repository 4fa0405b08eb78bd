using Engagement.Core.Catalogs;
using Engagement.Core.Decisions;
using Engagement.Core.Targeting;
using NodaTime;

namespace Engagement.Core.Users;

/// <summary>A message considered for a person: which campaign, and because of what.</summary>
internal readonly record struct Candidate(CompiledCampaign Campaign, ulong Cause, string Event, Instant CausedAt, EventProperties Properties)
{
    public Trace Dropped(string rule, Instant now, string? detail = null) =>
        new(Campaign.Id, Verdict.Dropped, rule, Cause, now, Detail: detail);

    public Trace Held(string rule, Instant now, Instant due, string? detail = null) =>
        new(Campaign.Id, Verdict.Held, rule, Cause, now, Due: due, Detail: detail);

    public PendingTrigger Until(Instant due, string rule) => new(Campaign.Id, Cause, Event, CausedAt, Properties, due, rule);
}
