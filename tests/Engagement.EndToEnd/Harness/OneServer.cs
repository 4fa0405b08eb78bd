namespace Engagement.EndToEnd.Harness;

/// <summary>The server with a data folder of its own.</summary>
internal sealed class OneServer(ServerSetup setup, Uri url) : Deployment(setup)
{
    private readonly string _data = setup.Data ?? Directory.CreateTempSubdirectory("engagement-e2e-").FullName;

    public override string Data => _data;

    public override IReadOnlyList<Uri> Urls => [url];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (Setup.Data is null)
        {
            // The kernel may still be letting go of a killed process's files.
            await Eventually.Holds(TryDelete, TimeSpan.FromSeconds(10));
        }
    }

    protected override Task<IReadOnlyList<Child>> StartProcessesAsync() => Task.FromResult<IReadOnlyList<Child>>(
        [Start("Engagement.Server", ["--urls", url.GetLeftPart(UriPartial.Authority)], new Dictionary<string, string> { ["ENGAGEMENT__DATA"] = _data })]);

    private bool TryDelete()
    {
        try
        {
            Directory.Delete(_data, recursive: true);
        }
        catch (IOException)
        {
            // Looked at again.
        }

        return !Directory.Exists(_data);
    }
}
