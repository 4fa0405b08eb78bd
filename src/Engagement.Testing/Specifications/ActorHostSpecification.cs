using Engagement.Core;
using Engagement.Runtime.Hosting;
using Engagement.Testing.Hosting;
using NodaTime;
using Xunit;

namespace Engagement.Testing.Specifications;

/// <summary>
/// What every host must do, whatever it is made of. A subclass says how to make one; if it needs more than that, the port is wrong.
/// </summary>
public abstract partial class ActorHostSpecification : IAsyncLifetime
{
    protected const string Bought = "Order Completed";
    protected const string Added = "Product Added";
    protected const string Cart = "cart";

    protected static readonly PersonId Ada = PersonId.Known("ada");
    protected static readonly PersonId Bob = PersonId.Known("bob");
    protected static readonly PersonId Visitor = PersonId.Anonymous("visitor");

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private IHostUnderTest? _subject;

    protected HostFixture Fixture { get; } = new() { MailboxCapacity = 256 };

    protected IHostUnderTest Subject => _subject ?? throw new InvalidOperationException("the host was not made");

    protected IActorHost Host => Subject.Host;

    protected WorkspaceDriver Shop { get; private set; } = null!;

    /// <summary>Passes when a wait has taken so long that what it waits for will not come.</summary>
    protected CancellationToken Deadline { get; } = new CancellationTokenSource(LongestWait).Token;

    public async Task InitializeAsync()
    {
        _subject = await CreateAsync(Fixture);
        await _subject.StartAsync();
        Shop = await CreateWorkspaceAsync("shop");
    }

    public async Task DisposeAsync()
    {
        Fixture.Writes.Recover();
        await Subject.DisposeAsync();
    }

    /// <summary>Makes a host on new, empty storage; it is not started yet.</summary>
    protected abstract Task<IHostUnderTest> CreateAsync(HostFixture fixture);

    protected async Task<WorkspaceDriver> CreateWorkspaceAsync(string id)
    {
        var workspace = new WorkspaceDriver(() => Host, new WorkspaceId(id));
        await workspace.CreateAsync();
        return workspace;
    }

    protected async Task RestartAsync()
    {
        await Subject.StopAsync();
        await Subject.StartAsync();
    }

    protected async Task CrashAndRestartAsync()
    {
        await Subject.CrashAsync();
        await Subject.StartAsync();
    }

    /// <summary>Completes when the person has been shown something, letting time pass until then.</summary>
    protected Task WaitUntilShownAsync(PersonId person) =>
        PassUntilAsync(Fixture.Streams.WaitForAsync<InApp.StreamEvent.Presented>(told => told.Person == person, Deadline));

    /// <summary>Lets time pass in small steps until something comes of it; fails when the deadline passes first.</summary>
    protected async Task PassUntilAsync(Task awaited)
    {
        while (!awaited.IsCompleted)
        {
            await PassAsync(Duration.FromMilliseconds(100), Bob);
        }

        await awaited;
    }

    /// <summary>Lets time pass until everything that is due in it has had its turn.</summary>
    protected async Task PassAsync(Duration time, PersonId person)
    {
        Fixture.Clock.Advance(time);
        await Shop.ProfileAsync(person);
    }
}
