using System.Text.Json;

namespace Engagement.Benchmarks.Allocations;

/// <summary>The bytes that each benchmark may allocate per operation, kept in <c>allocations.json</c> beside the project.</summary>
internal static class Expected
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    /// <summary>The file in the sources, found upwards from the working folder; the copy beside the program where there are none.</summary>
    public static string Location
    {
        get
        {
            for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
            {
                var path = Path.Combine(folder.FullName, "benchmarks", "Engagement.Benchmarks", "allocations.json");
                if (File.Exists(path))
                    return path;
            }

            return Path.Combine(AppContext.BaseDirectory, "allocations.json");
        }
    }

    public static SortedDictionary<string, long> Read() =>
        JsonSerializer.Deserialize<SortedDictionary<string, long>>(File.ReadAllText(Location)) ?? [];

    public static void Write(SortedDictionary<string, long> bytes) =>
        File.WriteAllText(Location, JsonSerializer.Serialize(bytes, Options) + "\n");
}
