using Microsoft.Extensions.Logging;

namespace Engagement.Runtime.Streams;

public sealed partial class EventPump
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Stream {Source} is read: {Partitions} partitions")]
    private static partial void LogOpened(ILogger logger, string source, int partitions);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stream {Source} cannot be reached: {Reason}. It is tried again in {Wait}")]
    private static partial void LogUnreachable(ILogger logger, string source, string reason, TimeSpan wait);
}
