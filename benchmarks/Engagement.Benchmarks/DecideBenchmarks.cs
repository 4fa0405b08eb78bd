using BenchmarkDotNet.Attributes;
using Engagement.Benchmarks.Engine;
using Engagement.Core;
using Engagement.Core.Catalogs;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;

namespace Engagement.Benchmarks;

/// <summary>One event through the decider, one thread: 1,000 live campaigns, 100,000 users, about two in a hundred events trigger something.</summary>
public class DecideBenchmarks
{
    private const int Batch = 65_536;
    private const int People = 100_000;

    private readonly Workload _workload = new(People);
    private readonly UserState[] _states = new UserState[People];
    private readonly Random _random = new(2);
    private Workload.Sent[] _sent = [];
    private TurnContext _context;
    private long _traces;

    [Params(1_000)]
    public int Campaigns { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var workspace = new WorkspaceSnapshot(Workload.Workspace, 1, WorkspaceSettings.Default, "{}", [], null);
        _context = new TurnContext(Workload.Workspace, Workload.Epoch, Catalog.Compile(1, workspace, Workload.Campaigns(Campaigns)));
        for (var i = 0; i < People; i++)
        {
            _states[i] = UserState.Blank(PersonId.Known(_workload.Users[i]));
        }

        Next();
        Decide();
        var share = _traces / (double)Batch;
        if (share is < 0.005 or > 0.05)
        {
            throw new InvalidOperationException($"{share:P1} of the events trigger something; the figure would not be that of the budget");
        }
    }

    // New message ids each time: a repeated id is a turn that does nothing.
    [IterationSetup]
    public void Next() => _sent = _workload.Next(Batch, _random, Workload.Epoch);

    [Benchmark(OperationsPerInvoke = Batch)]
    public long Decide()
    {
        _traces = 0;
        foreach (var (user, command) in _sent)
        {
            var decision = UserDecider.Decide(_states[user], command, _context);
            _states[user] = decision.State;
            _traces += decision.Traces.Count;
        }

        return _traces;
    }
}
