namespace Engagement.Load.Journeys;

/// <summary>
/// Draws ranks 0..count-1 with probability proportional to 1 / (rank + 1 + shift)^exponent: Zipf's law, or with a shift
/// that of Mandelbrot, which keeps the first ranks from outgrowing what one person can do.
/// </summary>
internal sealed class Zipf
{
    private readonly double[] _cumulative;

    public Zipf(int count, double exponent, double shift = 0)
    {
        _cumulative = new double[count];
        var sum = 0.0;
        for (var rank = 0; rank < count; rank++)
        {
            sum += Math.Pow(rank + 1 + shift, -exponent);
            _cumulative[rank] = sum;
        }
    }

    public int Draw(SplitMix random)
    {
        var found = Array.BinarySearch(_cumulative, random.Unit() * _cumulative[^1]);
        return Math.Min(found < 0 ? ~found : found + 1, _cumulative.Length - 1);
    }
}
