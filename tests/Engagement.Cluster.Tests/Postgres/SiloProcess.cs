using System.Diagnostics;

namespace Engagement.Cluster.Tests.Postgres;

/// <summary>A silo in a process of its own, which can be killed as a whole. It ends with the process that started it, however that ends.</summary>
internal sealed class SiloProcess : IDisposable
{
    private readonly Process _process;

    private SiloProcess(Process process, SiloAddress address) => (_process, Address) = (process, address);

    public SiloAddress Address { get; }

    public static async Task<SiloProcess> StartAsync(string connectionString, string cluster)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, [typeof(Program).Assembly.Location, connectionString, cluster])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        try
        {
            var address = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
            return new SiloProcess(process, SiloAddress.FromParsableString(address ?? throw new IOException("the silo did not start")));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>What the process does: says its address, and lives until its input ends.</summary>
    public static async Task<int> RunAsync(string connectionString, string cluster)
    {
        await using var silo = await TestSilo.StartAsync(connectionString, cluster);
        await Console.Out.WriteLineAsync(silo.Address.ToParsableString());
        await Console.In.ReadToEndAsync();
        return 0;
    }

    public void Kill() => _process.Kill();

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
