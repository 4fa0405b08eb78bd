using System.Globalization;
using System.Text;

namespace Engagement.Load.Reporting;

/// <summary>Findings as Markdown. Losses are printed like gains.</summary>
internal static class MarkdownReport
{
    /// <summary>Writes <c>load.md</c> and one SVG per finding with curves; answers the path of the former.</summary>
    public static string Write(Findings findings)
    {
        var text = new StringBuilder("# Load\n\n");
        foreach (var finding in findings.All())
        {
            text.Append(Of(finding));
            if (finding.Curves.Count == 0)
                continue;
            File.WriteAllText(Path.Combine(findings.Folder, finding.Id + ".svg"), LatencyPlot.Svg(finding.Title, finding.Curves));
            text.Append(CultureInfo.InvariantCulture, $"![{finding.Title}]({finding.Id}.svg)\n\n");
        }

        var path = Path.Combine(findings.Folder, "load.md");
        File.WriteAllText(path, text.ToString());
        return path;
    }

    public static string Of(Finding finding)
    {
        var machine = finding.Machine;
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"## {finding.Title}\n\n")
            .Append(CultureInfo.InvariantCulture, $"{machine.Processor}, {machine.Cores} cores, {machine.MemoryGigabytes} GiB, Linux {machine.Kernel}, {machine.Runtime}; ")
            .Append(CultureInfo.InvariantCulture, $"commit {machine.Commit}; {finding.At:yyyy-MM-dd HH:mm}Z; `{finding.Command}`\n\n")
            .Append("| figure | value | min to max | floor | |\n|---|---|---|---|---|\n");
        foreach (var figure in finding.Figures)
        {
            var spread = figure.Min is { } min ? $"{Number(min)} to {Number(figure.Max!.Value)}" : "";
            var verdict = figure.Passed switch { true => "passed", false => "**missed**", null => "" };
            text.Append(CultureInfo.InvariantCulture, $"| {figure.Name} | {Number(figure.Value)} {figure.Unit} | {spread} | {figure.Floor} | {verdict} |\n");
        }

        text.Append('\n');
        foreach (var note in finding.Notes)
            text.Append(CultureInfo.InvariantCulture, $"- {note}\n");
        return text.Append('\n').ToString();
    }

    private static string Number(double value) => Math.Abs(value) switch
    {
        >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
