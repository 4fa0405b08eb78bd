namespace Engagement.Testing.Hosting;

/// <summary>
/// Stands before every write that makes turns durable and does to it what disks do. The host under test calls <see cref="BeforeWrite"/> right
/// before it hands such a write to its store (and for no other write); what throws there must leave nothing in the store. Safe for any number
/// of threads.
/// </summary>
public sealed class WriteFaults
{
    private readonly object _gate = new();
    private TaskCompletionSource _held = New();
    private TaskCompletionSource _refused = New();
    private bool _holding;
    private bool _crashed;
    private int _spared;
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

            if (_crashed || MustRefuse())
            {
                _refused.TrySetResult();
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

    /// <summary>Completes once a write was refused, from now on.</summary>
    public Task RefusedAsync()
    {
        lock (_gate)
        {
            return (_refused = New()).Task;
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

    /// <summary>The next writes are refused, after a number that are not.</summary>
    public void Refuse(int writes, int after = 0)
    {
        lock (_gate)
        {
            _refusals = writes;
            _spared = after;
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

    /// <summary>No fault is left.</summary>
    public void Recover()
    {
        lock (_gate)
        {
            _crashed = false;
            _holding = false;
            _refusals = 0;
            _spared = 0;
            Monitor.PulseAll(_gate);
        }
    }

    private bool MustRefuse()
    {
        if (_spared > 0)
        {
            _spared--;
            return false;
        }

        if (_refusals > 0)
        {
            _refusals--;
            return true;
        }

        return false;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
