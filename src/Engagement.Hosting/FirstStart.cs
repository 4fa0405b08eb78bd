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

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (host.Workspaces.Count > 0)
        {
            return;
        }

        var write = NewKey.Make(KeyKind.Write, [], host.Now);
        var secret = NewKey.Make(KeyKind.Secret, [], host.Now);
        var create = new WorkspaceCommand.Create([write.Stored, secret.Stored], NewKey.MakeIdentitySecret());
        var answer = await host.AskAsync(ActorKey.Of(new WorkspaceId(DefaultWorkspace)), create, cancellationToken);
        if (answer.Refusal is { Code: Refusal.WrongState })
        {
            // Another process of the same engine was faster, and has printed them.
            return;
        }

        if (answer.Refusal is { } refusal)
        {
            throw new IOException($"the workspace '{DefaultWorkspace}' could not be made: {refusal.Detail}");
        }

        Console.WriteLine($"""
            The keys of workspace '{DefaultWorkspace}', shown this once:
            write key: {write.Text}
            secret key: {secret.Text}
            """);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
