using System.Text.Json.Nodes;
using Xunit;

namespace Engagement.Gateway.Tests.Ingest;

/// <summary>The golden requests under <c>tests/wire/ingest</c>: what a client sends, the commands it means, and the answer.</summary>
public static class WireFiles
{
    private static readonly string Folder = Path.Combine(Root(), "tests", "wire", "ingest");

    public static IReadOnlyList<string> All =>
        [.. Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal).Select(file => Path.GetFileNameWithoutExtension(file))];

    public static TheoryData<string> Names => [.. All];

    public static JsonObject Read(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")))!.AsObject();

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Engagement.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("no folder above the tests holds Engagement.sln");
    }
}
