using Engagement.Core;
using Microsoft.Extensions.Logging;

namespace Engagement.ReadModels.Projecting;

public sealed partial class Projector
{
    [LoggerMessage(1, LogLevel.Error, "The read models are held up; trying again in {Pause}.")]
    private partial void LogHeldUp(Exception failure, TimeSpan pause);

    // The actor's id is a person's, and stands in the poison table.
    [LoggerMessage(2, LogLevel.Error, "Fact {Sequence} of an actor ({Kind}) cannot be projected and was put aside.")]
    private partial void LogPoison(Exception failure, ActorKind kind, long sequence);

    [LoggerMessage(3, LogLevel.Information, "The read models are being made again from the archived facts.")]
    private partial void LogRebuilding();

    [LoggerMessage(4, LogLevel.Information, "The read models are made again; {Facts} facts were projected since they were opened.")]
    private partial void LogRebuilt(long facts);
}
