using Engagement.Core;
using Engagement.Core.Workspaces;
using Engagement.Gateway.Keys;
using Engagement.Runtime.Hosting;

namespace Engagement.Hosting;

/// <summary>
/// An engine started for the first time makes the workspace <c>default</c> and prints its keys on standard output: once, and nowhere else,
/// since only their hashes are kept.
/// </summary>
public sealed class FirstStart(IActorHost host) : IHostedService
{
    public const string DefaultWorkspace = "default";

    private const int MostTries = 20;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (host.Workspaces.Count > 0)
        {
            return;
        }

        var write = NewKey.Make(KeyKind.Write, [], host.Now);
        var secret = NewKey.Make(KeyKind.Secret, [], host.Now);
        var create = new WorkspaceCommand.Create([write.Stored, secret.Stored], NewKey.MakeIdentitySecret());
        var answer = await CreateAsync(create, cancellationToken);
        if (answer.Refusal is { Code: Refusal.WrongState } && host.FindKey(write.Stored.Hash) is null)
        {
            // Another process of the same engine was faster, and has printed them.
            return;
        }

        if (answer.Refusal is { } refusal && refusal.Code != Refusal.WrongState)
        {
            throw new IOException($"the workspace '{DefaultWorkspace}' could not be made: {refusal.Detail}");
        }

        Console.WriteLine($"""
            The keys of workspace '{DefaultWorkspace}', shown this once:
            write key: {write.Text}
            secret key: {secret.Text}
            """);
    }

    // Not available now may have been taken all the same: then it is asked again in vain, and the keys are known to be ours.
    private async Task<Answer> CreateAsync(WorkspaceCommand.Create create, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var answer = await host.AskAsync(ActorKey.Of(new WorkspaceId(DefaultWorkspace)), create, cancellationToken);
            if (answer.Refusal is not { Code: Refusal.Unavailable } || tries == MostTries)
            {
                return answer;
            }

            await Task.Delay(RetryAfter, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
