using Azure.Messaging.EventHubs.Processor;

namespace Engagement.Silo.Azure.EventHubs;

internal sealed partial class HubReader
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Partition {Hub}/{Partition} is read by this process")]
    private static partial void LogTaken(ILogger logger, string hub, string partition);

    [LoggerMessage(Level = LogLevel.Information, Message = "Partition {Hub}/{Partition} is read by this process no longer: {Reason}")]
    private static partial void LogLeft(ILogger logger, string hub, string partition, ProcessingStoppedReason reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reading {Hub}/{Partition} failed at {Step}: {Reason}. It is tried again")]
    private static partial void LogTrouble(ILogger logger, string hub, string? partition, string step, string reason);
}
