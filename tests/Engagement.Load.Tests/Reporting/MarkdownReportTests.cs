using System.Xml.Linq;
using Engagement.Load.Measuring;
using Engagement.Load.Reporting;
using Shouldly;
using Xunit;

namespace Engagement.Load.Tests.Reporting;

public sealed class MarkdownReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("load-report").FullName;

    [Fact]
    public void A_kept_finding_comes_back_with_its_losses_and_a_plot()
    {
        var latency = new Histogram();
        for (var value = 1; value < 10_000; value++)
            latency.Record(value * 1000L);
        var finding = new Finding("p0", "P0: <a trial>", "load p0", DateTime.UnixEpoch, Machine.Here());
        finding.Add("ratio", new Spread(2, 1, 3), "", "<= 1.6", false);
        finding.Curves.Add(Curve.Of("server", latency));
        finding.Notes.Add("3 sends were shed");
        var findings = new Findings(_folder);
        findings.Keep(finding);
        var report = File.ReadAllText(MarkdownReport.Write(findings));
        report.ShouldContain("| ratio | 2  | 1 to 3 | <= 1.6 | **missed** |");
        report.ShouldContain("3 sends were shed");
        report.ShouldContain("(p0.svg)");
        XDocument.Load(Path.Combine(_folder, "p0.svg")).Descendants().Count(element => element.Name.LocalName == "polyline").ShouldBe(1);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
