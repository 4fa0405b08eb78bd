using Amqp;
using Amqp.Framing;
using Amqp.Listener;

namespace Engagement.Silo.Azure.Tests.Hub;

/// <summary>Takes messages, and batches, whose sections are messages of their own.</summary>
internal sealed class HubInlet(HubLog log, int credit) : IMessageProcessor
{
    private const uint Batch = 0x80013700;

    public int Credit => credit;

    public void Process(MessageContext messageContext)
    {
        var sent = messageContext.Message;
        var key = HubLog.KeyOf(sent) ?? string.Empty;
        foreach (var message in sent.Format == Batch ? PartsOf(sent) : [sent])
        {
            log.Append(key, message);
        }

        messageContext.Complete();
    }

    private static IEnumerable<Message> PartsOf(Message batch)
    {
        var parts = batch.BodySection is DataList several ? Enumerable.Range(0, several.Count).Select(at => several[at]) : [(Data)batch.BodySection];
        foreach (var part in parts)
        {
            var bytes = part.Binary ?? part.Buffer.Buffer.AsSpan(part.Buffer.Offset, part.Buffer.Length).ToArray();
            yield return Message.Decode(new ByteBuffer(bytes, 0, bytes.Length, bytes.Length));
        }
    }
}
