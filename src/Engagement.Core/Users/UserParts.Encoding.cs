using Engagement.Core.Coding;
using Engagement.Core.Messages;
using Engagement.Core.Targeting;
using NodaTime;

namespace Engagement.Core.Users;

/// <summary>
/// How each part of a person is written. <see cref="UserPartsDecoding"/> is its mirror: change both, and the version of all that is made of
/// them: states, turns, and what travels between silos.
/// </summary>
internal static class UserPartsEncoding
{
    public static void List<T>(this ByteWriter writer, ReadOnlySpan<T> items, Action<ByteWriter, T> write)
    {
        writer.Number((ulong)items.Length);
        foreach (var item in items)
        {
            write(writer, item);
        }
    }

    public static void Person(this ByteWriter writer, PersonId person)
    {
        writer.Byte((byte)person.Kind);
        writer.Text(person.Value);
    }

    public static void Context(this ByteWriter writer, ClientContext? context)
    {
        writer.Bool(context is not null);
        if (context is not null)
        {
            writer.OptionalText(context.Zone);
            writer.OptionalText(context.Locale);
            writer.OptionalText(context.Screen);
            writer.OptionalText(context.Device);
        }
    }

    public static void Group(this ByteWriter writer, GroupMembership group)
    {
        writer.Text(group.GroupId);
        writer.Value(group.Traits);
    }

    public static void Session(this ByteWriter writer, OpenSession? session, Instant lastActivity)
    {
        writer.Bool(session is not null);
        if (session is not null)
        {
            writer.Instant(session.Started);
            writer.Instant(lastActivity);
            writer.OptionalText(session.Screen);
            writer.Bool(session.Busy);
            writer.OptionalText(session.Device);
        }
    }

    public static void Counters(this ByteWriter writer, EventCounters counters)
    {
        writer.Number((ulong)counters.Count);
        foreach (var counter in counters.Items)
        {
            writer.Text(counter.Event);
            writer.Number((ulong)counter.Total);
            writer.Signed(counter.FirstMs);
            writer.Signed(counter.LastMs - counter.FirstMs);
            writer.Number((ulong)counter.Days.Length);
            var previous = 0;
            foreach (var (day, count) in counter.Days)
            {
                writer.Signed(day - previous);
                writer.Number((ulong)count);
                previous = day;
            }
        }
    }

    public static void Recent(this ByteWriter writer, RecentMessages recent)
    {
        writer.Number((ulong)recent.Generations.Count);
        foreach (var (hour, count) in recent.Generations)
        {
            writer.Signed(hour);
            writer.Number((ulong)count);
        }

        foreach (var key in recent.Keys)
        {
            writer.Fixed(key);
        }
    }

    public static void Pending(this ByteWriter writer, PendingTrigger pending)
    {
        writer.Text(pending.Campaign.Value);
        writer.Fixed(pending.Cause);
        writer.Text(pending.Event);
        writer.Instant(pending.CausedAt);
        writer.Properties(pending.Properties);
        writer.Instant(pending.Due);
        writer.Text(pending.HeldBy);
    }

    public static void Delivery(this ByteWriter writer, Delivery delivery)
    {
        writer.Text(delivery.Id.Value);
        writer.Text(delivery.Campaign.Value);
        writer.Text(delivery.Variant);
        writer.Byte((byte)delivery.Channel);
        writer.Instant(delivery.SentAt);
        writer.Text(delivery.Zone);
        writer.Number((ulong)delivery.Marks);
        writer.OptionalInstant(delivery.ShownAt);
    }

    public static void Received(this ByteWriter writer, Received received)
    {
        writer.Text(received.Campaign.Value);
        writer.Instant(received.LastAt);
        writer.Number((ulong)received.Times);
    }

    public static void Message(this ByteWriter writer, QueuedMessage message)
    {
        writer.Text(message.Delivery.Value);
        writer.Text(message.Campaign.Value);
        writer.Text(message.Variant);
        writer.Byte((byte)message.Kind);
        writer.Bytes(message.Content.Span);
        writer.Display(message.Display);
        writer.Byte((byte)message.Priority.Bucket);
        writer.Signed(message.Priority.Rank);
        writer.Text(message.Locale);
        writer.Bool(message.RightToLeft);
        writer.Instant(message.QueuedAt);
        writer.Instant(message.Expires);
        writer.Number((ulong)message.Sequence);
    }

    private static void Display(this ByteWriter writer, Display display)
    {
        writer.Number((ulong)display.Screens.Count);
        foreach (var screen in display.Screens)
        {
            writer.Text(screen);
        }

        writer.Byte((byte)display.Interrupt);
        writer.Number((ulong)display.ExpireAfter.TotalMilliseconds);
        writer.Bool(display.Dismissible);
    }

    /// <summary>By path, not by place among what a catalog reads: whoever reads it may have another catalog.</summary>
    public static void Properties(this ByteWriter writer, EventProperties properties)
    {
        writer.Number((ulong)properties.Items.Length);
        foreach (var captured in properties.Items)
        {
            writer.Text(captured.Path);
            writer.Value(captured.Value);
        }
    }
}
