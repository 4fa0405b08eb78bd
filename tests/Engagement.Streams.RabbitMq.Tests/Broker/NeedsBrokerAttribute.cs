using Engagement.Testing.Specifications;

namespace Engagement.Streams.RabbitMq.Tests.Broker;

/// <summary>For specifications that need a real broker; skipped by name where there is none (Debian: package <c>rabbitmq-server</c>).</summary>
internal sealed class NeedsBrokerAttribute : NeedAttribute
{
    public override string? Missing => Programs.Missing;
}

/// <summary>A test that needs a real broker.</summary>
public sealed class BrokerFactAttribute : FactAttribute
{
    public BrokerFactAttribute() => Skip = Programs.Missing;
}
