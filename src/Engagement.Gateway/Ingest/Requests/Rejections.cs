using Engagement.Core;
using Engagement.Gateway.Ingest.Faults;
using Engagement.Gateway.Ingest.Reading;
using Engagement.Runtime.Hosting;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>The items of a request that were not taken, though the rest was: those with faults, and those the core refused for good.</summary>
internal sealed class Rejections(IActorHost host, FaultLog faults)
{
    public static bool Any(IngestRequest request)
    {
        if (request.Content.Faults.Count > 0)
        {
            return true;
        }

        for (var at = 0; at < request.Count; at++)
        {
            if (!request.Answers[at].Taken && !request.IsLink(at))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>In the order of the items; null when there are none.</summary>
    public IReadOnlyList<Wire.RejectedCall>? Of(IngestRequest request, ReadOnlySpan<byte> body)
    {
        var content = request.Content;
        var errors = new SortedDictionary<int, Dictionary<string, string>>();
        foreach (var fault in content.Faults)
        {
            Add(errors, fault.Item, Refusals.PointerOf(content, fault), fault.Message);
        }

        for (var at = 0; at < request.Count; at++)
        {
            if (request.Answers[at].Refusal is { } refusal && !request.IsLink(at))
            {
                var fault = Late(request, at, refusal);
                Add(errors, fault.Item, Refusals.PointerOf(content, fault), fault.Message);
            }
        }

        var rejected = new List<Wire.RejectedCall>(errors.Count);
        foreach (var (item, found) in errors)
        {
            rejected.Add(new Wire.RejectedCall(item, MessageIds.Of(content.Items[item], body), found));
        }

        return rejected.Count == 0 ? null : rejected;
    }

    /// <summary>
    /// Why a call of its own was not taken, where the client is to be told by the status: it would be more than is kept of one person. Null
    /// otherwise, and for a batch.
    /// </summary>
    public Refusal? OfCall(IngestRequest request)
    {
        if (request.Content.IsBatch || request.Count == 0)
        {
            return null;
        }

        var call = request.Count - 1;
        if (request.Answers[call].Refusal is not { Code: Refusal.TooLarge or Refusal.TooManyGroups } refusal)
        {
            return null;
        }

        Late(request, call, refusal);
        return refusal;
    }

    private Fault Late(IngestRequest request, int at, Refusal refusal)
    {
        var key = request.Commands.Span[at].Key;
        var reason = ReasonOf(refusal);
        var pointer = refusal.Errors.Count > 0 ? refusal.Errors[0].Pointer : key.Kind == ActorKind.User ? "/userId" : "/anonymousId";
        faults.Note(key.Workspace, host.Now, reason, pointer, refusal.Code);
        return new Fault(request.Items[at], reason, pointer, refusal.Detail);
    }

    private static FaultReason ReasonOf(Refusal refusal) => refusal.Code switch
    {
        Refusal.Erased => FaultReason.Erased,
        Refusal.TooLarge => FaultReason.TooLarge,
        Refusal.TooManyGroups => FaultReason.TooMany,
        _ => FaultReason.Refused,
    };

    private static void Add(SortedDictionary<int, Dictionary<string, string>> errors, int item, string pointer, string message)
    {
        if (!errors.TryGetValue(item, out var found))
        {
            errors[item] = found = [];
        }

        found[pointer] = found.TryGetValue(pointer, out var before) ? $"{before}; {message}" : message;
    }
}
