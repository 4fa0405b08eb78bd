using Azure.Messaging.EventHubs;

namespace Engagement.Silo.Azure.Tests.EventHubs;

/// <summary>What is on a hub, and nothing of how it is reached. Safe for any number of threads.</summary>
internal sealed class InMemoryHub(int partitions)
{
    public const string Namespace = "test.servicebus.windows.net";
    public const string Name = "events";
    public const string Group = "$Default";

    private readonly Lock _gate = new();
    private readonly List<EventData>[] _events = [.. Enumerable.Range(0, partitions).Select(_ => new List<EventData>())];
    private TaskCompletionSource _more = New();

    public IReadOnlyList<string> Partitions => [.. Enumerable.Range(0, partitions).Select(at => at.ToString())];

    /// <summary>Puts an event on the partition that a key has.</summary>
    public void Append(string key, EventData sent) => Append((int)(Core.Hashing.StableHash.Of(key) % (ulong)partitions), sent);

    public void Append(int partition, EventData sent)
    {
        TaskCompletionSource more;
        lock (_gate)
        {
            var events = _events[partition];
            events.Add(HubEvents.Of(events.Count, sent.Body, sent.Properties, sent.MessageId));
            (more, _more) = (_more, New());
        }

        more.SetResult();
    }

    /// <summary>Waits for events from a number on.</summary>
    public async Task<EventData[]> ReadAsync(string partition, int from, int most, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                EventData[] events = [.. _events[int.Parse(partition)].Skip(from).Take(most)];
                if (events.Length > 0)
                {
                    return events;
                }

                more = _more.Task;
            }

            await more.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
