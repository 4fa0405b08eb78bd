namespace Engagement.Load.Crash;

/// <summary>What a comparison of server and ledger found. All but the first four must be zero.</summary>
internal sealed record Verdict
{
    public long Acknowledged { get; init; }

    public long Unknown { get; init; }

    public int Users { get; init; }

    public int TriggersDue { get; init; }

    public long Refused { get; init; }

    public long Lost { get; init; }

    public long Doubled { get; init; }

    public int TriggersMissing { get; init; }

    public int TriggersTwice { get; init; }

    /// <summary>Fired, by the server's own history, before the first attempt of their cause was as old as the delay.</summary>
    public int TriggersEarly { get; init; }

    /// <summary>Fired, and the history does not say so.</summary>
    public int TriggersUntold { get; init; }

    public bool IsClean => Refused + Lost + Doubled + TriggersMissing + TriggersTwice + TriggersEarly + TriggersUntold == 0;

    /// <summary>
    /// Lost: acknowledged and not counted. Doubled: counted more often than acknowledged and unknown together
    /// allow. Both per user and event name, so that one cannot hide the other.
    /// </summary>
    public static (long Lost, long Doubled) Compare(IEnumerable<LedgerEntry> ofOneName, long counted)
    {
        var acknowledged = 0L;
        var unknown = 0L;
        foreach (var entry in ofOneName)
        {
            acknowledged += entry.Fate == Fate.Acknowledged ? 1 : 0;
            unknown += entry.Fate == Fate.Unknown ? 1 : 0;
        }

        return (Math.Max(0, acknowledged - counted), Math.Max(0, counted - acknowledged - unknown));
    }
}
