namespace Engagement.Gateway.Ingest.Requests;

/// <summary>Bounds how many requests are in hand at once, and with them the memory that their bodies take. Safe for any number of threads.</summary>
internal sealed class Gate(int places)
{
    private int _inside;

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _inside) <= places)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _inside);
}
