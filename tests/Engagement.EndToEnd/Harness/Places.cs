namespace Engagement.EndToEnd.Harness;

/// <summary>Where the repository and what was built of it stand.</summary>
internal static class Places
{
    public static string Repository { get; } = Above(AppContext.BaseDirectory, "Engagement.sln")
        ?? throw new DirectoryNotFoundException("the tests run outside of their repository");

    public static string Clients { get; } = Path.Combine(Repository, "tests", "Engagement.EndToEnd", "clients");

    /// <summary>Beside the repository, or beside a folder that it stands in; null where absent.</summary>
    public static string? OttoSample { get; } = Above(Repository, Path.Combine("shared", "data", "otto-sample.jsonl")) is { } root
        ? Path.Combine(root, "shared", "data", "otto-sample.jsonl")
        : null;

    /// <summary>What was built of a project, in the configuration that <c>ENGAGEMENT_CONFIGURATION</c> names, else in that of the tests.</summary>
    public static string Assembly(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var configuration = Environment.GetEnvironmentVariable("ENGAGEMENT_CONFIGURATION")?.ToLowerInvariant() ?? own;
        return Path.Combine(Repository, "artifacts", "bin", project, configuration, project + ".dll");
    }

    private static string? Above(string folder, string wanted)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, wanted)))
            {
                return at.FullName;
            }
        }

        return null;
    }
}
