namespace Engagement.Core.Definitions;

/// <summary>How large a definition may be. Beyond any of these it is refused with the number in the message.</summary>
public static class DefinitionLimits
{
    public const int DocumentBytes = 256 * 1024;
    public const int IdLength = OpaqueId.MaximumLength;
    public const int NameLength = 200;
    public const int EventNameLength = 256;
    public const int PathLength = 256;
    public const int TextLength = 2_000;
    public const int UrlLength = 2_000;
    public const int ConditionDepth = 10;
    public const int ConditionLeaves = 200;
    public const int ListItems = 1_000;
    public const int Tags = 20;
    public const int Events = 50;
    public const int Variants = 20;
    public const int Actions = 5;
    public const int Locales = 50;
    public const int Screens = 50;
    public const int CapRules = 50;
    public const int CapLimit = 10_000;
    public const int HighestRank = 1_000_000;
    public const int HighestWeight = 1_000_000;

    /// <summary>Windowed counts look back no further.</summary>
    public const int CountedDays = 90;

    /// <summary>Delays, absences and waits are no longer.</summary>
    public const int LongestDays = 3_650;

    public const int LongestDelayDays = 365;

    /// <summary>Deliveries are kept long enough for a goal this long after.</summary>
    public const int LongestGoalDays = 30;

    public const int LongestCapDays = 31;
}
