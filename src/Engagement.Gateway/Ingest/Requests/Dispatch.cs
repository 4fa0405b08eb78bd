using System.Runtime.CompilerServices;
using Engagement.Core;
using Engagement.Runtime.Hosting;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>Gives a request's commands to the host, all at once where no join stands between them.</summary>
internal sealed class Dispatch(IActorHost host, LinkedPairs linked)
{
    private readonly Turns _turns = new(host, linked, host.AskAsync);

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
            return await _turns.SendAsync(request.Commands, request.AnswerMemory, request.MayJoinKnown);
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

        return Passing.In(request.Answers);
    }
}
