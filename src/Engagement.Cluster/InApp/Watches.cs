using Engagement.Cluster.Wire;
using Engagement.Core;
using Engagement.Core.Decisions;

namespace Engagement.Cluster.InApp;

/// <summary>The processes that have streams of one person open. Known to the activation only: each process says so again before it is forgotten.</summary>
internal sealed class Watches(TimeSpan expiry)
{
    private readonly Dictionary<string, (IStreamObserver Observer, long Until)> _processes = [];

    /// <returns>False when the process was not known.</returns>
    public bool Add(string process, IStreamObserver observer)
    {
        var known = _processes.TryGetValue(process, out var before) && before.Until > Environment.TickCount64;
        _processes[process] = (observer, Environment.TickCount64 + (long)expiry.TotalMilliseconds);
        return known;
    }

    public void Remove(string process) => _processes.Remove(process);

    /// <param name="except">The process that was told otherwise.</param>
    public void Tell(ActorKey person, IReadOnlyList<Effect> effects, string except)
    {
        foreach (var (process, (observer, until)) in _processes)
        {
            if (until <= Environment.TickCount64)
            {
                _processes.Remove(process);
            }
            else if (process != except)
            {
                Tell(person.ToString(), effects, observer);
            }
        }
    }

    private static void Tell(string person, IReadOnlyList<Effect> effects, IStreamObserver observer)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case Effect.Present present:
                    observer.PresentAsync(person, new MessageOnWire(present.Message)).Ignore();
                    break;
                case Effect.Recall recall:
                    observer.RecallAsync(person, recall.Delivery.Value).Ignore();
                    break;
                case Effect.CloseStreams:
                    observer.CloseAsync(person).Ignore();
                    break;
            }
        }
    }
}
