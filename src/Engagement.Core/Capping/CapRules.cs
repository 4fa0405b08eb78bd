using System.Collections.Immutable;
using NodaTime;
using Engagement.Core.Timing;

namespace Engagement.Core.Capping;

/// <summary>Several rules at once: a message goes out when every rule that applies to its channel allows it.</summary>
public static class CapRules
{
    /// <summary>
    /// The most restrictive rule that blocks is named: one that drops before one that defers, then the one that is free last (never is
    /// last of all), then the first in order.
    /// </summary>
    public static CapOutcome Check(
        ImmutableArray<CapRule> rules, Channel channel, ReadOnlySpan<CappedSend> ledger, Instant now, RecipientZones zones)
    {
        CapRule? blocking = null;
        Instant namedFreeAt = default, allFreeAt = Instant.MinValue;
        foreach (var rule in rules)
        {
            if (!rule.AppliesTo(channel)) continue;
            var verdict = rule.Check(ledger, now, zones.User, zones.Workspace);
            if (verdict.Allowed) continue;
            var freeAt = verdict.FreeAt ?? Instant.MaxValue;
            allFreeAt = Instant.Max(allFreeAt, freeAt);
            if (blocking is not null && !IsStricter(rule, freeAt, blocking, namedFreeAt)) continue;
            (blocking, namedFreeAt) = (rule, freeAt);
        }

        return new CapOutcome(blocking, blocking is null || allFreeAt == Instant.MaxValue ? null : allFreeAt);
    }

    private static bool IsStricter(CapRule rule, Instant freeAt, CapRule than, Instant thanFreeAt) =>
        rule.Over == than.Over ? freeAt > thanFreeAt : rule.Over == OverCap.Drop;
}
