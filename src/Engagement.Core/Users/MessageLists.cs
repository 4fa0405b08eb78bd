using Engagement.Core.Coding;
using Engagement.Core.Messages;

namespace Engagement.Core.Users;

/// <summary>
/// The lists of a person that campaigns write to, as they were at some moment. Their items are immutable and keep their identity while they
/// are unchanged, so what a turn did to a list shows without a look into them.
/// </summary>
public sealed class MessageLists
{
    private static readonly MessageLists None = new([], [], [], []);

    private readonly PendingTrigger[] _pending;
    private readonly Delivery[] _deliveries;
    private readonly Received[] _received;
    private readonly QueuedMessage[] _queue;

    private MessageLists(PendingTrigger[] pending, Delivery[] deliveries, Received[] received, QueuedMessage[] queue) =>
        (_pending, _deliveries, _received, _queue) = (pending, deliveries, received, queue);

    public static MessageLists Of(ActiveUser user) =>
        user.PendingKept.IsEmpty && user.DeliveriesKept.IsEmpty && user.ReceivedKept.IsEmpty && user.QueueKept.IsEmpty
            ? None
            : new([.. user.PendingKept], [.. user.DeliveriesKept], [.. user.ReceivedKept], [.. user.QueueKept]);

    /// <summary>Writes how the lists of a person differ from these.</summary>
    internal void EncodeChanges(ActiveUser user, ByteWriter into)
    {
        Encode(_pending, user.PendingKept, into, static (w, pending) => w.Pending(pending));
        Encode(_deliveries, user.DeliveriesKept, into, static (w, delivery) => w.Delivery(delivery));
        Encode(_received, user.ReceivedKept, into, static (w, received) => w.Received(received));
        Encode(_queue, user.QueueKept, into, static (w, message) => w.Message(message));
    }

    /// <summary>Makes the lists of a person what <see cref="EncodeChanges"/> said they are, whatever they have become meanwhile.</summary>
    internal void ApplyChanges(ActiveUser user, ref ByteReader from)
    {
        Apply(_pending, user.Pending, ref from, static (ref ByteReader r) => r.Pending());
        Apply(_deliveries, user.Deliveries, ref from, static (ref ByteReader r) => r.Delivery());
        Apply(_received, user.Received, ref from, static (ref ByteReader r) => r.Received());
        Apply(_queue, user.Queue, ref from, static (ref ByteReader r) => r.Message());
    }

    // One stretch that was replaced: how much before and after it stands as it did, and what is there now.
    private static void Encode<T>(T[] before, ReadOnlySpan<T> after, ByteWriter into, Action<ByteWriter, T> write)
        where T : class
    {
        var most = Math.Min(before.Length, after.Length);
        var (head, tail) = (0, 0);
        while (head < most && ReferenceEquals(before[head], after[head]))
        {
            head++;
        }

        while (tail < most - head && ReferenceEquals(before[^(tail + 1)], after[^(tail + 1)]))
        {
            tail++;
        }

        into.Number((ulong)head);
        into.Number((ulong)tail);
        into.List(after[head..^tail], write);
    }

    private static void Apply<T>(T[] before, List<T> list, ref ByteReader from, Reading<T> read)
    {
        var (head, tail) = (from.Small(), from.Small());
        if (head > before.Length || tail > before.Length - head)
        {
            throw new FormatException("a change of a list that was shorter");
        }

        list.Clear();
        list.AddRange(before.AsSpan(0, head));
        for (var left = from.Count(); left > 0; left--)
        {
            list.Add(read(ref from));
        }

        list.AddRange(before.AsSpan(before.Length - tail));
    }

    private delegate T Reading<out T>(ref ByteReader from);
}
