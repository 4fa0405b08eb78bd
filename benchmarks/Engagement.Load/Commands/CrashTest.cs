using Engagement.Load.Campaigns;
using Engagement.Load.Crash;
using Engagement.Load.Reporting;

namespace Engagement.Load.Commands;

/// <summary>The crash test: load, kills, then the ledger against the server.</summary>
internal static class CrashTest
{
    public static async Task<bool> Run(Workshop workshop, CancellationToken cancellationToken)
    {
        var finding = workshop.Begin("ledger", "Crash test: acknowledged against kept");
        using var server = await workshop.OpenServer(null, cancellationToken);
        var plan = PlanOf(workshop);
        await new Definitions(server.Client, server.Keys.Secret).Launch(Documents.DelayedCampaign, Documents.Delayed(plan.Delay), cancellationToken);
        var path = workshop.Arguments.Text("ledger", Path.Combine(workshop.Findings.Folder, "ledger.tsv"));
        var watch = new EarlyWatch(server, plan.Delay);
        var storm = new Storm(plan, server, path, watch);
        await storm.Run(cancellationToken);
        var verdict = await new Verification(server, path).Run(cancellationToken);
        Judge(finding, verdict);
        finding.Add("triggers that fired early, by looks from outside", watch.Early, "", "0", watch.Early == 0);
        finding.Add("waiting users watched to the end for that", watch.Watched, "users");
        finding.Add("kills", storm.Recoveries.Count, "");
        if (storm.Recoveries.Count > 0)
            finding.Add("start to ready after a kill", storm.RecoveryMilliseconds, "ms");
        finding.Add("requests sent again after a reset, 429 or 5xx", storm.Retries, "requests");
        finding.Add("acknowledged events sent again unchanged", storm.Repeats, "events");
        finding.Notes.Add("SIGKILL leaves the page cache alone: this shows recovery and exactly-once, not that bytes were synced before the answer.");
        workshop.Findings.Keep(finding);
        return verdict.IsClean && watch.Early == 0;
    }

    public static async Task<bool> Verify(Workshop workshop, CancellationToken cancellationToken)
    {
        var path = workshop.Arguments.Text("ledger") ?? throw new ArgumentException("verify needs --ledger <file>");
        using var server = await workshop.OpenServer(null, cancellationToken);
        var finding = workshop.Begin("verify", "A ledger against a server");
        var verdict = await new Verification(server, path).Run(cancellationToken);
        Judge(finding, verdict);
        workshop.Findings.Keep(finding);
        return verdict.IsClean;
    }

    private static void Judge(Finding finding, Verdict verdict)
    {
        finding.Add("events acknowledged", verdict.Acknowledged, "events");
        finding.Add("users compared", verdict.Users, "users");
        finding.Add("events without an answer in the end", verdict.Unknown, "events");
        finding.Add("delayed triggers due", verdict.TriggersDue, "");
        Zero(finding, "lost", verdict.Lost);
        Zero(finding, "doubled", verdict.Doubled);
        Zero(finding, "refused", verdict.Refused);
        Zero(finding, "triggers that did not fire", verdict.TriggersMissing);
        Zero(finding, "triggers that fired twice", verdict.TriggersTwice);
        Zero(finding, "triggers that fired early, by the server's history", verdict.TriggersEarly);
        Zero(finding, "fired triggers missing from that history", verdict.TriggersUntold);
    }

    private static void Zero(Finding finding, string name, long count) => finding.Add(name, count, "", "0", count == 0);

    private static CrashPlan PlanOf(Workshop workshop)
    {
        var otherwise = new CrashPlan();
        return otherwise with
        {
            Kills = workshop.Arguments.Number("kills", otherwise.Kills),
            RequestsPerSecond = workshop.Arguments.Number("requests", otherwise.RequestsPerSecond),
            Duration = workshop.Arguments.Seconds("duration", otherwise.Duration.TotalSeconds),
            UntilLine = workshop.Arguments.Text("until") == "line",
            Delay = workshop.Arguments.Seconds("delay", otherwise.Delay.TotalSeconds),
            Seed = workshop.Seed,
        };
    }
}
