using Engagement.Core;
using Engagement.Core.Hashing;
using Engagement.Core.Workspaces;
using Engagement.Gateway.Ingest.Reading;
using Engagement.Gateway.Ingest.Requests;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.Streams;

namespace Engagement.Gateway.Ingest.Streams;

/// <summary>Items of a stream, from their bytes to their outcomes: the same reading, judging and joining as behind HTTP.</summary>
internal sealed class EventIngest(IActorHost host, IngestKeys keys, Intake intake, LinkedPairs linked, Outcomes outcomes) : IEventIngest
{
    private readonly Turns _turns = new(host, linked, new Rounds(host).AskAsync);

    public async ValueTask<IReadOnlyList<IngestOutcome>> IngestAsync(
        StreamOrigin origin, IReadOnlyList<StreamItem> items, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (host.Health is { Ready: false } health)
        {
            // Before it has all its workspaces, a key that is nobody's may only be one not yet known.
            return [.. items.Select(_ => IngestOutcome.Later(Refusal.Of(Refusal.Unavailable, string.Join("; ", health.Missing))))];
        }

        // Across items too, a pair is joined once: each join would take a round of its own.
        var pairs = new HashSet<ulong>();
        var inHand = items.Select(item => Read(origin, item, pairs)).ToList();
        await SendAsync([.. inHand.SelectMany(parts => parts).Where(part => part.Refusal is null).Select(part => part.Request)]);
        return inHand.ConvertAll(outcomes.Of);
    }

    private List<PartInHand> Read(StreamOrigin origin, StreamItem item, HashSet<ulong> pairs)
    {
        var parts = Payload.Read(item.Body);
        var inHand = new List<PartInHand>(parts.Count);
        foreach (var part in parts)
        {
            var request = new IngestRequest(pairs);
            request.Content.Identity = part.Id is null
                ? StableHash.Of(item.Id, StableHash.Of(origin.Partition, StableHash.Of(origin.Source))) + (ulong)inHand.Count
                : StableHash.Of(part.Id);
            inHand.Add(new PartInHand(part, request, Prepare(origin, item, part, request)));
        }

        return inHand;
    }

    private Refusal? Prepare(StreamOrigin origin, StreamItem item, in PayloadPart part, IngestRequest request)
    {
        var body = part.Body.Span;
        var limit = part.IsBatch ? IngestLimits.BatchBytes : IngestLimits.EventBytes;
        BodyFault? tooLarge = body.Length > limit ? new(FaultReason.TooLarge, string.Empty, $"it may hold at most {limit} bytes, inflated") : null;
        if ((part.Fault ?? tooLarge ?? BodyReader.Read(body, part.IsBatch, request.Content)) is { } wrong)
        {
            return intake.Refuse(item.Stamp?.Workspace, wrong);
        }

        if (item.Stamp is { } stamp)
        {
            var stamped = new CallOrigin(stamp.Workspace, stamp.MayJoinKnown, stamp.ReceivedAt) { SentAt = stamp.SentAt };
            return intake.Take(body, part.IsBatch ? CallKind.Batch : CallKinds.Of(stamp.Call), stamped, request);
        }

        keys.Find(origin.Key is null ? string.Empty : $"Bearer {origin.Key}", body, request.Content.WriteKey, out var grant, out var refusal);
        if (refusal is not null)
        {
            return refusal;
        }

        var received = item.EnqueuedAt is { } enqueued && enqueued < host.Now ? enqueued : host.Now;
        var keyed = new CallOrigin(grant!.Workspace, grant.Key.Kind == KeyKind.Secret, received);
        return intake.Take(body, part.IsBatch ? CallKind.Batch : CallKind.None, keyed, request);
    }

    // In their order; what holds for all their commands alike is given together.
    private async ValueTask SendAsync(List<IngestRequest> requests)
    {
        Refusal? later = null;
        for (int from = 0, to; from < requests.Count; from = to)
        {
            to = from + 1;
            while (to < requests.Count && requests[to].MayJoinKnown == requests[from].MayJoinKnown)
            {
                to++;
            }

            later = await SendAsync(requests[from..to], later);
        }
    }

    private async ValueTask<Refusal?> SendAsync(List<IngestRequest> requests, Refusal? later)
    {
        var commands = new Envelope[requests.Sum(request => request.Count)];
        var answers = new Answer[commands.Length];
        var at = 0;
        foreach (var request in requests)
        {
            request.Commands.CopyTo(commands.AsMemory(at));
            at += request.Count;
        }

        if (later is null)
        {
            later = await _turns.SendAsync(commands, answers, requests[0].MayJoinKnown);
        }
        else
        {
            answers.AsSpan().Fill(new Answer(later, null, default));
        }

        at = 0;
        foreach (var request in requests)
        {
            answers.AsSpan(at, request.Count).CopyTo(request.Answers);
            at += request.Count;
        }

        return later;
    }
}
