using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Engagement.Cluster.Timing;

/// <summary>
/// Brings all wake-up grains into memory when this silo starts and whenever another comes or goes, so that nobody waits for a reminder to do it.
/// </summary>
internal sealed partial class WakeUpKeeper(WakeUps wakeUps, ISiloStatusOracle silos, ILogger<WakeUpKeeper> logger)
    : BackgroundService, ISiloStatusListener
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status is SiloStatus.Active or SiloStatus.Dead)
        {
            _changed.Writer.TryWrite(true);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        silos.SubscribeToSiloStatusEvents(this);
        _changed.Writer.TryWrite(true);
        try
        {
            await TouchAsync(stoppingToken);
        }
        finally
        {
            silos.UnSubscribeFromSiloStatusEvents(this);
        }
    }

    private async Task TouchAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _changed.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await wakeUps.TouchAsync(stoppingToken);
            }
            catch (Exception unreachable) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotTouched(unreachable);
                await Task.Delay(RetryAfter, stoppingToken);
                _changed.Writer.TryWrite(true);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not every wake-up grain could be reached; it is tried again")]
    private partial void LogNotTouched(Exception unreachable);
}
