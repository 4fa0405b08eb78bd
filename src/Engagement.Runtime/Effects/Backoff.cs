namespace Engagement.Runtime.Effects;

/// <summary>How long to leave a host alone that refused: 100 ms, doubled each time, at most 10 s.</summary>
internal struct Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private TimeSpan _last;

    public TimeSpan Next() => _last = _last == default ? First : TimeSpan.FromTicks(Math.Min(_last.Ticks * 2, Longest.Ticks));
}
