using Engagement.Cluster.Tests.Postgres;

namespace Engagement.Cluster.Tests;

/// <summary>Started by <see cref="SiloProcess"/>, this is a silo; the test runner does not come here.</summary>
public static class Program
{
    public static Task<int> Main(string[] arguments) => arguments is [var connectionString, var cluster]
        ? SiloProcess.RunAsync(connectionString, cluster)
        : Task.FromResult(1);
}
