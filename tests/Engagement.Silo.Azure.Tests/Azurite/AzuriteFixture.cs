using Azure.Storage.Blobs;
using Engagement.Testing.Processes;

namespace Engagement.Silo.Azure.Tests.Azurite;

/// <summary>An emulator of the tests' own, on loopback and in memory.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    // The emulator's account and key are the same everywhere, and published.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly int _blobs = LoopbackPort.Free();
    private readonly int _tables = LoopbackPort.Free();
    private StartedProcess? _running;
    private int _containers;

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
        + $"BlobEndpoint=http://127.0.0.1:{_blobs}/{Account};TableEndpoint=http://127.0.0.1:{_tables}/{Account}";

    /// <summary>A container that no other test has, and that is not made yet.</summary>
    public BlobContainerClient NewContainer() =>
        new BlobServiceClient(ConnectionString).GetBlobContainerClient($"test-{Interlocked.Increment(ref _containers)}");

    public async Task InitializeAsync()
    {
        if (AzuriteProgram.Missing is not null)
        {
            return;
        }

        // It checks no version: a client may know one that it does not.
        string[] arguments =
        [
            AzuriteProgram.Script, "--silent", "--inMemoryPersistence", "--disableTelemetry", "--skipApiVersionCheck",
            "--blobHost", "127.0.0.1", "--blobPort", $"{_blobs}", "--tableHost", "127.0.0.1", "--tablePort", $"{_tables}",
            "--queueHost", "127.0.0.1", "--queuePort", $"{LoopbackPort.Free()}",
        ];
        _running = await StartedProcess.StartAsync(
            "node", arguments, new Dictionary<string, string>(), "Table service is successfully listening", Patience);
    }

    public Task DisposeAsync()
    {
        _running?.Dispose();
        return Task.CompletedTask;
    }
}

[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "azurite";
}
