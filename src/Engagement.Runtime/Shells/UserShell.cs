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
    private Instant _remindAt;

    public UserShell(ActorKey key)
        : base(key) => _state = UserState.Blank(key.Person);

    /// <exception cref="FormatException">The image is not one of a person.</exception>
    public UserShell(ActorKey key, ReadOnlyMemory<byte> image)
        : base(key)
    {
        _state = UserCodec.Decode(key.Person, image.Span);
        NoteOwed();
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

    public override void Encode(ByteWriter into) => UserCodec.Encode(_state, into);

    public override bool TryEncodeTurn(IActorCommand command, in Turn turn, ByteWriter into) =>
        _state is ActiveUser && QuietTurn.TryEncode(Expect<UserCommand>(command), turn.Effects, turn.Traces, turn.Facts, into);

    public override void Replay(ReadOnlySpan<byte> turn, Instant now) => _state = QuietTurn.Replay(_state, turn, Key.Workspace, now);

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
}
