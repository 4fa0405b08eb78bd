using Engagement.Core;
using Engagement.Runtime.Hosting;

namespace Engagement.Cluster.Hosting;

/// <summary>
/// What waits in this process for one actor. One call is under way at a time: that keeps the order, and what comes meanwhile goes together in
/// the next call and, at the actor, with one write.
/// </summary>
internal sealed class Lane(ActorKey key)
{
    private readonly Queue<Waiting> _waiting = new();
    private bool _isSending;
    private bool _isOver;

    public ActorKey Key => key;

    /// <summary>Adds commands. False when the lane has ended meanwhile: there is a new one to be made.</summary>
    /// <param name="begins">Whether the caller must begin to send.</param>
    public bool TryAdd(ReadOnlySpan<Waiting> commands, out bool begins)
    {
        lock (_waiting)
        {
            begins = false;
            if (_isOver)
            {
                return false;
            }

            begins = !_isSending;
            _isSending = true;
            foreach (var command in commands)
            {
                _waiting.Enqueue(command);
            }

            return true;
        }
    }

    /// <summary>Takes what goes with the next call; empty when the lane is over.</summary>
    public List<Waiting> Take(int most)
    {
        lock (_waiting)
        {
            var taken = new List<Waiting>(Math.Min(most, _waiting.Count));
            while (taken.Count < most && _waiting.TryDequeue(out var command))
            {
                taken.Add(command);
            }

            _isOver = taken.Count == 0;
            return taken;
        }
    }
}

/// <summary>One command, and where its answer goes.</summary>
/// <param name="Hops">How often it was forwarded.</param>
internal readonly record struct Waiting(IActorCommand Command, Asking Asking, int Index, int Hops);

/// <summary>Commands one caller waits for together.</summary>
internal sealed class Asking(int count)
{
    private readonly Answer[] _answers = new Answer[count];
    private readonly TaskCompletionSource<Answer[]> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open = count;

    public Task<Answer[]> Done => _done.Task;

    public void Answer(int index, in Answer answer)
    {
        _answers[index] = answer;
        if (Interlocked.Decrement(ref _open) == 0)
        {
            _done.TrySetResult(_answers);
        }
    }

    /// <summary>A turn failed by a bug: so does the whole.</summary>
    public void Fail(Exception bug)
    {
        _done.TrySetException(bug);
        Interlocked.Decrement(ref _open);
    }
}
