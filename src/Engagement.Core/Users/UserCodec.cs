using Engagement.Core.Coding;

namespace Engagement.Core.Users;

/// <summary>
/// A person's state as bytes: a version, a kind, and for an active person the parts in the order of <see cref="ActiveUser"/>. Every version
/// ever written must load; the golden files in the tests hold that.
/// </summary>
public static class UserCodec
{
    public const byte Version = 1;

    private const byte Active = 0;
    private const byte Joined = 1;
    private const byte Erased = 2;

    public static void Encode(UserState state, ByteWriter writer)
    {
        writer.Byte(Version);
        switch (state)
        {
            case ActiveUser user:
                writer.Byte(Active);
                writer.Number((ulong)user.FactCount);
                Encode(user, writer);
                break;
            case JoinedUser joined:
                writer.Byte(Joined);
                writer.Number((ulong)joined.FactCount);
                writer.Person(joined.To);
                writer.Instant(joined.At);
                writer.Bytes(joined.Owed.Span);
                break;
            case ErasedUser erased:
                writer.Byte(Erased);
                writer.Number((ulong)erased.FactCount);
                writer.Instant(erased.At);
                break;
        }
    }

    /// <exception cref="FormatException">The bytes are not a state, or of a version this build does not know.</exception>
    public static UserState Decode(PersonId person, ReadOnlySpan<byte> image)
    {
        try
        {
            return Read(person, image);
        }
        catch (OverflowException overflow)
        {
            throw new FormatException("a number in the user state is out of range", overflow);
        }
    }

    private static UserState Read(PersonId person, ReadOnlySpan<byte> image)
    {
        var reader = new ByteReader(image);
        if (reader.Byte() is var version && version != Version)
        {
            throw new FormatException($"a user state of version {version}; this build reads version {Version}");
        }

        var kind = reader.Byte();
        var facts = (long)reader.Number();
        UserState state = kind switch
        {
            Active => DecodeActive(person, ref reader),
            Joined => new JoinedUser(person, reader.Person(), reader.Instant()) { Owed = reader.Bytes().ToArray() },
            Erased => new ErasedUser(person, reader.Instant()),
            _ => throw new FormatException($"{kind} is not a kind of user state"),
        };
        state.FactCount = facts;
        return reader.AtEnd ? state : throw new FormatException("bytes follow the user state");
    }

    private static void Encode(ActiveUser user, ByteWriter writer)
    {
        writer.OptionalInstant(user.FirstSeen);
        writer.OptionalInstant(user.LastSeen);
        writer.Value(user.Traits);
        writer.List(user.IdentitiesKept, static (w, identity) => w.Person(identity));
        writer.List(user.GroupsKept, static (w, group) => w.Group(group));
        writer.OptionalText(user.Zone);
        writer.OptionalText(user.Locale);
        writer.Session(user.Session, user.LastActivity);
        writer.Counters(user.Counters);
        writer.Recent(user.Recent);
        writer.List(user.PendingKept, static (w, pending) => w.Pending(pending));
        writer.List(user.DeliveriesKept, static (w, delivery) => w.Delivery(delivery));
        writer.List(user.ReceivedKept, static (w, received) => w.Received(received));
        writer.List(user.QueueKept, static (w, message) => w.Message(message));
        writer.Number((ulong)user.Presented);
    }

    private static ActiveUser DecodeActive(PersonId person, ref ByteReader reader)
    {
        var user = new ActiveUser(person) { FirstSeen = reader.OptionalInstant(), LastSeen = reader.OptionalInstant(), Traits = reader.Value() };
        for (var left = reader.Count(); left > 0; left--)
        {
            user.Identities.Add(reader.Person());
        }

        for (var left = reader.Count(); left > 0; left--)
        {
            user.Groups.Add(reader.Group());
        }

        user.Zone = reader.OptionalText();
        user.Locale = reader.OptionalText();
        if (reader.Session(out var lastActivity) is { } session)
        {
            (user.Session, user.LastActivity) = (session, lastActivity);
        }

        reader.Counters(user.Counters);
        reader.Recent(user.Recent);
        for (var left = reader.Count(); left > 0; left--)
        {
            user.Pending.Add(reader.Pending());
        }

        for (var left = reader.Count(); left > 0; left--)
        {
            user.Deliveries.Add(reader.Delivery());
        }

        for (var left = reader.Count(); left > 0; left--)
        {
            user.Received.Add(reader.Received());
        }

        for (var left = reader.Count(); left > 0; left--)
        {
            user.Queue.Add(reader.Message());
        }

        user.Presented = (long)reader.Number();
        return user;
    }
}
