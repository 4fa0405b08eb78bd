using Xunit;

namespace Engagement.Gateway.Tests.Hosting;

/// <summary>A test that needs Prometheus' own checker; skipped by name where there is none (Debian: package <c>prometheus</c>).</summary>
public sealed class PromtoolFactAttribute : FactAttribute
{
    public PromtoolFactAttribute() => Skip = Path is null ? "promtool is not on the PATH" : null;

    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => System.IO.Path.Combine(folder, "promtool"))
        .FirstOrDefault(File.Exists);
}
