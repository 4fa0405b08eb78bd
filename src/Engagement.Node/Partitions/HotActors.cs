using Engagement.Core;

namespace Engagement.Node.Partitions;

/// <summary>The actors a partition keeps as objects, at most so many; the least recently used go first.</summary>
internal sealed class HotActors(int capacity)
{
    private const int Sampled = 512;
    private const double ShareToDrop = 0.2;

    private readonly Dictionary<ActorKey, HotActor> _actors = new(Comparer.Instance);
    private long _inVainAt = -1;

    public int Count => _actors.Count;

    public bool IsCrowded => _actors.Count > capacity;

    public HotActor? Find(ActorKey key) => _actors.GetValueOrDefault(key);

    public void Add(HotActor actor) => _actors.Add(actor.Shell.Key, actor);

    public void Remove(ActorKey key) => _actors.Remove(key);

    /// <summary>Drops about a fifth of the actors when there are too many: those used longest ago whose newest state is in the table.</summary>
    public void DropIdle(long checkpoint)
    {
        if (!IsCrowded || checkpoint == _inVainAt)
        {
            return;
        }

        var before = _actors.Count;
        var ages = _actors.Values.Take(Sampled).Select(actor => actor.UsedAt).Order().ToArray();
        Drop(actor => actor.Row <= checkpoint && actor.UsedAt <= ages[(int)(ages.Length * ShareToDrop)]);

        // Where nobody could go, nobody can before the next fold: a walk over all of them for each batch would be for nothing.
        _inVainAt = _actors.Count == before ? checkpoint : -1;
    }

    public void Drop(Func<HotActor, bool> isIdle)
    {
        foreach (var (key, actor) in _actors)
        {
            if (isIdle(actor))
            {
                _actors.Remove(key);
            }
        }
    }

    private sealed class Comparer : IEqualityComparer<ActorKey>
    {
        public static readonly Comparer Instance = new();

        public bool Equals(ActorKey x, ActorKey y) =>
            x.Kind == y.Kind && string.Equals(x.Id, y.Id, StringComparison.Ordinal)
            && string.Equals(x.Workspace.Value, y.Workspace.Value, StringComparison.Ordinal);

        // Ids are spread well enough by themselves; equal ids of two workspaces are rare and merely share a bucket.
        public int GetHashCode(ActorKey key) => string.GetHashCode(key.Id, StringComparison.Ordinal);
    }
}
