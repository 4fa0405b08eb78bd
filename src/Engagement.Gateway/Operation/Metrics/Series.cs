namespace Engagement.Gateway.Operation.Metrics;

/// <summary>What was measured under one label set. Safe for any number of threads.</summary>
internal abstract class Series
{
    public abstract void Record(double value);

    /// <summary>A sum of what was added, or taken away.</summary>
    public sealed class Sum : Series
    {
        private double _value;

        public double Value => Volatile.Read(ref _value);

        public override void Record(double value) => Add(ref _value, value);
    }

    /// <summary>What was told last.</summary>
    public sealed class Last : Series
    {
        private double _value;

        public double Value => Volatile.Read(ref _value);

        public override void Record(double value) => Volatile.Write(ref _value, value);
    }

    /// <summary>How many were at most as large as each bound.</summary>
    public sealed class Histogram(double[] bounds) : Series
    {
        private readonly long[] _counts = new long[bounds.Length + 1];
        private double _sum;

        public double Total => Volatile.Read(ref _sum);

        public override void Record(double value)
        {
            var index = 0;
            while (index < bounds.Length && value > bounds[index])
            {
                index++;
            }

            Interlocked.Increment(ref _counts[index]);
            Add(ref _sum, value);
        }

        /// <summary>Counts per bucket, not cumulative; the last is for what is larger than every bound.</summary>
        public long[] Counts()
        {
            var copy = new long[_counts.Length];
            for (var i = 0; i < copy.Length; i++)
            {
                copy[i] = Interlocked.Read(ref _counts[i]);
            }

            return copy;
        }
    }

    private static void Add(ref double target, double value)
    {
        var before = Volatile.Read(ref target);
        while (true)
        {
            var found = Interlocked.CompareExchange(ref target, before + value, before);
            if (BitConverter.DoubleToInt64Bits(found) == BitConverter.DoubleToInt64Bits(before))
            {
                return;
            }

            before = found;
        }
    }
}
