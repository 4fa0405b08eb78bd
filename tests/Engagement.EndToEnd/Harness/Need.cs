using System.Collections.Concurrent;
using System.Diagnostics;

namespace Engagement.EndToEnd.Harness;

/// <summary>What a test may need of the machine, by the name it is skipped with.</summary>
internal static class Need
{
    public const string Node = "node";
    public const string Clients = "npm packages";
    public const string Chromium = "chromium";
    public const string Strace = "strace";
    public const string Promtool = "promtool";
    public const string Tmpfs = "a tmpfs mount";
    public const string Otto = "the OTTO sample";
    public const string OwnDisk = "a server that keeps its own files";
    public const string Silos = "the silo and PostgreSQL";

    private static readonly ConcurrentDictionary<string, string?> Answers = new();

    /// <summary>Why the tests that need all of these are skipped; null when they run.</summary>
    public static string? Missing(IEnumerable<string> needs)
    {
        string[] missing = [.. needs.Select(need => Answers.GetOrAdd(need, Look)).OfType<string>()];
        return missing.Length == 0 ? null : "missing: " + string.Join("; ", missing);
    }

    /// <summary>The program of that name on the path; null where there is none.</summary>
    public static string? Program(string name) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);

    private static string? Look(string need) => need switch
    {
        Node or Chromium or Promtool => Program(need) is null ? need : null,
        Clients => Directory.Exists(Path.Combine(Places.Clients, "node_modules", "@segment")) ? null : "npm packages (npm ci in the folder clients)",
        Silos => !File.Exists(Places.Assembly("Engagement.Silo")) ? "Engagement.Silo (built by the solution configuration Cluster)"
            : Testing.Postgres.PostgresServer.Missing,
        OwnDisk => Deployment.Kind == Deployment.Server ? null : $"{need}: this deployment keeps a database",
        Strace => Succeeds("strace", "-f", "-e", "trace=none", "true") ? null : "strace, or the right to trace",
        Tmpfs => CanMount() ? null : "the right to mount a tmpfs",
        Otto => Places.OttoSample is null ? "the OTTO sample (shared/data/otto-sample.jsonl beside the repository)" : null,
        _ => throw new ArgumentOutOfRangeException(nameof(need), need, "no such need"),
    };

    private static bool CanMount()
    {
        var folder = Directory.CreateTempSubdirectory("engagement-mount-").FullName;
        try
        {
            return Succeeds("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder) && Succeeds("umount", folder);
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        if (Program(program) is not { } path)
        {
            return false;
        }

        using var process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
