using Engagement.Core.Catalogs;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.Core.Users.Rules;
using NodaTime;

namespace Engagement.Core.Users;

/// <summary>
/// One turn of a person as bytes, for a host that does not want to write the whole person each time: the command, and what campaigns did to
/// the person's lists. The command, taken again by the state as it was before and with nothing defined, counts the event, goes on with the
/// session and notes the whereabouts, which no campaign has a part in; then the lists are put as they were. A quiet turn, in which nothing
/// came of the event, needs the command alone.
/// </summary>
/// <remarks>The first byte names the kind and the version of its form; what was once written is read for good.</remarks>
public static class TurnCodec
{
    private const byte QuietTrack = 1;
    private const byte QuietWakeUp = 2;
    private const byte LoudTrack = 3;
    private const byte LoudWakeUp = 4;

    private static readonly Catalog NothingDefined = Catalog.Empty(new WorkspaceId("-"));
    private static readonly UserCommand.WakeUp WakeUp = new();

    /// <summary>Writes what <see cref="Replay"/> needs of a turn that changed an active person; false, and nothing written, where it needs all.</summary>
    /// <param name="before">The lists before the turn; null: not known, and then only a quiet turn can be written.</param>
    /// <param name="isQuiet">Nothing came of the turn but events; if it was just one, <see cref="FactOf"/> tells it.</param>
    public static bool TryEncode(UserCommand command, in TurnOutcome outcome, ActiveUser after, MessageLists? before, ByteWriter into, out bool isQuiet)
    {
        isQuiet = outcome.IsQuiet;
        if (!isQuiet && before is null)
        {
            return false;
        }

        switch (command)
        {
            case UserCommand.Track track:
                into.Byte(isQuiet ? QuietTrack : LoudTrack);
                Encode(track, HappenedAt(track, outcome.Facts), into);
                break;
            case UserCommand.WakeUp:
                into.Byte(isQuiet ? QuietWakeUp : LoudWakeUp);
                into.Instant(isQuiet ? outcome.Facts[0].At : NodaConstants.UnixEpoch);
                break;
            default:
                return false;
        }

        if (!isQuiet)
        {
            into.Number((ulong)after.FactCount);
            into.Number((ulong)after.Presented);
            before!.EncodeChanges(after, into);
        }

        return true;
    }

    /// <summary>Takes a turn again.</summary>
    /// <param name="state">The person as before that turn; consumed.</param>
    /// <param name="now">The instant at which it was taken.</param>
    /// <exception cref="FormatException">Not what <see cref="TryEncode"/> wrote, or not a turn of a person in this state.</exception>
    public static UserState Replay(UserState state, ReadOnlySpan<byte> turn, WorkspaceId workspace, Instant now)
    {
        if (state is not ActiveUser user)
        {
            throw new FormatException("a turn of somebody who was joined or erased");
        }

        var reader = new ByteReader(turn);
        var kind = reader.Byte();
        var command = Command(kind, ref reader);
        var before = kind is LoudTrack or LoudWakeUp ? MessageLists.Of(user) : null;
        if (!UserDecider.Decide(user, command, new TurnContext(workspace, now, NothingDefined)).Changed)
        {
            throw new FormatException("a turn that was taken before");
        }

        if (before is not null)
        {
            user.FactCount = (long)reader.Number();
            user.Presented = (long)reader.Number();
            before.ApplyChanges(user, ref reader);
        }

        return reader.AtEnd ? user : throw new FormatException("bytes follow the turn");
    }

    /// <summary>The fact of a quiet turn that emitted just one.</summary>
    /// <exception cref="FormatException">Not what <see cref="TryEncode"/> wrote.</exception>
    public static Fact FactOf(ReadOnlySpan<byte> turn)
    {
        var reader = new ByteReader(turn);
        switch (reader.Byte())
        {
            case QuietTrack:
                var track = Track(ref reader);
                return new Fact.EventHappened(track.Stamp.At, track.Event);
            case QuietWakeUp:
                return new Fact.EventHappened(reader.Instant(), Tracking.SessionEnded);
            case var kind:
                throw new FormatException($"{kind} is not a kind of quiet turn");
        }
    }

    private static UserCommand Command(byte kind, ref ByteReader reader)
    {
        switch (kind)
        {
            case QuietTrack or LoudTrack:
                return Track(ref reader);
            case QuietWakeUp or LoudWakeUp:
                reader.Instant();
                return WakeUp;
            default:
                throw new FormatException($"{kind} is not a kind of turn");
        }
    }

    /// <summary>As the turn took it: of the facts of this name the last is the event's own, those of the session come before it.</summary>
    private static Instant HappenedAt(UserCommand.Track track, ValueList<Fact> facts)
    {
        for (var at = facts.Count - 1; at >= 0; at--)
        {
            if (facts[at] is Fact.EventHappened happened && happened.Event == track.Event)
            {
                return happened.At;
            }
        }

        return track.Stamp.At;
    }

    private static void Encode(UserCommand.Track track, Instant at, ByteWriter into)
    {
        into.Fixed(track.Stamp.MessageKey);
        into.Instant(at);
        into.Text(track.Event);
        into.Context(track.Context);
    }

    private static UserCommand.Track Track(ref ByteReader reader) =>
        new(new MessageStamp(reader.Fixed(), reader.Instant()), reader.Text(), default, reader.Context());
}

/// <summary>What a turn that changed an active person came to.</summary>
public readonly record struct TurnOutcome(ValueList<Effect> Effects, ValueList<Trace> Traces, ValueList<Fact> Facts)
{
    /// <summary>Nothing but events: no campaign had a part in it.</summary>
    public bool IsQuiet
    {
        get
        {
            if (Effects.Count > 0 || Traces.Count > 0 || Facts.Count == 0)
            {
                return false;
            }

            foreach (var fact in Facts)
            {
                if (fact is not Fact.EventHappened)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
