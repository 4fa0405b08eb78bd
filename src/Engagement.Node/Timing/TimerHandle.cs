namespace Engagement.Node.Timing;

/// <summary>Names one timer of one wheel. The default names none; a handle of a timer that fired or was cancelled names none either.</summary>
public readonly record struct TimerHandle
{
    internal TimerHandle(int index, int generation)
    {
        Index = index;
        Generation = generation;
    }

    internal int Index { get; }

    /// <summary>Odd while in use, so that the default, 0, never matches.</summary>
    internal int Generation { get; }
}
