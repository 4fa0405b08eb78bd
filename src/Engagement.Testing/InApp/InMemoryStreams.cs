using Engagement.Core;
using Engagement.Core.Messages;
using Engagement.Runtime.InApp;

namespace Engagement.Testing.InApp;

/// <summary>Streams that remember everything they were told, and let a test wait for it. Safe for any number of threads.</summary>
public sealed class InMemoryStreams : IStreams
{
    private readonly Lock _gate = new();
    private readonly List<StreamEvent> _told = [];
    private readonly HashSet<(WorkspaceId Workspace, PersonId Person)> _watching = [];
    private TaskCompletionSource _more = New();

    /// <summary>Told of everything too, in the same order; null: nobody.</summary>
    public IStreams? Onward { get; set; }

    /// <summary>In the order they were told.</summary>
    public IReadOnlyList<StreamEvent> Told
    {
        get
        {
            lock (_gate)
            {
                return [.. _told];
            }
        }
    }

    /// <summary>The person has a stream open until it is closed.</summary>
    public void Open(WorkspaceId workspace, PersonId person)
    {
        lock (_gate)
        {
            _watching.Add((workspace, person));
        }
    }

    /// <summary>The first of what was or will be told that is wanted.</summary>
    public async Task<TEvent> WaitForAsync<TEvent>(Func<TEvent, bool> isWanted, CancellationToken cancellationToken)
        where TEvent : StreamEvent
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (_told.OfType<TEvent>().FirstOrDefault(isWanted) is { } wanted)
                {
                    return wanted;
                }

                more = _more.Task;
            }

            await more.WaitAsync(cancellationToken);
        }
    }

    public void Present(WorkspaceId workspace, PersonId person, QueuedMessage message)
    {
        Tell(new StreamEvent.Presented(workspace, person, message));
        Onward?.Present(workspace, person, message);
    }

    public void Recall(WorkspaceId workspace, PersonId person, DeliveryId delivery)
    {
        Tell(new StreamEvent.Recalled(workspace, person, delivery));
        Onward?.Recall(workspace, person, delivery);
    }

    public void Close(WorkspaceId workspace, PersonId person)
    {
        lock (_gate)
        {
            _watching.Remove((workspace, person));
        }

        Tell(new StreamEvent.Closed(workspace, person));
        Onward?.Close(workspace, person);
    }

    public void Resync(WorkspaceId workspace, PersonId person)
    {
        Tell(new StreamEvent.Resynced(workspace, person));
        Onward?.Resync(workspace, person);
    }

    public IReadOnlyCollection<PersonId> Watching(WorkspaceId workspace)
    {
        lock (_gate)
        {
            return
            [
                .. _watching.Where(watcher => watcher.Workspace == workspace).Select(watcher => watcher.Person),
                .. Onward?.Watching(workspace) ?? [],
            ];
        }
    }

    private void Tell(StreamEvent told)
    {
        TaskCompletionSource more;
        lock (_gate)
        {
            _told.Add(told);
            more = _more;
            _more = New();
        }

        more.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
