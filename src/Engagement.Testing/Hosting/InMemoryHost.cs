using System.Threading.Channels;
using Engagement.Core;
using Engagement.Core.Catalogs;
using Engagement.Runtime;
using Engagement.Runtime.Hosting;
using NodaTime;

namespace Engagement.Testing.Hosting;

/// <summary>
/// The smallest host that keeps every promise of <see cref="IActorHost"/>: one loop that takes one command at a time, saves one turn with one
/// write, and answers after it. The loop's own work is in <see cref="InMemoryActors"/>.
/// </summary>
public sealed class InMemoryHost : IActorHost
{
    private static readonly Refusal Full = Refusal.Of(Refusal.Overloaded, "too many commands wait; try again in a second");
    private static readonly Refusal Gone = Refusal.Of(Refusal.Unavailable, "the host is not running");

    private readonly Channel<Work> _mailbox = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HostFixture _fixture;
    private readonly InMemoryActors _actors;
    private readonly ITimer _alarm;
    private Task _loop = Task.CompletedTask;
    private int _waiting;
    private volatile bool _crashed;
    private volatile Exception? _bug;

    public InMemoryHost(HostFixture fixture, InMemoryStorage storage)
    {
        _fixture = fixture;
        _actors = new InMemoryActors(fixture, storage);
        _alarm = fixture.Clock.CreateTimer(_ => Post(new Work.Tick()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public IReadOnlyCollection<WorkspaceId> Workspaces => _actors.Catalogs.Workspaces;

    public HostHealth Health => new(_loop.IsCompleted ? ["the host is not running"] : []);

    public Instant Now => _fixture.Clock.GetCurrentInstant();

    public Catalog? CatalogOf(WorkspaceId workspace) => _actors.Catalogs.CatalogOf(workspace);

    public KeyGrant? FindKey(string hash) => _actors.Catalogs.FindKey(hash);

    public void Start()
    {
        _actors.Load();
        _loop = Task.Run(RunAsync);
        _actors.Effects.Start(this);
        Post(new Work.Tick());
    }

    /// <summary>What was accepted is answered first.</summary>
    public async Task StopAsync()
    {
        _mailbox.Writer.TryComplete();
        await _loop;
        await EndAsync();
    }

    /// <summary>What waits is refused; what is not saved is gone. Writes must have been made to fail before.</summary>
    public async Task CrashAsync()
    {
        _crashed = true;
        await StopAsync();
    }

    public Task EvictAsync()
    {
        var evict = new Work.Evict(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Post(evict);
        return evict.Done.Task;
    }

    public async ValueTask<Answer> AskAsync(ActorKey key, IActorCommand command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Increment(ref _waiting) > _fixture.MailboxCapacity)
        {
            Interlocked.Decrement(ref _waiting);
            return new Answer(Full, null, default);
        }

        var ask = new Work.Ask(key, command, new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously));
        return Post(ask) ? await ask.Answer.Task.WaitAsync(cancellationToken) : new Answer(Gone, null, default);
    }

    public async ValueTask<Answer[]> AskAsync(ReadOnlyMemory<Envelope> commands, CancellationToken cancellationToken)
    {
        var asked = new Task<Answer>[commands.Length];
        for (var i = 0; i < asked.Length; i++)
        {
            var (key, command) = commands.Span[i];
            asked[i] = AskAsync(key, command, cancellationToken).AsTask();
        }

        return await Task.WhenAll(asked);
    }

    public ValueTask<Answer?> SurrenderAsync(WorkspaceId workspace, PersonId to, PersonId from, CancellationToken cancellationToken) =>
        Joining.SurrenderOneByOneAsync(this, workspace, to, from, cancellationToken);

    private async Task EndAsync()
    {
        await _alarm.DisposeAsync();
        await _actors.Effects.DisposeAsync();
    }

    private bool Post(Work work) => _mailbox.Writer.TryWrite(work);

    private async Task RunAsync()
    {
        await foreach (var work in _mailbox.Reader.ReadAllAsync())
        {
            try
            {
                Run(work);
            }
            catch (Exception bug)
            {
                _bug = bug;
            }
        }
    }

    private void Run(Work work)
    {
        switch (work)
        {
            case Work.Ask ask:
                Answer(ask);
                break;
            case Work.Tick when !_crashed:
                _actors.WakeDue();
                SetAlarm();
                break;
            case Work.Evict evict:
                _actors.Evict();
                evict.Done.SetResult();
                break;
        }
    }

    private void Answer(Work.Ask ask)
    {
        try
        {
            var answer = Take(ask);
            Interlocked.Decrement(ref _waiting);
            ask.Answer.SetResult(answer);
        }
        catch (Exception bug)
        {
            ask.Answer.SetException(bug);
        }
    }

    private Answer Take(Work.Ask ask)
    {
        if (_bug is { } bug)
        {
            throw new InvalidOperationException("an earlier turn failed", bug);
        }

        if (_crashed)
        {
            return new Answer(Gone, null, default);
        }

        var answer = _actors.Take(ask.Key, ask.Command);
        SetAlarm();
        return answer;
    }

    private void SetAlarm()
    {
        var due = _actors.NextDue is { } next ? Duration.Max(Duration.Zero, next - Now).ToTimeSpan() : Timeout.InfiniteTimeSpan;
        _alarm.Change(due, Timeout.InfiniteTimeSpan);
    }

    private abstract record Work
    {
        public sealed record Ask(ActorKey Key, IActorCommand Command, TaskCompletionSource<Answer> Answer) : Work;

        public sealed record Tick : Work;

        public sealed record Evict(TaskCompletionSource Done) : Work;
    }
}
