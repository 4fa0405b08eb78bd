using Engagement.Core.Coding;
using Engagement.Core.Messages;
using Engagement.Core.Users;
using Engagement.Runtime.Hosting;

namespace Engagement.Cluster.Wire;

/// <summary>A message on its way to the process that shows it.</summary>
[Immutable]
public sealed record MessageOnWire(QueuedMessage Message);

[GenerateSerializer]
[Alias("engagement.message")]
public struct MessageBytes
{
    [Id(0)]
    public byte[] Message { get; set; }
}

[RegisterConverter]
public sealed class MessageConverter : IConverter<MessageOnWire, MessageBytes>
{
    public MessageOnWire ConvertFromSurrogate(in MessageBytes surrogate)
    {
        var reader = new ByteReader(surrogate.Message);
        return new MessageOnWire(((ShownQueue)AnswerCodec.Decode(ref reader).Reply!).Messages[0]);
    }

    public MessageBytes ConvertToSurrogate(in MessageOnWire value)
    {
        var writer = new ByteWriter();
        AnswerCodec.Encode(new Answer(null, new ShownQueue([value.Message], 0), default), writer);
        return new MessageBytes { Message = writer.Written.ToArray() };
    }
}
