using Engagement.Core.Coding;
using Engagement.Core.Users;
using NodaTime;

namespace Engagement.Cluster.Wire;

/// <summary>A whole profile, its parts as they are stored.</summary>
internal static class UserProfileCodec
{
    public static void Encode(UserProfile profile, ByteWriter into)
    {
        into.Person(profile.Person);
        into.Bool(profile.Known);
        into.OptionalInstant(profile.ErasedAt);
        into.Bool(profile.JoinedTo is not null);
        if (profile.JoinedTo is { } other)
        {
            into.Person(other);
        }

        into.Value(profile.Traits);
        into.List(profile.Identities.Span, static (w, identity) => w.Person(identity));
        into.List(profile.Groups.Span, static (w, group) => w.Group(group));
        into.OptionalText(profile.Zone);
        into.OptionalText(profile.Locale);
        into.OptionalInstant(profile.FirstSeen);
        into.OptionalInstant(profile.LastSeen);
        into.List(profile.Events.Span, static (w, counter) => w.Counter(counter));
        into.Session(profile.Session);
        into.List(profile.Caps.Span, static (w, cap) => w.Cap(cap));
        into.List(profile.Pending.Span, static (w, pending) => w.Pending(pending));
        into.List(profile.Queue.Span, static (w, message) => w.Message(message));
        into.List(profile.Deliveries.Span, static (w, delivery) => w.Delivery(delivery));
    }

    public static UserProfile Decode(ref ByteReader from) => new(
        from.Person(),
        from.Bool(),
        from.OptionalInstant(),
        from.Bool() ? from.Person() : null,
        from.Value(),
        from.List(static (ref reader) => reader.Person()),
        from.List(static (ref reader) => reader.Group()),
        from.OptionalText(),
        from.OptionalText(),
        from.OptionalInstant(),
        from.OptionalInstant(),
        from.List(static (ref reader) => reader.Counter()),
        from.Session(),
        from.List(static (ref reader) => reader.Cap()),
        from.List(static (ref reader) => reader.Pending()),
        from.List(static (ref reader) => reader.Message()),
        from.List(static (ref reader) => reader.Delivery()));

    private static void Counter(this ByteWriter into, CounterView counter)
    {
        into.Text(counter.Event);
        into.Signed(counter.Total);
        into.Instant(counter.First);
        into.Instant(counter.Last);
    }

    private static CounterView Counter(this ref ByteReader from) => new(from.Text(), from.Signed(), from.Instant(), from.Instant());

    private static void Session(this ByteWriter into, Session? session)
    {
        var open = session is null ? null : new OpenSession(session.Started, session.Screen, session.Busy, session.Device);
        into.Session(open, session?.LastActivity ?? default);
    }

    private static Session? Session(this ref ByteReader from) => from.Session(out Instant lastActivity) is { } open
        ? new Session(open.Started, lastActivity, open.Screen, open.Busy, open.Device)
        : null;

    private static void Cap(this ByteWriter into, CapView cap)
    {
        into.Text(cap.Rule);
        into.Signed(cap.Used);
        into.Signed(cap.Limit);
        into.OptionalInstant(cap.Until);
    }

    private static CapView Cap(this ref ByteReader from) =>
        new(from.Text(), checked((int)from.Signed()), checked((int)from.Signed()), from.OptionalInstant());
}
