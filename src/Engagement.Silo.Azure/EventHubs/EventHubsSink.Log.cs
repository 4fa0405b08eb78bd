namespace Engagement.Silo.Azure.EventHubs;

internal sealed partial class EventHubsSink
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Events} events were not confirmed by stream {Stream}: {Reason}")]
    private static partial void LogUnconfirmed(ILogger logger, int events, string stream, string reason);
}
