using Microsoft.Extensions.Logging;

namespace Engagement.Node.Partitions;

internal sealed partial class Partition
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Partition {Partition} cannot write: {Reason}. Nothing is acknowledged until it can.")]
    private partial void LogRefused(int partition, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Partition {Partition} can write again.")]
    private partial void LogRecovered(int partition);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Partition {Partition} stopped; the process must be started again.")]
    private partial void LogStopped(int partition, Exception exception);
}
