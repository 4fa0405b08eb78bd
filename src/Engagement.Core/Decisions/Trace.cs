using NodaTime;

namespace Engagement.Core.Decisions;

public enum Verdict : byte
{
    /// <summary>A delivery was made.</summary>
    Sent,

    /// <summary>Waits; the rule says for what, and Due until when.</summary>
    Held,

    /// <summary>Will not be sent for this cause.</summary>
    Dropped,

    /// <summary>Another message, ready in the same turn, came first.</summary>
    Lost,
}

/// <summary>The names of the rules a verdict can come from. On the wire as they stand.</summary>
public static class Rule
{
    public const string None = "none";
    public const string Delay = "delay";
    public const string Exception = "exception";
    public const string Schedule = "schedule";
    public const string Pending = "pending";
    public const string Audience = "audience";
    public const string ReEligibility = "reEligibility";
    public const string Experiment = "experiment";
    public const string Window = "window";
    public const string QuietHours = "quietHours";
    public const string Priority = "priority";
    public const string Template = "template";
    public const string Status = "status";
    public const string Limit = "limit";

    public static string Cap(string ruleId) => $"cap:{ruleId}";
}

/// <summary>What was decided about one campaign for one person, and by which rule.</summary>
/// <param name="Cause">The message key of the event that made the person a candidate.</param>
/// <param name="Detail">For a person to read: the value that tipped it. May be null.</param>
public sealed record Trace(
    CampaignId Campaign,
    Verdict Verdict,
    string Rule,
    ulong Cause,
    Instant At,
    Instant? Due = null,
    DeliveryId? Delivery = null,
    string? Variant = null,
    CampaignId? LostTo = null,
    string? Detail = null);
