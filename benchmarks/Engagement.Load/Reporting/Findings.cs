using System.Text.Json;

namespace Engagement.Load.Reporting;

/// <summary>Findings in a folder, one file each, so that a report can be written from runs made apart.</summary>
internal sealed class Findings(string folder)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string Folder { get; } = folder;

    public void Keep(Finding finding)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, finding.Id + ".json"), JsonSerializer.Serialize(finding, Options));
        Console.WriteLine(MarkdownReport.Of(finding));
    }

    public IReadOnlyList<Finding> All() =>
        [.. Directory.EnumerateFiles(Folder, "*.json").Order().Select(path => JsonSerializer.Deserialize<Finding>(File.ReadAllText(path), Options)!)];
}
