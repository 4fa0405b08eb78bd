namespace Engagement.Silo.Azure.EventHubs;

internal sealed partial class EventHubsSource
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Partition {Hub}/{Partition} was added while this process ran: start it again to have it read")]
    private static partial void LogAdded(ILogger logger, string hub, string partition);
}
