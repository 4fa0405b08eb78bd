using Engagement.Core;
using Engagement.Runtime.Hosting;

namespace Engagement.Gateway.Http;

internal static class Asking
{
    /// <summary>The reply of a command whose reply is known, or the refusal as a response.</summary>
    public static async ValueTask<(TReply? Reply, Refused? Refused)> AskForAsync<TReply>(
        this IActorHost host, ActorKey key, IActorCommand command, CancellationToken cancellationToken)
        where TReply : class, IReply
    {
        var answer = await host.AskAsync(key, command, cancellationToken);
        if (answer.Refusal is { } refusal)
        {
            return (null, new Refused(refusal));
        }

        return answer.Reply is TReply reply
            ? (reply, null)
            : throw new InvalidOperationException($"{command.GetType().Name} was answered with {answer.Reply?.GetType().Name ?? "nothing"}");
    }

    /// <summary>Null when the command was taken.</summary>
    public static async ValueTask<Refused?> TellAsync(this IActorHost host, ActorKey key, IActorCommand command, CancellationToken cancellationToken) =>
        (await host.AskAsync(key, command, cancellationToken)).Refusal is { } refusal ? new Refused(refusal) : null;
}
