namespace Engagement.ReadModels.Tests.Worlds;

/// <summary>The system's clock, set forward by the test.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
