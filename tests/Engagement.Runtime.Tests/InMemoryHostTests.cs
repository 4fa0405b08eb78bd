using Engagement.Testing.Hosting;
using Engagement.Testing.Specifications;

namespace Engagement.Runtime.Tests;

public sealed class InMemoryHostTests : ActorHostSpecification
{
    protected override Task<IHostUnderTest> CreateAsync(HostFixture fixture) =>
        Task.FromResult<IHostUnderTest>(new InMemoryHostUnderTest(fixture));
}
