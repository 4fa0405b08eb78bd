using Engagement.Core.Catalogs;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.Core.Users.Rules;
using NodaTime;

namespace Engagement.Core.Users;

/// <summary>
/// A turn that the catalog had no part in: events were counted, a session went on, and nothing else came of it. The command, taken again by
/// the state as it was before and with nothing defined, comes to the same state: so a host may keep these few bytes instead of the person.
/// </summary>
/// <remarks>The first byte names the kind and the version of its form; what was once written is read for good.</remarks>
public static class QuietTurn
{
    private const byte Tracked = 1;
    private const byte WokeUp = 2;

    private static readonly Catalog NothingDefined = Catalog.Empty(new WorkspaceId("-"));
    private static readonly UserCommand.WakeUp WakeUp = new();

    /// <summary>Writes what <see cref="Replay"/> needs; false, and nothing written, when the turn was not quiet.</summary>
    /// <param name="effects">With <paramref name="traces"/> and <paramref name="facts"/>, what the turn that changed an active person came to.</param>
    public static bool TryEncode(UserCommand command, ValueList<Effect> effects, ValueList<Trace> traces, ValueList<Fact> facts, ByteWriter into)
    {
        if (effects.Count > 0 || traces.Count > 0 || !AreEvents(facts))
        {
            return false;
        }

        switch (command)
        {
            case UserCommand.Track track:
                Encode(track, facts[facts.Count - 1].At, into);
                return true;
            case UserCommand.WakeUp when facts.Count == 1:
                into.Byte(WokeUp);
                into.Instant(facts[0].At);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Takes a quiet turn again.</summary>
    /// <param name="state">The person as before that turn; consumed.</param>
    /// <param name="now">The instant at which it was taken.</param>
    /// <exception cref="FormatException">Not what <see cref="TryEncode"/> wrote, or not a turn of a person in this state.</exception>
    public static UserState Replay(UserState state, ReadOnlySpan<byte> turn, WorkspaceId workspace, Instant now)
    {
        if (state is not ActiveUser)
        {
            throw new FormatException("a quiet turn of somebody who was joined or erased");
        }

        var command = IsWakeUp(turn) ? WakeUp : (UserCommand)Decode(turn);
        var decision = UserDecider.Decide(state, command, new TurnContext(workspace, now, NothingDefined));
        return decision.Changed ? decision.State : throw new FormatException("a quiet turn that was taken before");
    }

    /// <summary>The fact of a quiet turn that emitted just one.</summary>
    /// <exception cref="FormatException">Not what <see cref="TryEncode"/> wrote.</exception>
    public static Fact FactOf(ReadOnlySpan<byte> turn)
    {
        if (IsWakeUp(turn))
        {
            return new Fact.EventHappened(new ByteReader(turn[1..]).Instant(), Tracking.SessionEnded);
        }

        var track = Decode(turn);
        return new Fact.EventHappened(track.Stamp.At, track.Event);
    }

    private static bool IsWakeUp(ReadOnlySpan<byte> turn) => turn is [WokeUp, ..];

    private static bool AreEvents(ValueList<Fact> facts)
    {
        foreach (var fact in facts)
        {
            if (fact is not Fact.EventHappened)
            {
                return false;
            }
        }

        return true;
    }

    /// <param name="at">When it happened, as the turn took it: the fact of the event itself is the last of the turn.</param>
    private static void Encode(UserCommand.Track track, Instant at, ByteWriter into)
    {
        into.Byte(Tracked);
        into.Fixed(track.Stamp.MessageKey);
        into.Instant(at);
        into.Text(track.Event);
        into.Bool(track.Context is not null);
        if (track.Context is { } context)
        {
            into.OptionalText(context.Zone);
            into.OptionalText(context.Locale);
            into.OptionalText(context.Screen);
            into.OptionalText(context.Device);
        }
    }

    private static UserCommand.Track Decode(ReadOnlySpan<byte> turn)
    {
        var reader = new ByteReader(turn);
        if (reader.Byte() is var kind && kind != Tracked)
        {
            throw new FormatException($"{kind} is not a kind of quiet turn");
        }

        var track = new UserCommand.Track(new MessageStamp(reader.Fixed(), reader.Instant()), reader.Text(), default, Context(ref reader));
        return reader.AtEnd ? track : throw new FormatException("bytes follow the quiet turn");
    }

    private static ClientContext? Context(ref ByteReader reader) =>
        reader.Bool() ? new ClientContext(reader.OptionalText(), reader.OptionalText(), reader.OptionalText(), reader.OptionalText()) : null;
}
