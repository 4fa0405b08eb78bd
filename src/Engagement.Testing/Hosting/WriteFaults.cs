namespace Engagement.Testing.Hosting;

/// <summary>
/// Stands before every durable write of a host under test and does to it what disks do. The host calls <see cref="BeforeWrite"/> right before
/// it hands a write to its store; what throws there must leave nothing in the store. Safe for any number of threads.
/// </summary>
public sealed class WriteFaults
{
    private readonly object _gate = new();
    private TaskCompletionSource _held = New();
    private bool _holding;
    private bool _crashed;
    private int _refusals;

    /// <summary>Waits while writes are held.</summary>
    /// <exception cref="IOException">The write is refused, or the host crashed meanwhile.</exception>
    public void BeforeWrite()
    {
        lock (_gate)
        {
            while (_holding && !_crashed)
            {
                _held.TrySetResult();
                Monitor.Wait(_gate);
            }

            if (_crashed || _refusals > 0)
            {
                _refusals = Math.Max(0, _refusals - 1);
                throw new IOException("No space left on device");
            }
        }
    }

    /// <summary>Writes wait from now on.</summary>
    public void Hold()
    {
        lock (_gate)
        {
            _held = New();
            _holding = true;
        }
    }

    /// <summary>Completes once a write waits.</summary>
    public Task HeldAsync()
    {
        lock (_gate)
        {
            return _held.Task;
        }
    }

    public void Release()
    {
        lock (_gate)
        {
            _holding = false;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The next writes are refused.</summary>
    public void Refuse(int writes)
    {
        lock (_gate)
        {
            _refusals = writes;
        }
    }

    /// <summary>Writes that wait, and all that come until <see cref="Recover"/>, never reach the store.</summary>
    public void Crash()
    {
        lock (_gate)
        {
            _crashed = true;
            _holding = false;
            Monitor.PulseAll(_gate);
        }
    }

    public void Recover()
    {
        lock (_gate)
        {
            _crashed = false;
            _refusals = 0;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
