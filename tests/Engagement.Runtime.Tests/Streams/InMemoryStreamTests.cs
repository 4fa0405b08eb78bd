using Engagement.Testing.Specifications;
using Engagement.Testing.Streams;

namespace Engagement.Runtime.Tests.Streams;

/// <summary>The stream suite over the in-memory stream: what remains when a broker's own faults are taken away.</summary>
public sealed class InMemoryStreamTests : EventSourceSpecification
{
    protected override Task<IStreamUnderTest> CreateAsync() => Task.FromResult<IStreamUnderTest>(new InMemoryStreamUnderTest(Partitions, BatchSize));
}
