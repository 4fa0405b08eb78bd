using Microsoft.Extensions.Logging;

namespace Engagement.Runtime.Streams;

internal sealed partial class PartitionPump
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Items} items of {Source}/{Partition} were not taken: {Code}. They are tried again in {Wait}")]
    private static partial void LogPutOff(ILogger logger, int items, string source, string partition, string code, TimeSpan wait);

    [LoggerMessage(Level = LogLevel.Error, Message = "Taking {Items} items of {Source}/{Partition} from {Item} on failed. They are tried again in {Wait}")]
    private static partial void LogFailed(
        ILogger logger, Exception failure, int items, string source, string partition, string item, TimeSpan wait);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Item {Item} of {Source}/{Partition} goes to the dead letters: {Code}")]
    private static partial void LogDead(ILogger logger, string item, string source, string partition, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "The dead letter of item {Item} of {Source}/{Partition} was not kept. It is tried again in {Wait}")]
    private static partial void LogDeadNotKept(ILogger logger, Exception failure, string item, string source, string partition, TimeSpan wait);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Source}/{Partition} cannot be read: {Reason}. It is tried again in {Wait}")]
    private static partial void LogUnreadable(ILogger logger, string source, string partition, string reason, TimeSpan wait);
}
