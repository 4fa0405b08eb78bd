using Engagement.Core;
using Engagement.Runtime.Hosting;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>How commands between which no join stands are given to a host: answered one for one, in their order.</summary>
internal delegate ValueTask<Answer[]> Asking(ReadOnlyMemory<Envelope> commands, CancellationToken cancellationToken);

/// <summary>Gives commands some of which may join two persons: what comes after a join, of either person, must see it.</summary>
internal sealed class Turns(IActorHost host, LinkedPairs linked, Asking ask)
{
    private readonly Joins _joins = new(host, linked);

    /// <summary>Fills in the answers, up to the first that is not for good; those after it are refused as it was.</summary>
    /// <returns>Null when every command was answered for good.</returns>
    public async ValueTask<Refusal?> SendAsync(ReadOnlyMemory<Envelope> commands, Memory<Answer> answers, bool mayJoinKnown)
    {
        for (int from = 0, count; from < commands.Length; from += count)
        {
            count = Joins.Before(commands.Span[from..]);
            if (await SendTogetherAsync(commands.Slice(from, count), answers.Slice(from, count), mayJoinKnown) is { } later)
            {
                answers.Span[(from + count)..].Fill(new Answer(later, null, default));
                return later;
            }
        }

        return null;
    }

    private async ValueTask<Refusal?> SendTogetherAsync(ReadOnlyMemory<Envelope> together, Memory<Answer> into, bool mayJoinKnown)
    {
        var answers = await ask(together, CancellationToken.None);
        answers.CopyTo(into);
        if (Passing.In(answers) is { } refusal)
        {
            PutOffJoins(together.Span, into.Span, refusal);
            return refusal;
        }

        var unfinished = await _joins.FinishAsync(together, answers, mayJoinKnown);
        if (unfinished.FirstOrDefault(refusal => refusal.MayPass) is { } later)
        {
            PutOffJoins(together.Span, into.Span, later);
            return later;
        }

        return null;
    }

    // Their turns may be durable, but nobody is told that two are one before they are.
    private static void PutOffJoins(ReadOnlySpan<Envelope> commands, Span<Answer> answers, Refusal later)
    {
        for (var at = 0; at < commands.Length; at++)
        {
            if (answers[at].Taken && Joins.MayJoin(commands[at].Command))
            {
                answers[at] = new Answer(later, null, default);
            }
        }
    }
}
