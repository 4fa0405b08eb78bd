using Engagement.Testing.InApp;
using Engagement.Testing.Time;

namespace Engagement.Testing.Hosting;

/// <summary>What the host suite owns and a host under test must use: time, streams, and the faults before every durable write.</summary>
/// <remarks>
/// Time moves on as soon as an answer is there, so a host arms the timer for a turn's wake-up before it answers, and through
/// <see cref="Clock"/> only.
/// </remarks>
public sealed class HostFixture
{
    public ManualClock Clock { get; } = new();

    public InMemoryStreams Streams { get; } = new();

    public WriteFaults Writes { get; } = new();

    /// <summary>Commands that may wait (in a host of several partitions: in each) before more are refused as overload.</summary>
    public int MailboxCapacity { get; init; } = 256;
}
