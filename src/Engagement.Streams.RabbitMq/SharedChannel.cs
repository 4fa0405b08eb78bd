using RabbitMQ.Client;

namespace Engagement.Streams.RabbitMq;

/// <summary>
/// A channel that many publish on at once. Retired, it takes nobody new, and is closed when the last of them has left: closing it before would
/// fail what the broker may be about to confirm. Safe for any number of threads.
/// </summary>
internal sealed class SharedChannel(IChannel channel)
{
    private readonly Lock _gate = new();
    private int _inside;
    private bool _isRetired;
    private bool _isClosed;

    public IChannel Channel => channel;

    /// <summary>Whoever enters leaves again.</summary>
    /// <returns>False where it is retired, or no longer open.</returns>
    public bool TryEnter()
    {
        lock (_gate)
        {
            if (_isRetired || !channel.IsOpen)
            {
                return false;
            }

            _inside++;
            return true;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            _inside--;
            CloseWhenDone();
        }
    }

    public void Retire()
    {
        lock (_gate)
        {
            _isRetired = true;
            CloseWhenDone();
        }
    }

    private void CloseWhenDone()
    {
        if (_isRetired && _inside == 0 && !_isClosed)
        {
            _isClosed = true;

            // Nobody waits for it: a broker that does not answer holds up a close as well.
            _ = Task.Run(CloseAsync);
        }
    }

    private async Task CloseAsync()
    {
        try
        {
            await channel.DisposeAsync();
        }
        catch (Exception)
        {
            // A channel that does not close goes with its connection.
        }
    }
}
