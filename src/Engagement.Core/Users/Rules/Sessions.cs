using Engagement.Core.Hashing;
using NodaTime;

namespace Engagement.Core.Users.Rules;

/// <summary>A session starts with the first activity and ends after 30 minutes of silence; both are events like any other.</summary>
internal static class Sessions
{
    private static readonly long SilenceMs = (long)Session.Silence.TotalMilliseconds;

    public static void Touch(ref UserTurn turn, Instant at)
    {
        var user = turn.User;
        EndIfSilent(ref turn, at);
        if (user.Session is { } session)
        {
            user.LastActivityMs = Math.Max(user.LastActivityMs, at.ToUnixTimeMilliseconds());
            Move(ref turn, session);
            return;
        }

        user.Session = new OpenSession(at, turn.Screen, Busy: false, turn.Device);
        user.LastActivity = at;
        Tracking.Happen(ref turn, Tracking.SessionStarted, default, Cause(Tracking.SessionStarted, at), at);
    }

    /// <summary>Ends the session when it has been silent for long enough at an instant.</summary>
    public static bool EndIfSilent(ref UserTurn turn, Instant at)
    {
        var user = turn.User;
        if (user.Session is null || at.ToUnixTimeMilliseconds() - user.LastActivityMs < SilenceMs)
        {
            return false;
        }

        var ends = user.LastActivity + Session.Silence;
        user.Session = null;
        Tracking.Happen(ref turn, Tracking.SessionEnded, default, Cause(Tracking.SessionEnded, ends), ends);
        return true;
    }

    private static void Move(ref UserTurn turn, OpenSession session)
    {
        if (turn.Screen is null && turn.Device is null)
        {
            return;
        }

        var screen = turn.Screen ?? session.Screen;
        var device = turn.Device ?? session.Device;
        if (screen != session.Screen || device != session.Device)
        {
            turn.User.Session = session with { Screen = screen, Device = device };
        }
    }

    private static ulong Cause(string name, Instant at) => StableHash.Of(name, unchecked((ulong)at.ToUnixTimeMilliseconds()));
}
