using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.Runtime.Hosting;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>The decisions that the calls of a request caused, for a client that waits for them.</summary>
internal static class Decided
{
    /// <summary>One for each call that was taken, in their order.</summary>
    public static IReadOnlyList<Wire.EventDecisions> Of(IngestRequest request, ReadOnlySpan<byte> body)
    {
        var decisions = new List<Wire.EventDecisions>(request.Count);
        for (var at = 0; at < request.Count; at++)
        {
            ref readonly var answer = ref request.Answers[at];
            if (!answer.Taken)
            {
                continue;
            }

            var key = request.Commands.Span[at].Key;
            decisions.Add(new Wire.EventDecisions(
                MessageIds.Of(request.Content.Items[request.Items[at]], body),
                key.Kind == ActorKind.User ? key.Id : null,
                key.Kind == ActorKind.User ? null : key.Id,
                Candidates(answer)));
        }

        return decisions;
    }

    private static List<Wire.Candidate> Candidates(in Answer answer)
    {
        var candidates = new List<Wire.Candidate>(answer.Traces.Count);
        foreach (var trace in answer.Traces)
        {
            candidates.Add(Of(trace));
        }

        return candidates;
    }

    private static Wire.Candidate Of(Trace trace) => new(
        trace.Campaign.Value,
        WordOf(trace.Verdict),
        trace.Rule,
        trace.At.ToDateTimeOffset(),
        trace.Due?.ToDateTimeOffset(),
        trace.Delivery?.Value,
        trace.Variant,
        trace.LostTo?.Value,
        trace.Detail);

    private static string WordOf(Verdict verdict) => verdict switch
    {
        Verdict.Sent => "sent",
        Verdict.Held => "held",
        Verdict.Dropped => "dropped",
        _ => "lost",
    };
}
