using System.Threading.Channels;
using Engagement.Core;
using Engagement.Runtime.Hosting;
using Microsoft.Extensions.Logging;

namespace Engagement.Runtime.Effects;

/// <summary>A join that one person still owes to another.</summary>
internal readonly record struct OwedJoin(WorkspaceId Workspace, PersonId To, PersonId From);

/// <summary>
/// Carries out owed joins one after the other. It keeps names only, never images: what is owed is read from the one who owes it, so one that
/// was settled meanwhile costs one turn that changes nothing.
/// </summary>
internal sealed partial class HandOvers(TimeProvider time, ILogger logger)
{
    private const int MostWaiting = 10_000;

    private readonly Channel<OwedJoin> _owed = Channel.CreateBounded<OwedJoin>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Add(OwedJoin join) => _owed.Writer.TryWrite(join);

    public async Task RunAsync(IActorHost host, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var join in _owed.Reader.ReadAllAsync(cancellationToken))
            {
                await CarryOutAsync(host, join, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The way to end it: what is still owed stays owed.
        }
    }

    private async Task CarryOutAsync(IActorHost host, OwedJoin join, CancellationToken cancellationToken)
    {
        var backoff = new Backoff();
        while (await TryAsync(host, join, cancellationToken) is { } refusal)
        {
            if (!refusal.MayPass)
            {
                LogGivenUp(logger, join.Workspace.Value, refusal.Code);
                return;
            }

            await Task.Delay(backoff.Next(), time, cancellationToken);
        }
    }

    private async Task<Refusal?> TryAsync(IActorHost host, OwedJoin join, CancellationToken cancellationToken)
    {
        try
        {
            return await Joining.ResumeAsync(host, join.Workspace, join.To, join.From, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(logger, failure, join.Workspace.Value);
            return Refusal.Of(Refusal.Invalid, failure.Message);
        }
    }
}
