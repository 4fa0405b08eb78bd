using System.Globalization;
using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace Engagement.Silo.Azure.Tests.Hub;

/// <summary>What is on a hub: messages by partition, in the order in which they came. Safe for any number of threads.</summary>
internal sealed class HubLog(int partitions)
{
    // Offsets are no numbers of messages: whoever took them for such would be found out.
    private const int Stride = 96;

    private static readonly Symbol PartitionKey = new("x-opt-partition-key");

    private readonly Lock _gate = new();
    private readonly List<Message>[] _messages = [.. Enumerable.Range(0, partitions).Select(_ => new List<Message>())];
    private TaskCompletionSource _more = New();

    public string[] Partitions => [.. Enumerable.Range(0, partitions).Select(at => at.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The place of the first message behind an offset.</summary>
    public static int Behind(string offset) => offset == "-1" ? 0 : (int.Parse(offset, CultureInfo.InvariantCulture) / Stride) + 1;

    public static string? KeyOf(Message message) => message.MessageAnnotations?[PartitionKey] as string;

    /// <summary>Puts a message on the partition that its key has.</summary>
    public void Append(string key, Message message) => Append((int)(Core.Hashing.StableHash.Of(key) % (ulong)partitions), message);

    public void Append(int partition, Message message)
    {
        TaskCompletionSource more;
        lock (_gate)
        {
            var messages = _messages[partition];
            message.MessageAnnotations = new MessageAnnotations
            {
                [new Symbol("x-opt-sequence-number")] = (long)messages.Count,
                [new Symbol("x-opt-offset")] = (messages.Count * Stride).ToString(CultureInfo.InvariantCulture),
                [new Symbol("x-opt-enqueued-time")] = DateTime.UtcNow,
            };
            messages.Add(message);
            (more, _more) = (_more, New());
        }

        more.SetResult();
    }

    /// <summary>A copy of a message; null where there is none yet, which may change when the task completes.</summary>
    public (Message? Message, Task More) Read(int partition, int at)
    {
        lock (_gate)
        {
            var messages = _messages[partition];
            return (at < messages.Count ? Message.Decode(messages[at].Encode()) : null, _more.Task);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
