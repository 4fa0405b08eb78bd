using Engagement.Core.Campaigns;
using Engagement.Core.Capping;
using Engagement.Core.Coding;
using Engagement.Core.Messages;
using Engagement.Core.Targeting;
using NodaTime;

namespace Engagement.Core.Users;

/// <summary>Reads each part of a person as <see cref="UserPartsEncoding"/> wrote it.</summary>
internal static class UserPartsDecoding
{
    public static PersonId Person(this ref ByteReader reader) => new(reader.Enum(PersonKind.Anonymous), reader.Text());

    public static ClientContext? Context(this ref ByteReader reader) =>
        reader.Bool() ? new ClientContext(reader.OptionalText(), reader.OptionalText(), reader.OptionalText(), reader.OptionalText()) : null;

    public static GroupMembership Group(this ref ByteReader reader) => new(reader.Text(), reader.Value());

    public static OpenSession? Session(this ref ByteReader reader, out Instant lastActivity)
    {
        lastActivity = default;
        if (!reader.Bool())
        {
            return null;
        }

        var started = reader.Instant();
        lastActivity = reader.Instant();
        return new OpenSession(started, reader.OptionalText(), reader.Bool(), reader.OptionalText());
    }

    public static void Counters(this ref ByteReader reader, EventCounters counters)
    {
        for (var left = reader.Count(); left > 0; left--)
        {
            var counter = counters.FindOrAdd(reader.Text()) ?? throw new FormatException("more counters than a person can have");
            var (total, first) = ((long)reader.Number(), reader.Instant().ToUnixTimeMilliseconds());
            counter.Restore(total, first, Later(first, reader.Signed()));
            var day = 0;
            for (var days = reader.Count(); days > 0; days--)
            {
                day += (int)reader.Signed();
                counter.AddDay(day, reader.Small());
            }
        }
    }

    public static void Recent(this ref ByteReader reader, RecentMessages recent)
    {
        var generations = new (int Hour, int Count)[reader.Count()];
        for (var i = 0; i < generations.Length; i++)
        {
            generations[i] = ((int)reader.Signed(), reader.Count());
        }

        foreach (var (hour, count) in generations)
        {
            for (var left = count; left > 0; left--)
            {
                recent.Append(reader.Fixed(), hour);
            }
        }
    }

    public static PendingTrigger Pending(this ref ByteReader reader) => new(
        new CampaignId(reader.Text()), reader.Fixed(), reader.Text(), reader.Instant(), reader.Properties(), reader.Instant(), reader.Text());

    public static Delivery Delivery(this ref ByteReader reader) => new(
        new DeliveryId(reader.Text()),
        new CampaignId(reader.Text()),
        reader.Text(),
        reader.Enum(Channel.Webhook),
        reader.Instant(),
        reader.Text(),
        (DeliveryMarks)reader.Small(),
        reader.OptionalInstant());

    public static Received Received(this ref ByteReader reader) => new(new CampaignId(reader.Text()), reader.Instant(), reader.Small());

    public static QueuedMessage Message(this ref ByteReader reader) => new(
        new DeliveryId(reader.Text()),
        new CampaignId(reader.Text()),
        reader.Text(),
        reader.Enum(InAppKind.Modal),
        reader.Bytes().ToArray(),
        reader.Display(),
        new Priority(reader.Enum(PriorityBucket.Low), (int)reader.Signed()),
        reader.Text(),
        reader.Bool(),
        reader.Instant(),
        reader.Instant(),
        (long)reader.Number());

    private static Display Display(this ref ByteReader reader)
    {
        var screens = new string[reader.Count()];
        for (var i = 0; i < screens.Length; i++)
        {
            screens[i] = reader.Text();
        }

        return new Display
        {
            Screens = ValueList.From(screens),
            Interrupt = reader.Enum(Interrupt.Always),
            ExpireAfter = Duration.FromMilliseconds(Milliseconds((long)reader.Number())),
            Dismissible = reader.Bool(),
        };
    }

    public static EventProperties Properties(this ref ByteReader reader)
    {
        var items = new Captured[reader.Count()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = new Captured(reader.Text(), reader.Value());
        }

        return items.Length == 0 ? default : new EventProperties(items);
    }

    private static long Later(long first, long span) => span >= 0 && span <= NodaTime.Instant.MaxValue.ToUnixTimeMilliseconds() - first
        ? first + span
        : throw new FormatException($"{span} ms is out of range");

    // A thousand years bounds what a damaged image can ask of the arithmetic.
    private static long Milliseconds(long value) => value is >= 0 and < 1000L * 366 * NodaConstants.MillisecondsPerDay
        ? value
        : throw new FormatException($"{value} ms is out of range");
}
