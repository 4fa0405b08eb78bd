namespace Engagement.Load.Crash;

/// <summary>How the crash test is driven. Kills come at random instants while requests are under way.</summary>
internal sealed record CrashPlan
{
    public int Shifts { get; init; } = 16;

    public int RequestsPerSecond { get; init; } = 1500;

    public int UsersPerShift { get; init; } = 60;

    public int BatchSize { get; init; } = 10;

    public double DelayedShare { get; init; } = 0.05;

    /// <summary>The share of waiting users who are watched for a message that comes early.</summary>
    public double WatchedShare { get; init; } = 0.5;

    public double RepeatShare { get; init; } = 0.05;

    public int Kills { get; init; } = 20;

    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long load runs where nothing is killed.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Load runs until a line comes on the standard input instead.</summary>
    public bool UntilLine { get; init; }

    /// <summary>Load goes on, beyond that duration if need be, until so many events stand in the ledger.</summary>
    public int LeastEvents { get; init; }

    public ulong Seed { get; init; } = 1;
}
