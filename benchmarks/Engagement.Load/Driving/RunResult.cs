using Engagement.Load.Measuring;

namespace Engagement.Load.Driving;

/// <summary>What one run brought. Latency is from the intended instant of a send to its answer, in nanoseconds.</summary>
internal sealed class RunResult
{
    public Histogram Latency { get; } = new();

    public long Answered { get; set; }

    /// <summary>Answers 429 and 503: the server shed load as it may.</summary>
    public long Shed { get; set; }

    /// <summary>Any other answer but 2xx, and connections closed under a request.</summary>
    public long Failed { get; set; }

    /// <summary>Sends still without an answer when the run ended, beyond what the connections held.</summary>
    public long Unsent { get; set; }

    /// <summary>All sends, those of the warm-up too.</summary>
    public long Sends { get; set; }

    /// <summary>Sends of the whole run, warm-up and end included, that were not answered with 2xx.</summary>
    public long Untaken { get; set; }

    /// <summary>The driving thread's share of its core, 0 to 1. Near 1 the generator, not the server, was the limit.</summary>
    public double DriverBusy { get; set; }

    public TimeSpan Elapsed { get; set; }

    public TimeSpan ServerCpu { get; set; }

    public long EventsPerRequest { get; init; } = 1;

    public double PerSecond => Answered / Elapsed.TotalSeconds;

    public double CpuMicrosecondsPerRequest => ServerCpu.TotalMicroseconds / Math.Max(1, Answered);

    public double EventsPerCpuSecond => Answered * EventsPerRequest / Math.Max(1e-9, ServerCpu.TotalSeconds);

    public void Count(int status)
    {
        if (status is >= 200 and < 300)
            Answered++;
        else if (status is 429 or 503)
            Shed++;
        else
            Failed++;
    }
}
