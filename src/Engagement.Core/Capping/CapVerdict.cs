using NodaTime;

namespace Engagement.Core.Capping;

/// <summary>What one rule says about one more send.</summary>
/// <param name="Used">How many sends count now.</param>
/// <param name="FreeAt">
/// When not allowed: the earliest instant at which it will be, if nothing else is sent; null when it never will.
/// </param>
public readonly record struct CapVerdict(bool Allowed, int Used, Instant? FreeAt);
