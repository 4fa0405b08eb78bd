using Engagement.Benchmarks.Engine;

namespace Engagement.Benchmarks.Deciding;

/// <summary>
/// The decider on one thread, round by round in turns with <see cref="BareDecider"/> on the very same events. CPU of the whole process is
/// what counts, so that the garbage collector is paid for and a neighbour is not.
/// </summary>
internal static class DecideRun
{
    private const int Rounds = 7;
    private const int Batch = 65_536;

    // Five events a person: most are known by then, as they are in a running service.
    private const int EventsBefore = 5;

    /// <param name="arguments">people (default 100,000), campaigns (1,000), rounds (7).</param>
    public static void Run(string[] arguments)
    {
        var (people, campaigns, rounds) = (Number(arguments, 0, 100_000), Number(arguments, 1, 1_000), Number(arguments, 2, Rounds));
        var workload = new Workload(people);
        var crowd = new Crowd(workload, campaigns);
        var bare = new BareDecider([.. Enumerable.Range(0, Workload.Names).Select(Workload.NameOf)]);
        var random = new Random(2);
        var minute = 0;
        var first = 0.0;
        for (var sent = 0; sent < people * EventsBefore; sent += Batch)
        {
            var batch = Next();
            first = Math.Max(first, crowd.Take(batch) / Batch);
            Time(batch, bare);
        }

        var (turns, ratios, pauses) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            var batch = Next();
            var paused = GC.GetTotalPauseDuration();
            var engine = crowd.Take(batch) / Batch;
            pauses.Add((GC.GetTotalPauseDuration() - paused).TotalNanoseconds / Batch);
            var skeleton = Time(batch, bare) / Batch;
            turns.Add(engine);
            ratios.Add(engine / skeleton);
        }

        if (bare.Taken != crowd.Taken)
        {
            throw new InvalidOperationException("the two did not take the same events");
        }

        Console.WriteLine($"{campaigns:N0} campaigns, {people:N0} people: {Spread(turns, "F0")} ns of CPU a turn, {Spread(ratios, "F1")} times the bare decider");
        Console.WriteLine($"the garbage collector stops a turn for {Spread(pauses, "F0")} ns, a collection before each round included; slowest round of first contacts {first:F0} ns a turn");
        Console.WriteLine(crowd.Weigh(Next()));

        Workload.Sent[] Next() => workload.Next(Batch, random, crowd.At(minute++));
    }

    private static double Time(Workload.Sent[] batch, BareDecider bare)
    {
        GC.Collect(0);
        var before = Environment.CpuUsage.TotalTime;
        foreach (var (user, command) in batch)
        {
            bare.Decide(user, command);
        }

        return (Environment.CpuUsage.TotalTime - before).TotalNanoseconds;
    }

    private static string Spread(List<double> values, string form)
    {
        values.Sort();
        return $"{values[values.Count / 2].ToString(form, null)} ({values[0].ToString(form, null)} to {values[^1].ToString(form, null)})";
    }

    private static int Number(string[] arguments, int index, int otherwise) =>
        index < arguments.Length ? int.Parse(arguments[index], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
}
