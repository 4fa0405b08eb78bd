using Engagement.Core;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.Core.Users;
using NodaTime;

namespace Engagement.Runtime.Shells;

/// <summary>A person, known or anonymous, as a host holds them.</summary>
/// <remarks>
/// While a hand-over is owed the person is due now and then, so that a host that lost the effect (a crash, a full queue) is reminded by the
/// wake-up it would send anyway. That reminder is not part of the state: it changes nothing and saves nothing.
/// </remarks>
public sealed class UserShell : ActorShell
{
    /// <summary>How long an owed hand-over may go unsettled before it is handed out again.</summary>
    public static readonly Duration HandOverPatience = Duration.FromSeconds(30);

    private static readonly UserCommand.WakeUp Wake = new();

    private UserState _state;

    /// <summary>As they were when the person was last written; null: not known.</summary>
    private MessageLists? _lists;

    private Instant _remindAt;

    public UserShell(ActorKey key)
        : base(key)
    {
        _state = UserState.Blank(key.Person);
        NoteLists();
    }

    /// <exception cref="FormatException">The image is not one of a person.</exception>
    public UserShell(ActorKey key, ReadOnlyMemory<byte> image)
        : base(key)
    {
        _state = UserCodec.Decode(key.Person, image.Span);
        NoteOwed();
        NoteLists();
    }

    public override Instant? NextDue => Owes ? _remindAt : _state.NextDue;

    public override IActorCommand? WakeUp => Wake;

    private bool Owes => _state is JoinedUser { Owed.IsEmpty: false };

    public override Turn Decide(IActorCommand command, in TurnContext context)
    {
        var before = _state;
        var decision = UserDecider.Decide(before, Expect<UserCommand>(command), context);
        _state = decision.State;
        if (Owes)
        {
            return Remind(command, Turn.Of(decision), context.Now, isNew: !ReferenceEquals(before, _state));
        }

        return Turn.Of(decision);
    }

    public override void Encode(ByteWriter into)
    {
        UserCodec.Encode(_state, into);
        NoteLists();
    }

    public override bool TryEncodeTurn(IActorCommand command, in Turn turn, ByteWriter into, out bool isQuiet)
    {
        isQuiet = false;
        var outcome = new TurnOutcome(turn.Effects, turn.Traces, turn.Facts);
        if (_state is not ActiveUser user || !TurnCodec.TryEncode(Expect<UserCommand>(command), outcome, user, _lists, into, out isQuiet))
        {
            return false;
        }

        if (!isQuiet)
        {
            NoteLists();
        }

        return true;
    }

    public override void Replay(ReadOnlySpan<byte> turn, Instant now)
    {
        _state = TurnCodec.Replay(_state, turn, Key.Workspace, now);
        NoteLists();
    }

    public override ValueList<Effect> Resume() => UserDecider.Resume(_state);

    private Turn Remind(IActorCommand command, in Turn turn, Instant now, bool isNew)
    {
        if (isNew)
        {
            NoteOwed();
            return turn;
        }

        if (command is not UserCommand.WakeUp || now < _remindAt)
        {
            return turn;
        }

        _remindAt = now + HandOverPatience;
        return turn with { Effects = Resume() };
    }

    private void NoteOwed()
    {
        if (_state is JoinedUser joined)
        {
            _remindAt = joined.At + HandOverPatience;
        }
    }

    private void NoteLists() => _lists = _state is ActiveUser user ? MessageLists.Of(user) : null;
}
