using System.Runtime.InteropServices;
using Engagement.Core.Users;

namespace Engagement.Benchmarks.Deciding;

/// <summary>
/// The least a decision can be: find the user in a dictionary and change a struct of 64 bytes (the last two message ids, first and last
/// seen, the session, a count), look the event's name up, and match nothing.
/// </summary>
internal sealed class BareDecider(IReadOnlyList<string> names)
{
    private const long Silence = 30 * 60 * 1000;

    private readonly Dictionary<int, BareUser> _users = [];
    private readonly Dictionary<string, int> _names = Enumerable.Range(0, names.Count).ToDictionary(index => names[index], StringComparer.Ordinal);

    public long Taken { get; private set; }

    public void Decide(int user, UserCommand.Track track)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_users, user, out var exists);
        var key = track.Stamp.MessageKey;
        if (known.LastKey == key || known.KeyBefore == key)
        {
            return;
        }

        var at = track.Stamp.At.ToUnixTimeMilliseconds();
        (known.KeyBefore, known.LastKey) = (known.LastKey, key);
        known.FirstSeen = exists ? known.FirstSeen : at;
        known.SessionStarted = at - known.LastSeen > Silence ? at : known.SessionStarted;
        known.LastSeen = at;
        known.LastName = _names[track.Event];
        known.Events++;
        Taken++;
    }

    private struct BareUser
    {
        public ulong LastKey;
        public ulong KeyBefore;
        public long FirstSeen;
        public long LastSeen;
        public long SessionStarted;
        public long LastName;
        public long Events;
        public long Unused;
    }
}
