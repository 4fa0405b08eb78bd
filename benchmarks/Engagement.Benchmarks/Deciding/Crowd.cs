using Engagement.Benchmarks.Engine;
using Engagement.Core;
using Engagement.Core.Catalogs;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;
using NodaTime;

namespace Engagement.Benchmarks.Deciding;

/// <summary>The people of a workload with their states, and the campaigns that are live for them.</summary>
internal sealed class Crowd
{
    private readonly UserState[] _states;
    private readonly Catalog _catalog;
    private Instant _now = Workload.Epoch;

    public Crowd(Workload workload, int campaigns)
    {
        var workspace = new WorkspaceSnapshot(Workload.Workspace, 1, WorkspaceSettings.Default, "{}", [], null);
        _catalog = Catalog.Compile(1, workspace, Workload.Campaigns(campaigns));
        _states = [.. workload.Users.Select(user => UserState.Blank(PersonId.Known(user)))];
    }

    /// <summary>Turns that changed somebody.</summary>
    public long Taken { get; private set; }

    public long Traces { get; private set; }

    /// <summary>Moves the clock to so many minutes after the start.</summary>
    public Instant At(int minutes) => _now = Workload.Epoch + Duration.FromMinutes(minutes);

    /// <returns>Nanoseconds of CPU of the process.</returns>
    public double Take(ReadOnlySpan<Workload.Sent> batch)
    {
        var context = new TurnContext(Workload.Workspace, _now, _catalog);
        GC.Collect(0);
        var before = Environment.CpuUsage.TotalTime;
        foreach (var (user, command) in batch)
        {
            var decision = UserDecider.Decide(_states[user], command, context);
            _states[user] = decision.State;
            Traces += decision.Traces.Count;
            Taken += decision.Changed ? 1 : 0;
        }

        return (Environment.CpuUsage.TotalTime - before).TotalNanoseconds;
    }

    /// <summary>What turns allocate, apart by whether they trigger something.</summary>
    public string Weigh(ReadOnlySpan<Workload.Sent> batch)
    {
        var context = new TurnContext(Workload.Workspace, _now, _catalog);
        var (quiet, quietBytes, loudBytes) = (0, 0L, 0L);
        foreach (var (user, command) in batch)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var decision = UserDecider.Decide(_states[user], command, context);
            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            _states[user] = decision.State;
            var isQuiet = decision.Traces.Count == 0;
            quiet += isQuiet ? 1 : 0;
            quietBytes += isQuiet ? bytes : 0;
            loudBytes += isQuiet ? 0 : bytes;
        }

        var loud = batch.Length - quiet;
        return $"{loud / (double)batch.Length:P1} of the turns trigger something and allocate {loudBytes / Math.Max(1, loud)} B each, the others {quietBytes / Math.Max(1, quiet)} B";
    }
}
