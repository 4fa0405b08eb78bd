using System.Diagnostics.Metrics;
using Engagement.Core;
using Engagement.Gateway.Ingest.Reading;
using NodaTime;

namespace Engagement.Gateway.Ingest.Faults;

/// <summary>One thing that could not be taken, without anything of the person it was about.</summary>
/// <param name="Pointer">From the root of the call; empty for the call itself.</param>
public sealed record RecordedFault(Instant At, WorkspaceId Workspace, FaultReason Reason, string Pointer, string Message);

/// <summary>
/// What clients sent that could not be taken: counted by reason since the start, and the last <see cref="Kept"/> to look at. Safe for any
/// number of threads.
/// </summary>
public sealed class FaultLog
{
    public const int Kept = 512;

    private static readonly string[] Reasons = [.. Enum.GetNames<FaultReason>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])];

    private readonly long[] _counts = new long[Reasons.Length];
    private readonly RecordedFault?[] _ring = new RecordedFault?[Kept];
    private readonly Lock _lock = new();
    private readonly Counter<long> _counter;
    private long _next;

    public FaultLog(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _counter = meters.Create("Engagement.Gateway").CreateCounter<long>(
            "engagement.ingest.faults", "{fault}", "Calls and bodies that could not be taken, by reason");
    }

    public long CountOf(FaultReason reason) => Interlocked.Read(ref _counts[(int)reason]);

    /// <summary>The last faults of a workspace, newest first.</summary>
    public IReadOnlyList<RecordedFault> Recent(WorkspaceId workspace)
    {
        lock (_lock)
        {
            var recent = new List<RecordedFault>();
            for (var back = 1; back <= Math.Min(_next, Kept); back++)
            {
                if (_ring[(_next - back) % Kept] is { } fault && fault.Workspace == workspace)
                {
                    recent.Add(fault);
                }
            }

            return recent;
        }
    }

    public void Note(WorkspaceId workspace, Instant at, FaultReason reason, string pointer, string message)
    {
        Count(reason, 1);
        lock (_lock)
        {
            _ring[_next++ % Kept] = new RecordedFault(at, workspace, reason, pointer, message);
        }
    }

    /// <summary>Counts what has no workspace to be kept for.</summary>
    public void Count(FaultReason reason, long times)
    {
        Interlocked.Add(ref _counts[(int)reason], times);
        _counter.Add(times, new KeyValuePair<string, object?>("reason", Reasons[(int)reason]));
    }

    internal void Note(WorkspaceId workspace, Instant at, IReadOnlyList<Fault> faults)
    {
        // A batch of nothing but faults would drive out everything else.
        const int MostOfOneRequest = 16;
        for (var i = 0; i < faults.Count; i++)
        {
            if (i < MostOfOneRequest)
            {
                Note(workspace, at, faults[i].Reason, faults[i].Pointer, faults[i].Message);
            }
            else
            {
                Count(faults[i].Reason, 1);
            }
        }
    }
}
