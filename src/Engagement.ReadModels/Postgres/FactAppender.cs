using System.Threading.Channels;

namespace Engagement.ReadModels.Postgres;

/// <summary>
/// Appends to one partition of the log, one transaction at a time: while one is under way, what comes in gathers for the next. Safe for any
/// number of threads.
/// </summary>
internal sealed class FactAppender : IAsyncDisposable
{
    /// <summary>More in one transaction would hold up the others that append to the partition.</summary>
    private const int FactsInGroup = 1_024;

    private readonly PostgresDatabase _database;
    private readonly int _partition;
    private readonly Channel<Appending> _waiting = Channel.CreateUnbounded<Appending>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _loop;

    public FactAppender(PostgresDatabase database, int partition)
    {
        (_database, _partition) = (database, partition);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Completes when the facts are durable.</summary>
    /// <exception cref="IOException">Not kept, or not known whether.</exception>
    public Task AppendAsync(IReadOnlyList<EncodedFact> facts)
    {
        var appending = new Appending(facts);
        return _waiting.Writer.TryWrite(appending)
            ? appending.Done.Task
            : Task.FromException(new IOException("the fact log is closed"));
    }

    /// <summary>Completes when what was given is durable, or failed.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        var group = new List<Appending>();
        var facts = new List<EncodedFact>();
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            group.Clear();
            facts.Clear();
            while (facts.Count < FactsInGroup && _waiting.Reader.TryRead(out var next))
            {
                group.Add(next);
                facts.AddRange(next.Facts);
            }

            var failure = await TryAppendAsync(facts).ConfigureAwait(false);
            foreach (var appending in group)
            {
                appending.End(failure);
            }
        }
    }

    private async Task<IOException?> TryAppendAsync(List<EncodedFact> facts)
    {
        try
        {
            await _database.DoAsync(
                async connection =>
                {
                    await FactGroup.AppendAsync(connection, _partition, facts, CancellationToken.None).ConfigureAwait(false);
                    return true;
                },
                CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch (IOException failure)
        {
            return failure;
        }
        catch (Exception failure)
        {
            // The loop must live: whatever this was, the next group may not meet it.
            return new IOException($"the fact log: {failure.Message}", failure);
        }
    }

    private sealed record Appending(IReadOnlyList<EncodedFact> Facts)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void End(IOException? failure)
        {
            if (failure is null)
            {
                Done.SetResult();
            }
            else
            {
                Done.SetException(new IOException(failure.Message, failure));
            }
        }
    }
}
