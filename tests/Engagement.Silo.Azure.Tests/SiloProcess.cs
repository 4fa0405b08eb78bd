using System.Text.RegularExpressions;
using Engagement.Testing.Processes;

namespace Engagement.Silo.Azure.Tests;

/// <summary>The program in a process of its own. It ends with the tests, however they end.</summary>
internal sealed partial class SiloProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly StartedProcess _process;
    private readonly Uri _address;
    private readonly IReadOnlyDictionary<string, string> _environment;

    private SiloProcess(StartedProcess process, Uri address, IReadOnlyDictionary<string, string> environment) =>
        (_process, _address, _environment, Http) = (process, address, environment, new HttpClient { BaseAddress = address });

    public HttpClient Http { get; }

    /// <summary>Of the workspace that it made, if it was the first of its cluster.</summary>
    public (string Write, string Secret) Keys => (WriteKey().Match(_process.Said).Value, SecretKey().Match(_process.Said).Value);

    /// <summary>Completes when it takes requests.</summary>
    /// <param name="more">Of its environment.</param>
    public static async Task<SiloProcess> StartAsync(string storage, string database, params (string Name, string Value)[] more)
    {
        var environment = new Dictionary<string, string>
        {
            ["ENGAGEMENT__AZURE__CONNECTIONSTRING"] = storage,
            ["ENGAGEMENT__SILO__POSTGRES"] = database,
            ["ENGAGEMENT__SILO__SILOPORT"] = $"{LoopbackPort.Free()}",
            ["ENGAGEMENT__SILO__GATEWAYPORT"] = $"{LoopbackPort.Free()}",
            ["ENGAGEMENT__CLUSTER__WAKEUPGRAINS"] = "16",
        };
        foreach (var (name, value) in more)
        {
            environment[name] = value;
        }

        return await StartAsync(new Uri($"http://127.0.0.1:{LoopbackPort.Free()}"), environment);
    }

    /// <summary>Starts one that was killed where it was: the others, and it itself, know at once that the one before is gone.</summary>
    public Task<SiloProcess> StartAgainAsync() => StartAsync(_address, _environment);

    public void Kill() => _process.Kill();

    public void Dispose()
    {
        Http.Dispose();
        _process.Dispose();
    }

    private static async Task<SiloProcess> StartAsync(Uri address, IReadOnlyDictionary<string, string> environment)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string[] arguments = [typeof(AzureClusterStore).Assembly.Location, "--urls", address.GetLeftPart(UriPartial.Authority)];
        return new SiloProcess(await StartedProcess.StartAsync(dotnet, arguments, environment, "Application started", Patience), address, environment);
    }

    [GeneratedRegex("wk_[A-Za-z0-9_-]+")]
    private static partial Regex WriteKey();

    [GeneratedRegex("sk_[A-Za-z0-9_-]+")]
    private static partial Regex SecretKey();
}
