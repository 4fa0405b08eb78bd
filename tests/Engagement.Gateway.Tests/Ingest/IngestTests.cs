using Xunit;

namespace Engagement.Gateway.Tests.Ingest;

/// <summary>A fresh server over a fresh recording host for each test.</summary>
public abstract class IngestTests : IAsyncLifetime
{
    public RecordingHost Host { get; } = new();

    private protected IngestApp App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await IngestApp.StartAsync(Host);

    public async Task DisposeAsync() => await App.DisposeAsync();
}
