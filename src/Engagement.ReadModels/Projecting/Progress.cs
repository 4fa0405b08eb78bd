namespace Engagement.ReadModels.Projecting;

/// <summary>How far each partition of the feed is projected, for readers that wait for it. Thread-safe.</summary>
internal sealed class Progress(TimeProvider time)
{
    private readonly Signal _moved = new();
    private State _state = new(null, "not started yet");

    /// <summary>Set when a reader waits: it wants the projections now.</summary>
    public Signal Wanted { get; } = new();

    /// <summary>Why nothing new comes in now; null when it does.</summary>
    public string? Trouble => Volatile.Read(ref _state).Trouble;

    public void Publish(ReadOnlySpan<long> positions)
    {
        Volatile.Write(ref _state, new State(positions.ToArray(), Trouble: null));
        _moved.Set();
    }

    /// <summary>Another process takes in what comes.</summary>
    public void StandBy() => Volatile.Write(ref _state, new State(null, Trouble: null));

    /// <summary>Nothing new comes in until the next <see cref="Publish"/>; what is in can be read.</summary>
    /// <param name="trouble">Continues the sentence "the read models are ...".</param>
    public void HoldUp(string trouble) => Volatile.Write(ref _state, Volatile.Read(ref _state) with { Trouble = trouble });

    /// <summary>Nothing can be read until the next <see cref="Publish"/>.</summary>
    /// <param name="trouble">Continues the sentence "the read models are ...".</param>
    public void Suspend(string trouble) => Volatile.Write(ref _state, new State(null, trouble));

    /// <summary>Completes when every partition is projected to at least the position given for it.</summary>
    /// <exception cref="TimeoutException">They were not in time; the message says why, for a person.</exception>
    public async Task WaitAsync(long[] heads, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var moved = _moved.Next;
        if (IsPast(heads))
        {
            return;
        }

        var deadline = time.GetTimestamp() + (long)(timeout.TotalSeconds * time.TimestampFrequency);
        while (true)
        {
            Wanted.Set();
            var left = TimeSpan.FromSeconds((double)(deadline - time.GetTimestamp()) / time.TimestampFrequency);
            try
            {
                await moved.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw Late(Trouble, timeout);
            }

            moved = _moved.Next;
            if (IsPast(heads))
            {
                return;
            }
        }
    }

    /// <param name="trouble">Continues the sentence "the read models are ..."; null when it is not known.</param>
    public static TimeoutException Late(string? trouble, TimeSpan timeout) => new(
        $"the read models are {trouble ?? "behind"}: within {timeout.TotalSeconds:0.###} s they did not take in what was written before this question");

    /// <param name="positions">Null: nothing can be read.</param>
    public static bool IsPast(long[] heads, long[]? positions) =>
        positions is not null && !heads.Where((head, partition) => head > positions[partition]).Any();

    private bool IsPast(long[] heads) => IsPast(heads, Volatile.Read(ref _state).Positions);

    private sealed record State(long[]? Positions, string? Trouble);
}
