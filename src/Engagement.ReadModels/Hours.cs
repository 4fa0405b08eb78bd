namespace Engagement.ReadModels;

/// <summary>Whole hours since 1970-01-01T00:00Z, the unit that results are kept in.</summary>
internal static class Hours
{
    public const long Milliseconds = 3_600_000;
    public const long Day = 24;

    public static long Of(long milliseconds) => Math.DivRem(milliseconds, Milliseconds) is var (hours, rest) && rest < 0 ? hours - 1 : hours;
}
