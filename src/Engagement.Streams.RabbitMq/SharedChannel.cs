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

    public ValueTask LeaveAsync()
    {
        lock (_gate)
        {
            _inside--;
        }

        return CloseWhenDoneAsync();
    }

    public ValueTask RetireAsync()
    {
        lock (_gate)
        {
            _isRetired = true;
        }

        return CloseWhenDoneAsync();
    }

    private async ValueTask CloseWhenDoneAsync()
    {
        lock (_gate)
        {
            if (!_isRetired || _inside > 0 || _isClosed)
            {
                return;
            }

            _isClosed = true;
        }

        try
        {
            await channel.DisposeAsync();
        }
        catch (Exception)
        {
            // Whoever leaves last has what they came for, and a channel that does not close goes with its connection.
        }
    }
}
