using System.ComponentModel.DataAnnotations;

namespace Engagement.Gateway;

/// <summary>See <see cref="GatewayOptions.Ingest"/>.</summary>
public enum IngestMode
{
    Direct,
    Stream,
}

/// <summary>How the gateway behaves; <c>Engagement:Gateway</c> in configuration. An unknown name or a value out of range stops the start.</summary>
public sealed class GatewayOptions
{
    public const string Section = "Engagement:Gateway";

    /// <summary>How often an open stream hears something at least, in seconds. 5 to 60, default 20.</summary>
    [Range(5, 60)]
    public int PingSeconds { get; set; } = 20;

    /// <summary>Events that may wait for one slow reader before it is told to resync. 8 to 4,096, default 64.</summary>
    [Range(8, 4096)]
    public int StreamBuffer { get; set; } = 64;

    /// <summary>Streams open at once in this process. 1 to 1,000,000, default 50,000.</summary>
    [Range(1, 1_000_000)]
    public int MostStreams { get; set; } = 50_000;

    /// <summary>Streams open at once of one person; one more ends the oldest. 1 to 1,000, default 20.</summary>
    [Range(1, 1_000)]
    public int MostStreamsOfPerson { get; set; } = 20;

    /// <summary>
    /// Where calls of clients go: <c>Direct</c>, the default, to the engine, answered when they are durable there; <c>Stream</c>, to the stream that
    /// is configured, answered when it has confirmed them.
    /// </summary>
    public IngestMode Ingest { get; set; } = IngestMode.Direct;

    /// <summary>Different label sets that one metric may have before the rest are counted together. 10 to 100,000, default 2,000.</summary>
    [Range(10, 100_000)]
    public int MostSeriesOfMetric { get; set; } = 2_000;
}
