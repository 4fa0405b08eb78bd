using System.Collections.Concurrent;
using System.Collections.Immutable;
using Engagement.Core;
using Engagement.Core.Messages;
using Engagement.Runtime.InApp;

namespace Engagement.Gateway.InApp.Streaming;

/// <summary>
/// The open streams of this process, by person. A message is made into bytes once, and only when somebody is watching; telling a stream is
/// putting a reference into its bounded buffer. Safe for any number of threads; nothing here waits for a reader.
/// </summary>
internal sealed class Streams : IStreams
{
    // Long, so that more devices than may be do not drive each other out all the time.
    private static readonly Frame Crowded = Frame.Retry(TimeSpan.FromMinutes(1));

    private readonly ConcurrentDictionary<Watcher, ImmutableArray<OpenStream>> _open = new();
    private int _count;
    private volatile Frame? _farewell;

    /// <summary>Streams open now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>
    /// All that is told to the person from now on reaches the stream. Beyond the most that a person may have, the oldest ends: it is likely
    /// one whose client is gone, and a refusal would make a browser give up for good.
    /// </summary>
    public void Open(WorkspaceId workspace, PersonId person, OpenStream stream, int mostOfPerson)
    {
        var watcher = new Watcher(workspace, person);
        while (true)
        {
            var before = _open.GetOrAdd(watcher, []);
            var oldest = before.Length >= mostOfPerson ? before[0] : null;
            var after = oldest is null ? before : before.RemoveAt(0);
            if (_open.TryUpdate(watcher, after.Add(stream), before))
            {
                oldest?.End(Crowded);
                Interlocked.Add(ref _count, oldest is null ? 1 : 0);
                EndIfLeaving(stream);
                return;
            }
        }
    }

    public void Remove(WorkspaceId workspace, PersonId person, OpenStream stream)
    {
        var watcher = new Watcher(workspace, person);
        while (_open.TryGetValue(watcher, out var before) && before.Contains(stream))
        {
            var after = before.Remove(stream);
            var removed = after.IsEmpty
                ? _open.TryRemove(KeyValuePair.Create(watcher, before))
                : _open.TryUpdate(watcher, after, before);
            if (removed)
            {
                Interlocked.Decrement(ref _count);
                return;
            }
        }
    }

    public void Present(WorkspaceId workspace, PersonId person, QueuedMessage message)
    {
        if (_open.TryGetValue(new Watcher(workspace, person), out var streams))
        {
            Offer(streams, Frame.Message(message));
        }
    }

    public void Recall(WorkspaceId workspace, PersonId person, DeliveryId delivery)
    {
        if (_open.TryGetValue(new Watcher(workspace, person), out var streams))
        {
            Offer(streams, Frame.Recall(delivery));
        }
    }

    public void Close(WorkspaceId workspace, PersonId person)
    {
        if (_open.TryGetValue(new Watcher(workspace, person), out var streams))
        {
            foreach (var stream in streams)
            {
                stream.Cut();
            }
        }
    }

    public void Resync(WorkspaceId workspace, PersonId person)
    {
        if (_open.TryGetValue(new Watcher(workspace, person), out var streams))
        {
            Offer(streams, Frame.Resync);
        }
    }

    public IReadOnlyCollection<PersonId> Watching(WorkspaceId workspace) =>
        [.. _open.Where(entry => entry.Key.Workspace == workspace && !entry.Value.IsEmpty).Select(entry => entry.Key.Person)];

    /// <summary>Ends every stream with a last frame, those opened from now on too.</summary>
    public void EndAll(Frame farewell)
    {
        _farewell = farewell;
        foreach (var (_, streams) in _open)
        {
            foreach (var stream in streams)
            {
                stream.End(farewell);
            }
        }
    }

    // One opened while EndAll went through the others would be passed over.
    private void EndIfLeaving(OpenStream stream)
    {
        if (_farewell is { } farewell)
        {
            stream.End(farewell);
        }
    }

    private static void Offer(ImmutableArray<OpenStream> streams, Frame frame)
    {
        foreach (var stream in streams)
        {
            stream.Offer(frame);
        }
    }

    private readonly record struct Watcher(WorkspaceId Workspace, PersonId Person);
}
