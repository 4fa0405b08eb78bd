using System.Runtime.CompilerServices;
using Engagement.Core;
using Engagement.Runtime.Hosting;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>Gives a request's commands to the host, all at once where no join stands between them.</summary>
internal sealed class Dispatch(IActorHost host, LinkedPairs linked)
{
    private readonly Joins _joins = new(host, linked);

    /// <summary>Fills in the answers.</summary>
    /// <returns>
    /// Null when every command was answered for good. Else why the client must send the request again: some of it may be done already, and
    /// what has a message id is then not done twice.
    /// </returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Refusal?> SendAsync(IngestRequest request)
    {
        if (request.MayJoin)
        {
            return await SendInTurnAsync(request);
        }

        if (request.Count == 1)
        {
            var command = request.Commands.Span[0];
            var answer = await host.AskAsync(command.Key, command.Command, CancellationToken.None);
            request.Answers[0] = answer;
        }
        else if (request.Count > 1)
        {
            var answers = await host.AskAsync(request.Commands, CancellationToken.None);
            answers.CopyTo(request.Answers);
        }

        return Again(request.Answers);
    }

    // What comes after a join, of either person, must see it.
    private async ValueTask<Refusal?> SendInTurnAsync(IngestRequest request)
    {
        for (int from = 0, count; from < request.Count; from += count)
        {
            count = Joins.Before(request.Commands.Span[from..]);
            var answers = await host.AskAsync(request.Commands.Slice(from, count), CancellationToken.None);
            answers.CopyTo(request.Answers[from..]);
            if (Again(answers) is { } refusal)
            {
                return refusal;
            }

            var unfinished = await _joins.FinishAsync(request.Commands.Slice(from, count), answers, request.MayJoinKnown);
            if (unfinished.FirstOrDefault(IsPassing) is { } later)
            {
                return later;
            }
        }

        return null;
    }

    private static Refusal? Again(ReadOnlySpan<Answer> answers)
    {
        foreach (ref readonly var answer in answers)
        {
            if (answer.Refusal is { } refusal && IsPassing(refusal))
            {
                return refusal;
            }
        }

        return null;
    }

    private static bool IsPassing(Refusal refusal) => refusal.Code is Refusal.Overloaded or Refusal.Unavailable;
}
