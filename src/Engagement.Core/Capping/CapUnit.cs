namespace Engagement.Core.Capping;

/// <summary>The unit of a cap's period.</summary>
public enum CapUnit : byte
{
    Minute,
    Hour,
    Day,

    /// <summary>7 days; by the calendar it starts on Monday (ISO 8601).</summary>
    Week,

    /// <summary>By the calendar only.</summary>
    Month,
}
