using System.Collections.Concurrent;
using System.Threading.Channels;
using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.InApp;
using Microsoft.Extensions.Logging;

namespace Engagement.Runtime.Effects;

/// <summary>
/// Tells everybody with an open stream in a workspace that its catalog changed, so that messages of a stopped campaign leave their screens
/// at once. Changes that come while it is at it are told in one go. Best effort: those it misses find out when they next ask.
/// </summary>
internal sealed partial class Watchers(IStreams streams, TimeProvider time, ILogger logger)
{
    private const int AtOnce = 256;
    private const int MostTries = 5;

    private static readonly UserCommand.CatalogChanged CatalogChanged = new();

    private readonly ConcurrentDictionary<WorkspaceId, bool> _changed = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Tell(WorkspaceId workspace)
    {
        _changed[workspace] = true;
        _signal.Writer.TryWrite(true);
    }

    public async Task RunAsync(IActorHost host, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var _ in _signal.Reader.ReadAllAsync(cancellationToken))
            {
                foreach (var workspace in _changed.Keys)
                {
                    _changed.TryRemove(workspace, out var _);
                    await TellAsync(host, workspace, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The way to end it: whoever was not told finds out when they next ask.
        }
    }

    private async Task TellAsync(IActorHost host, WorkspaceId workspace, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var people in streams.Watching(workspace).Chunk(AtOnce))
            {
                await TellAsync(host, [.. people.Select(person => new Envelope(ActorKey.Of(workspace, person), CatalogChanged))], cancellationToken);
            }
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(logger, failure, workspace.Value);
        }
    }

    private async Task TellAsync(IActorHost host, Envelope[] untold, CancellationToken cancellationToken)
    {
        var backoff = new Backoff();
        for (var tries = 0; untold.Length > 0 && tries < MostTries; tries++)
        {
            if (tries > 0)
            {
                await Task.Delay(backoff.Next(), time, cancellationToken);
            }

            var answers = await host.AskAsync(untold, cancellationToken);
            untold = [.. untold.Where((_, i) => answers[i].Refusal is { MayPass: true })];
        }
    }
}
