using Engagement.Core;
using Engagement.Gateway.Mapping;
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
            if (!answer.Taken || request.IsLink(at))
            {
                continue;
            }

            var key = request.Commands.Span[at].Key;
            decisions.Add(new Wire.EventDecisions(
                MessageIds.Of(request.Content.Items[request.Items[at]], body),
                CandidatesOf(answer),
                key.Kind == ActorKind.User ? key.Id : null,
                key.Kind == ActorKind.User ? null : key.Id));
        }

        return decisions;
    }

    private static List<Wire.Candidate> CandidatesOf(in Answer answer)
    {
        var candidates = new List<Wire.Candidate>(answer.Traces.Count);
        foreach (var trace in answer.Traces)
        {
            candidates.Add(trace.ToWire());
        }

        return candidates;
    }
}
