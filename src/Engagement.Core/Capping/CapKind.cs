namespace Engagement.Core.Capping;

/// <summary>How a cap's period lies in time.</summary>
public enum CapKind : byte
{
    /// <summary>The period that ends now: a send counts for exactly that long. A day is 24 hours.</summary>
    Rolling,

    /// <summary>The period that a calendar and clock show now: 23:59 and 00:00 lie in two days.</summary>
    Calendar,
}
