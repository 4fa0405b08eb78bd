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

    private Fault Late(IngestRequest request, int at, Refusal refusal)
    {
        var key = request.Commands.Span[at].Key;
        var reason = refusal.Code == Refusal.Erased ? FaultReason.Erased : FaultReason.Refused;
        var pointer = key.Kind == ActorKind.User ? "/userId" : "/anonymousId";
        faults.Note(key.Workspace, host.Now, reason, pointer, refusal.Code);
        return new Fault(request.Items[at], reason, pointer, refusal.Detail);
    }

    private static void Add(SortedDictionary<int, Dictionary<string, string>> errors, int item, string pointer, string message)
    {
        if (!errors.TryGetValue(item, out var found))
        {
            errors[item] = found = [];
        }

        found[pointer] = found.TryGetValue(pointer, out var before) ? $"{before}; {message}" : message;
    }
}
