using NodaTime;

namespace Engagement.Core.Capping;

/// <summary>What all rules together say about one more send.</summary>
/// <param name="Blocking">The rule to name when it is not allowed; its <see cref="CapRule.Over"/> says what becomes of the message.</param>
/// <param name="FreeAt">
/// When blocked: the earliest instant at which every rule will allow it, if nothing else is sent. Null when one never will; then the
/// message cannot wait, even where the rule says so.
/// </param>
public readonly record struct CapOutcome(CapRule? Blocking, Instant? FreeAt)
{
    public bool Allowed => Blocking is null;
}
