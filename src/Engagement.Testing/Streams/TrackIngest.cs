using System.Text.Json;
using System.Text.Json.Nodes;
using Engagement.Core;
using Engagement.Core.Hashing;
using Engagement.Core.Users;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.Streams;

namespace Engagement.Testing.Streams;

/// <summary>
/// The least an ingest must do, over a real host: <c>{"userId","event","messageId"?}</c> becomes one turn, one after the other. Remembers in
/// which order messages were first durable.
/// </summary>
public sealed class TrackIngest(Func<IActorHost> host, WorkspaceId workspace) : IEventIngest
{
    private readonly Lock _gate = new();
    private readonly HashSet<(PersonId, ulong)> _known = [];
    private readonly List<(PersonId Person, string Event)> _taken = [];
    private TaskCompletionSource _more = New();

    /// <summary>Each message once, in the order they became durable.</summary>
    public IReadOnlyList<(PersonId Person, string Event)> Taken
    {
        get
        {
            lock (_gate)
            {
                return [.. _taken];
            }
        }
    }

    /// <summary>Completes when so many messages are durable.</summary>
    public async Task TakenAsync(int messages, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (_taken.Count >= messages)
                {
                    return;
                }

                more = _more.Task;
            }

            await more.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask<IReadOnlyList<IngestOutcome>> IngestAsync(
        StreamOrigin origin, IReadOnlyList<StreamItem> items, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(items);
        var outcomes = new List<IngestOutcome>(items.Count);
        Refusal? later = null;
        foreach (var item in items)
        {
            var outcome = later is null ? await TakeAsync(origin, item, cancellationToken) : IngestOutcome.Later(later);
            later = outcome is { IsFinal: false } ? outcome.Refusal : later;
            outcomes.Add(outcome);
        }

        return outcomes;
    }

    private async ValueTask<IngestOutcome> TakeAsync(StreamOrigin origin, StreamItem item, CancellationToken cancellationToken)
    {
        if (Read(item) is not { } call || (string?)call["userId"] is not { } user || (string?)call["event"] is not { } name)
        {
            return IngestOutcome.Poisoned(Refusal.Of(Refusal.Invalid, "expected userId and event"));
        }

        var person = PersonId.Known(user);
        var key = StableHash.Of((string?)call["messageId"] ?? $"{origin.Source}/{origin.Partition}/{item.Id}");
        var track = new UserCommand.Track(new MessageStamp(key, host().Now), name, default, Context: null);
        var answer = await host().AskAsync(ActorKey.Of(workspace, person), track, cancellationToken);
        if (answer.Refusal is { } refusal)
        {
            return refusal.MayPass ? IngestOutcome.Later(refusal) : IngestOutcome.Poisoned(refusal);
        }

        Note(person, key, name);
        return IngestOutcome.Durable;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Note(PersonId person, ulong key, string name)
    {
        TaskCompletionSource more;
        lock (_gate)
        {
            if (!_known.Add((person, key)))
            {
                return;
            }

            _taken.Add((person, name));
            (more, _more) = (_more, New());
        }

        more.SetResult();
    }

    private static JsonObject? Read(StreamItem item)
    {
        try
        {
            return JsonNode.Parse(item.Body.Span) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
