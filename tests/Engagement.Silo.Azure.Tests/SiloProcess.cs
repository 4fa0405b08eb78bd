using System.Text.RegularExpressions;
using Engagement.Testing.Processes;

namespace Engagement.Silo.Azure.Tests;

/// <summary>The program in a process of its own. It ends with the tests, however they end.</summary>
internal sealed partial class SiloProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly StartedProcess _process;

    private SiloProcess(StartedProcess process, Uri address) => (_process, Http) = (process, new HttpClient { BaseAddress = address });

    public HttpClient Http { get; }

    /// <summary>Of the workspace that it made, if it was the first of its cluster.</summary>
    public (string Write, string Secret) Keys => (WriteKey().Match(_process.Said).Value, SecretKey().Match(_process.Said).Value);

    /// <summary>Completes when it takes requests.</summary>
    public static async Task<SiloProcess> StartAsync(string storage, string database)
    {
        var address = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}");
        var environment = new Dictionary<string, string>
        {
            ["ENGAGEMENT__AZURE__CONNECTIONSTRING"] = storage,
            ["ENGAGEMENT__SILO__POSTGRES"] = database,
            ["ENGAGEMENT__SILO__SILOPORT"] = $"{LoopbackPort.Free()}",
            ["ENGAGEMENT__SILO__GATEWAYPORT"] = $"{LoopbackPort.Free()}",
            ["ENGAGEMENT__CLUSTER__WAKEUPGRAINS"] = "16",
        };
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string[] arguments = [typeof(AzureClusterStore).Assembly.Location, "--urls", address.GetLeftPart(UriPartial.Authority)];
        return new SiloProcess(await StartedProcess.StartAsync(dotnet, arguments, environment, "Application started", Patience), address);
    }

    public void Kill() => _process.Kill();

    public void Dispose()
    {
        Http.Dispose();
        _process.Dispose();
    }

    [GeneratedRegex("wk_[A-Za-z0-9_-]+")]
    private static partial Regex WriteKey();

    [GeneratedRegex("sk_[A-Za-z0-9_-]+")]
    private static partial Regex SecretKey();
}
