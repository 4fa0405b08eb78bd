using Engagement.Testing.Hosting;
using Engagement.Testing.Specifications;

namespace Engagement.Node.Tests;

public sealed class NodeHostTests : ActorHostSpecification
{
    protected override Task<IHostUnderTest> CreateAsync(HostFixture fixture) => Task.FromResult<IHostUnderTest>(new NodeHostUnderTest(fixture));
}
