using System.Threading.Channels;
using Engagement.Core;
using Engagement.Core.Catalogs;
using Engagement.Runtime.Hosting;
using Engagement.Testing.Time;
using NodaTime;

namespace Engagement.Runtime.Tests.Effects;

/// <summary>A host whose every answer a test gives by hand, in the order it is asked.</summary>
internal sealed class ScriptedHost : IActorHost
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private readonly Channel<(Envelope Asked, TaskCompletionSource<Answer> Answer)> _asked =
        Channel.CreateUnbounded<(Envelope, TaskCompletionSource<Answer>)>();

    private readonly Channel<Envelope[]> _batches = Channel.CreateUnbounded<Envelope[]>();

    public IReadOnlyCollection<WorkspaceId> Workspaces => [];

    public HostHealth Health => new([]);

    public Instant Now => throw new NotSupportedException();

    public async Task<(PersonId Person, IActorCommand Command)> NextAsync(IReply? reply)
    {
        var (asked, answer) = await ReadAsync();
        answer.SetResult(new Answer(null, reply, default));
        return (asked.Key.Person, asked.Command);
    }

    public async Task<PersonId> RefuseNextAsync(string code)
    {
        var (asked, answer) = await ReadAsync();
        answer.SetResult(new Answer(Refusal.Of(code, "no"), null, default));
        return asked.Key.Person;
    }

    public async Task FailNextAsync() => (await ReadAsync()).Answer.SetException(new IOException("gone"));

    public async Task<Envelope[]> NextBatchAsync()
    {
        using var deadline = new CancellationTokenSource(LongestWait);
        return await _batches.Reader.ReadAsync(deadline.Token);
    }

    /// <summary>Lets time pass until it is done.</summary>
    public static async Task<T> WithinAsync<T>(ManualClock clock, Func<Task<T>> act)
    {
        var done = act();
        while (!done.IsCompleted)
        {
            clock.Advance(Duration.FromMilliseconds(50));
            await Task.Yield();
        }

        return await done;
    }

    public ValueTask<Answer> AskAsync(ActorKey key, IActorCommand command, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Writer.TryWrite((new Envelope(key, command), answer));
        return new ValueTask<Answer>(answer.Task);
    }

    public ValueTask<Answer[]> AskAsync(ReadOnlyMemory<Envelope> commands, CancellationToken cancellationToken)
    {
        _batches.Writer.TryWrite(commands.ToArray());
        return new ValueTask<Answer[]>(new Answer[commands.Length]);
    }

    public ValueTask<Answer?> SurrenderAsync(WorkspaceId workspace, PersonId to, PersonId from, CancellationToken cancellationToken) =>
        Joining.SurrenderOneByOneAsync(this, workspace, to, from, cancellationToken);

    public Catalog? CatalogOf(WorkspaceId workspace) => null;

    public KeyGrant? FindKey(string hash) => null;

    private async Task<(Envelope Asked, TaskCompletionSource<Answer> Answer)> ReadAsync()
    {
        using var deadline = new CancellationTokenSource(LongestWait);
        return await _asked.Reader.ReadAsync(deadline.Token);
    }
}
