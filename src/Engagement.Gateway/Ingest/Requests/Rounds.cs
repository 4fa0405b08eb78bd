using Engagement.Core;
using Engagement.Runtime.Hosting;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>
/// Gives commands to a host such that none overtakes one before it of the same person, also where the host refuses some and takes others: each
/// round has one command of a person at the most, and there is no further round after one in which something has to be tried again.
/// </summary>
internal sealed class Rounds(IActorHost host)
{
    public async ValueTask<Answer[]> AskAsync(ReadOnlyMemory<Envelope> commands, CancellationToken cancellationToken)
    {
        var rounds = Of(commands.Span);
        if (rounds.Count <= 1)
        {
            return await host.AskAsync(commands, cancellationToken);
        }

        var answers = new Answer[commands.Length];
        Refusal? later = null;
        foreach (var round in rounds)
        {
            var given = later is null
                ? await host.AskAsync(round.ConvertAll(at => commands.Span[at]).ToArray(), cancellationToken)
                : [.. round.Select(_ => new Answer(later, null, default))];
            later ??= Passing.In(given);
            for (var i = 0; i < given.Length; i++)
            {
                answers[round[i]] = given[i];
            }
        }

        return answers;
    }

    private static List<List<int>> Of(ReadOnlySpan<Envelope> commands)
    {
        var rounds = new List<List<int>>();
        var given = new Dictionary<ActorKey, int>(commands.Length);
        for (var at = 0; at < commands.Length; at++)
        {
            var round = given[commands[at].Key] = given.TryGetValue(commands[at].Key, out var last) ? last + 1 : 0;
            if (round == rounds.Count)
            {
                rounds.Add([]);
            }

            rounds[round].Add(at);
        }

        return rounds;
    }
}
