using Microsoft.Extensions.Logging;

namespace Engagement.Streams.RabbitMq;

public sealed partial class RabbitMqEventSink
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Events} events were not confirmed by stream {Stream}: {Reason}")]
    private static partial void LogUnconfirmed(ILogger logger, int events, string stream, string reason);
}
