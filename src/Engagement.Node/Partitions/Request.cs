using Engagement.Core;
using Engagement.Runtime.Hosting;

namespace Engagement.Node.Partitions;

/// <summary>Commands one caller waits for together, and the answers as they become durable. Partitions fill it from their own threads.</summary>
internal sealed class Request(ReadOnlyMemory<Envelope> commands)
{
    private readonly TaskCompletionSource<Answer[]> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Answer[] _answers = new Answer[commands.Length];
    private readonly bool[] _answered = new bool[commands.Length];
    private int _open = commands.Length;

    public ReadOnlySpan<Envelope> Commands => commands.Span;

    public Task<Answer[]> Done => _done.Task;

    /// <summary>Gives one answer. A second one for the same command is passed over. Each command is one partition's at a time.</summary>
    public void Answer(int index, in Answer answer)
    {
        if (!_answered[index])
        {
            _answered[index] = true;
            _answers[index] = answer;
            Close();
        }
    }

    /// <summary>Ends the whole request: a turn in it failed by a bug.</summary>
    public void Fail(Exception bug) => _done.TrySetException(bug);

    public void Refuse(int index, Refusal refusal) => Answer(index, new Answer(refusal, null, default));

    private void Close()
    {
        if (Interlocked.Decrement(ref _open) == 0)
        {
            _done.TrySetResult(_answers);
        }
    }
}

/// <summary>One command in a partition's hands.</summary>
/// <param name="Request">Null for a wake-up: nobody waits.</param>
/// <param name="Hops">How often the command was forwarded.</param>
internal readonly record struct Command(Request? Request, int Index, ActorKey Key, IActorCommand Body, int Hops);

/// <summary>What is posted to a partition: the part of a request that is its own, or one forwarded command, or neither: a chore.</summary>
internal readonly record struct Work(Request? Request, int[]? Indices, Command? Forwarded, Action? Chore);
